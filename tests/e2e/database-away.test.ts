import { expect, it, onTestFinished } from 'vitest'
import { entriesOf, foldLog } from '../../server/log/fold-log.ts'
import { postgresLog } from '../../server/log/postgres/postgres.ts'
import { startCluster } from '../support/processes/cluster.ts'
import { goTo, LAPTOP, openBrowser, person, PHONE, PROJECTOR, sees, tap } from './people.ts'

const HURTS = 'CI/CD: Where it hurts'
const AWAY = 'Nothing can be stored now'
const WAITS = 'The server cannot take it yet. Trying again.'

it('the database goes away in the middle of a vote: taps wait, the facilitator goes on, and all of it counts once it is back', { timeout: 90_000 }, async () => {
  const { url, cookie, postgres, database, newWorkshop, close } = await startCluster(1)
  onTestFinished(close)
  const { id, code } = await newWorkshop()
  const browser = await openBrowser()
  const [phone, screen, panel] = [await person(browser, `${url}/${code}`, PHONE), await person(browser, `${url}/${code}/deck/`, PROJECTOR), await person(browser, url, LAPTOP)]
  const [name, value] = cookie.split('=') as [string, string]
  await panel.page.context().addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }])
  await panel.page.goto(`${url}/${code}/facilitator/`)
  await sees(panel, 'Connected')
  await tap(phone, 'Skip')
  await goTo(panel, HURTS)
  const dot = () => phone.page.locator('button[aria-label^="Add a dot"]:not([aria-disabled="true"])').first().click()
  await dot()
  await sees(phone, 'Counted')

  await postgres.kill()
  await sees(panel, AWAY)
  await dot()
  await sees(phone, WAITS)
  const slide = () => panel.page.url().split('/').at(-1)!
  const before = slide()
  await panel.page.locator('body').press('ArrowRight')
  await expect.poll(slide).not.toBe(before)
  const there = slide()
  await expect.poll(() => panel.frames.some(frame => frame.includes('storage_failed')), { timeout: 20_000 }).toBe(true)

  await postgres.restart()
  await panel.page.getByText(AWAY).waitFor({ state: 'detached' })
  await expect.poll(() => screen.page.url(), { timeout: 10_000 }).toContain(there)
  expect(slide()).toBe(there)
  await phone.page.getByText(WAITS).waitFor({ state: 'detached' })
  const log = await postgresLog(database)
  onTestFinished(log.close)
  const ballots = (await entriesOf(log, id)).flatMap(({ command }) => command.type === 'ballot:cast' ? [command.answer] : [])
  // It was sent again and again, and is in the log once.
  expect(ballots).toEqual([{ kind: 'dots', dots: { 'flaky-tests': 1 } }, { kind: 'dots', dots: { 'flaky-tests': 2 } }])
  expect((await foldLog(log, id)).polls.get('cicd/bottlenecks')!.rounds.at(-1)!.tally).toMatchObject({ voters: 1, options: expect.toSatisfy(options => options.get('flaky-tests').byNumber[2] === 1) })
})
