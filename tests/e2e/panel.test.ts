import type { Browser } from 'playwright-chromium'
import type { Person } from './people.ts'
import type { ServerProcess } from './server-process.ts'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-chromium'
import { extractText } from 'unpdf'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findBrowser } from '../../server/browser.ts'
import { LAPTOP, person, PHONE, PROJECTOR, sees, tap } from './people.ts'
import { startProcess } from './server-process.ts'

let browser: Browser
let server: ServerProcess
let data: string
let facilitator: Person
let screen: Person
let ann: Person

/** The opening choice is on slide 4. */
const OPENING = 4

beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'workshop-'))
  browser = await chromium.launch({ executablePath: await findBrowser(), chromiumSandbox: false })
  server = await startProcess(data)
  facilitator = await person(browser, server.signInUrl, LAPTOP)
  await facilitator.page.waitForURL(/\/presenter\/1$/)
  await sees(facilitator, 'Connected')
  screen = await person(browser, server.deckUrl, PROJECTOR)
  ann = await person(browser, server.joinUrl, PHONE)
  for (let no = 2; no <= OPENING; no++) {
    await facilitator.page.locator('body').press('ArrowRight')
    await facilitator.page.waitForURL(new RegExp(`/presenter/${no}$`))
  }
  await sees(ann, 'What brings you here today?')
  await ann.page.getByRole('radio', { name: 'We break too much' }).check({ force: true })
  await sees(ann, 'Counted')
}, 120_000)

afterEach(async () => {
  await browser.close()
  await server.kill()
  rmSync(data, { recursive: true })
})

const votersOnScreen = () => screen.page.locator('.meter .count strong').filter({ visible: true }).first().textContent()

describe('the panel', () => {
  it('resets a round and takes the reset back', async () => {
    await expect.poll(votersOnScreen).toBe('1')
    await tap(facilitator, /^Reset/)
    await sees(facilitator, '1 ballot is set aside')
    await facilitator.page.getByRole('button', { name: /^Reset/ }).last().click()
    await sees(facilitator, 'not open yet')
    await sees(screen, 'Voting opens soon')
    await tap(facilitator, /^Undo reset/)
    await expect.poll(votersOnScreen).toBe('1')
    await sees(ann, 'Counted')
  })

  it('reveals by key, opens a second round, and the slide tells what moved', async () => {
    const press = (key: string) => facilitator.page.locator('body').press(key)
    await press('v')
    await sees(screen, 'Voting closed')
    await press('r')
    await sees(screen, '100%')
    await press('2')
    await sees(ann, 'Round 2')
    await ann.page.getByRole('radio', { name: 'We ship too slowly' }).check({ force: true })
    await sees(ann, 'Counted')
    await press('v')
    await sees(screen, 'Voting closed')
    await press('r')
    await sees(screen, 'was 100%')
    await sees(screen, /round 2/)
  })

  it('gives the PDF and the tables, with what was not revealed only when asked', async () => {
    const download = async (name: string, role: 'button' | 'link') => {
      const [file] = await Promise.all([facilitator.page.waitForEvent('download'), facilitator.page.getByRole(role, { name }).click()])
      return readFileSync(await file.path())
    }
    const opening = async (pdf: Uint8Array) => (await extractText(new Uint8Array(pdf), { mergePages: false })).text[OPENING - 1]
    expect(await opening(await download('Export PDF', 'button'))).toContain('No votes')
    expect(JSON.parse(String(await download('Results JSON', 'link'))).polls[0].rounds).toEqual([])

    await facilitator.page.getByRole('checkbox', { name: 'with results the room has not seen' }).click()
    expect(await opening(await download('Export PDF', 'button'))).toMatch(/1 We break too much\s+100%\s+1 vote/)
    expect(JSON.parse(String(await download('Results JSON', 'link'))).polls[0].rounds[0].voters).toBe(1)
    expect(String(await download('Results CSV', 'link'))).toMatch(/break-less,We break too much,1,1,1,1/)
  })

  it('alone moves the slides: a screen that wanders off comes back with the next step', async () => {
    await screen.page.locator('body').press('ArrowRight')
    await screen.page.waitForURL(/\/deck\/5$/)
    await expect(facilitator.page.url()).toMatch(/\/presenter\/4$/)
    await sees(ann, 'What brings you here today?')
    await facilitator.page.locator('body').press('ArrowLeft')
    await screen.page.waitForURL(/\/deck\/3$/)
    await sees(ann, 'Look at the screen')
    const late = await person(browser, server.deckUrl, PROJECTOR)
    await late.page.waitForURL(/\/deck\/3$/)
  })
})
