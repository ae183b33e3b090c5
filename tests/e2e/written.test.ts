import type { PrintedDeck } from '../../server/export/printer.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findTouchingWords } from '../support/cloud-measure.ts'
import { buildSizedDeck } from '../support/sized-deck.ts'
import { findFaults } from '../support/slide-measure.ts'
import { writtenPolls } from '../support/written-polls.ts'

const PEOPLE = 28
const polls = writtenPolls(PEOPLE)
const folder = mkdtempSync(join(tmpdir(), 'workshop-'))
let deck: PrintedDeck

beforeAll(async () => {
  deck = await buildSizedDeck(folder, polls, { theme: 'seriph', aspectRatio: '4/3' }).print(PEOPLE, 'dark')
}, 120_000)
afterAll(async () => {
  await deck?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a cloud, a matrix or a wall of any size', () => {
  it('holds its text', async () => {
    expect(await findFaults(deck.page, { within: '.workshop-part' })).toEqual([])
  })

  it('has no words that touch', async () => {
    expect(await deck.page.locator('.cloud li').count()).toBeGreaterThan(300)
    expect(await findTouchingWords(deck.page)).toEqual([])
  })

  it('keeps the numbers that options have on phones', async () => {
    const numbers = await deck.page.locator('[data-poll="matrix-8"] .names li').evaluateAll(rows => rows.map(row => [row.querySelector('.badge')!.textContent, row.querySelector('.name')!.textContent]))
    const { options } = polls.find(({ def }) => def.id === 'matrix-8')!.def as { options: { label: string }[] }
    expect(numbers.sort(([a], [b]) => Number(a) - Number(b))).toEqual(options.map(({ label }, index) => [String(index + 1), label]))
  })

  it('is printed whole, on as many pages as it takes', async () => {
    const texts = new Set((await deck.page.locator('.wall li p').allTextContents()).map(text => text.trim()))
    const written = polls.flatMap(({ answers = [] }) => answers.flatMap(answer => 'posts' in answer ? answer.posts as { text: string }[] : []))
    expect(written.length).toBeGreaterThan(200)
    expect(written.filter(({ text }) => !texts.has(text))).toEqual([])
  })
})
