import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { loadContent } from '../../authoring/load.ts'
import { sqliteLog } from '../../server/log/sqlite.ts'
import { paths } from '../../server/paths.ts'
import { rates, spends } from '../support/polls/answers.ts'
import { play } from '../support/polls/play.ts'
import { startShipped } from '../support/processes/shipped.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { goTo, LAPTOP, openBrowser, person, PHONE, PROJECTOR, sees, tap } from './people.ts'

const DAY_MS = 86_400_000
const [PRACTICES, BOTTLENECKS] = ['cicd/practices', 'cicd/bottlenecks']

/** A workshop of today with two actions, in a data folder; and a clock that is ahead by three months. */
async function threeMonthsAgo() {
  const data = tempFolder()
  const { polls, plan } = await loadContent(paths.root)
  const room = play({ polls, plan })
  for (const [id, answer] of [[PRACTICES, rates({ 'routine-deploys': 1 })], [BOTTLENECKS, spends({ 'flaky-tests': 2 })]] as const) {
    room.press('poll:open', id)
    for (let person = 0; person < 12; person++)
      expect(room.vote(`a:${person}`, id, answer)).toEqual({ ok: true })
    room.press('poll:close', id)
    room.press('poll:reveal', id)
  }
  const day = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10)
  room.facilitate({ type: 'action:add', text: 'Repair three tests', owner: 'Mina', due: day(30) })
  room.facilitate({ type: 'action:add', text: 'Read the alert list together' })
  room.end()
  const log = sqliteLog(join(data, 'workshops.sqlite'))
  await log.append('test-room', () => room.entries.map((entry, index) => ({ ...entry, at: Date.now() + index })))
  await log.close()
  const clock = join(data, 'clock')
  writeFileSync(clock, String(90 * DAY_MS))
  return { data, clock }
}

it('[K4] the room goes through last time\'s plan, and sees what moved and how things ranked then', { timeout: 120_000 }, async () => {
  const { data, clock } = await threeMonthsAgo()
  const [browser, server] = await Promise.all([
    openBrowser(),
    startShipped({ data, args: ['--compare', 'test-room'], flags: ['--import', join(paths.root, 'tests/support/processes/moved-clock.ts')], env: { CLOCK_FILE: clock } }),
  ])
  onTestFinished(() => server.signal('SIGKILL'))
  const facilitator = await person(browser, server.signInUrl, LAPTOP)
  await sees(facilitator, 'Connected')
  const { page } = facilitator
  const screen = await person(browser, server.deckUrl, PROJECTOR)
  const phone = await person(browser, server.joinUrl, PHONE)
  await tap(phone, 'Skip')
  const reveal = async () => {
    await sees(phone, 'Counted')
    await tap(facilitator, /^Close voting/)
    await tap(facilitator, /^Reveal/)
    await sees(facilitator, 'The room sees the results')
  }

  // It follows the join slide, because there is a last time.
  await page.locator('body').press('ArrowRight')
  await page.locator('body').press('ArrowRight')
  for (const text of ['What became of last time’s plan?', 'Repair three tests', /^Mina, due .+, 8 weeks late$/, 'Nobody, no date', 'Vote now'])
    await sees(screen, text)
  await phone.page.getByRole('radiogroup', { name: /^Repair/ }).getByRole('radio', { name: 'Still open' }).check({ force: true })
  await reveal()
  await expect.poll(() => screen.page.locator('.follow-up .counts').first().textContent()).toBe('0Done1Still open0Dropped0Don\'t know')

  await page.locator('body').press('a')
  const decide = (text: string, became: string) => page.getByRole('group', { name: text }).getByRole('button', { name: became }).click()
  await decide('Repair three tests', 'Still open')
  await decide('Read the alert list together', 'Done')
  expect(await page.getByRole('textbox', { name: 'Action 1' }).inputValue()).toBe('Repair three tests')
  await page.keyboard.press('Escape')
  await expect.poll(() => screen.page.locator('.follow-up .stamp').allTextContents()).toEqual([expect.stringContaining('Still open'), expect.stringContaining('Done')])

  await goTo(facilitator, 'CI/CD: What good looks like')
  await phone.page.getByRole('radiogroup').first().getByRole('radio', { name: /^5/ }).check({ force: true })
  await reveal()
  await goTo(facilitator, 'CI/CD: Where it hurts')
  await tap(phone, 'Add a dot: Flaky tests that never get repaired')
  await reveal()
  await goTo(facilitator, 'What slows us')
  await sees(screen, 'was 1')
  await goTo(facilitator, 'What moved')
  for (const text of ['1.0 → 5.0', '± 1 ballot', 'n 12, 1'])
    await sees(screen, text)
  await goTo(facilitator, 'Wrap-up: the plan')
  await sees(screen, /Since \d+ \w+ \d{4}\./)
})
