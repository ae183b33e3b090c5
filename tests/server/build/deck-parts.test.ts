import type { Problem } from '../../../authoring/problem.ts'
import { expect, it } from 'vitest'
import { ContentError } from '../../../authoring/problem.ts'
import { isPartFault } from '../../../server/build/deck-parts.ts'
import { readDeck } from '../../../server/build/read-deck.ts'
import { writeFiles } from '../../support/content.ts'

const ADDON = { 'addon/package.json': '{ "name": "slidev-addon-mine" }' }

async function faultOf(head: string, files: Record<string, string> = {}): Promise<unknown> {
  const root = `${writeFiles({ 'deck/slides.md': `---\ntitle: A talk\n${head}---\n\n# Start\n`, ...files })}/deck`
  return readDeck({ root, entry: 'slides.md' }).then(() => null, (error: unknown) => error)
}

it.each<[what: string, head: string, files: Record<string, string>, where: Partial<Problem>, words: RegExp]>([
  ['a theme that is not installed', 'theme: apple-basic\n', {}, { file: 'slides.md', line: 3, field: 'theme' }, /^the theme "apple-basic" is not installed; run npm install @slidev\/theme-apple-basic /],
  ['a theme\'s folder that is not there', 'theme: ./mine\n', {}, { file: 'slides.md', line: 3, field: 'theme' }, /^there is no folder .*\/deck\/mine; correct the path$/],
  ['an addon that is not installed', 'addons: [slidev-addon-gone]\n', {}, { file: 'slides.md', line: 3, field: 'addons' }, /^the addon "slidev-addon-gone" is not installed; run npm install slidev-addon-gone /],
  ['an addon\'s folder in the place where Slidev does not look', 'addons: [../addon]\n', ADDON, { file: 'slides.md', line: 3, field: 'addons' }, /so write .*\/addon$/],
  ['a ratio that is none', 'aspectRatio: wide\n', {}, { file: 'slides.md', line: 3, field: 'aspectRatio' }, /such as 16\/9$/],
  ['a package.json that is no JSON', '', { 'deck/package.json': '{ "name": "x", }' }, { file: expect.stringMatching(/deck\/package\.json$/) }, /^is no JSON: /],
])('says how to correct %s', { timeout: 60_000 }, async (_, head, files, where, words) => {
  const fault = await faultOf(head, files)
  expect(fault).toBeInstanceOf(ContentError)
  expect((fault as ContentError).problems).toMatchObject([{ ...where, message: expect.stringMatching(words) }])
  expect(isPartFault(fault)).toBe(true)
})

it('takes what Slidev takes', { timeout: 60_000 }, async () => {
  expect(await faultOf('theme: ./theme\naddons: [./addon]\naspectRatio: 4/3\n', { ...ADDON, 'deck/theme/package.json': '{ "name": "slidev-theme-mine" }' })).toBeNull()
  expect(await faultOf('theme: none\naspectRatio: 1.6\n')).toBeNull()
})
