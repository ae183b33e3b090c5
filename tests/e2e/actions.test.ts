import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { run, startWorkshop } from '../support/processes/terminal.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { goTo, LAPTOP, openBrowser, person, PHONE, PROJECTOR, sees, tap } from './people.ts'

/** The titles of CI/CD's bottlenecks, of the plan, and of the vote on it. */
const [HURTS, PLAN, CONFIDENCE] = ['CI/CD: Where it hurts', 'Wrap-up: the plan', 'Wrap-up: confidence']

it('a result becomes an action with an owner and a day, on every screen, in the vote on it and in the report', { timeout: 120_000 }, async () => {
  const data = tempFolder()
  const [browser, server] = await Promise.all([openBrowser(), startWorkshop(data)])
  const facilitator = await person(browser, server.signInUrl, LAPTOP)
  await sees(facilitator, 'Connected')
  const { page } = facilitator
  const screen = await person(browser, server.deckUrl, PROJECTOR)
  const phone = await person(browser, server.joinUrl, PHONE)
  await tap(phone, 'Skip')

  await goTo(facilitator, HURTS)
  await tap(phone, 'Add a dot: Flaky tests that never get repaired')
  await sees(phone, 'Counted')
  await tap(facilitator, /^Close voting/)
  await tap(facilitator, /^Reveal/)
  await sees(facilitator, 'The room sees the results')
  await page.locator('body').press('a')
  await tap(facilitator, 'Put on the plan: Flaky tests that never get repaired')
  const first = page.getByRole('textbox', { name: 'Action 1' })
  await first.waitFor()
  // The first move that the content names, and what speaks for it.
  expect(await first.inputValue()).toMatch(/^List the ten tests/)
  await page.getByRole('textbox', { name: 'An action in your own words' }).fill('Read the alert list together')
  await tap(facilitator, 'Add')
  await page.getByRole('textbox', { name: 'Action 2' }).waitFor()
  const plan = page.locator('dialog[open]')
  await plan.getByLabel('Owner', { exact: true }).first().fill('Mina')
  await plan.getByLabel('Owner', { exact: true }).first().blur()
  await plan.getByLabel('Due', { exact: true }).first().fill('2026-12-18')
  await plan.getByLabel('Due', { exact: true }).first().blur()
  await page.keyboard.press('Escape')

  await goTo(facilitator, PLAN)
  for (const text of [/^List the ten tests/, /1 of 1 named “Flaky tests that never get repaired”/, 'Mina', 'by 18 December', 'Read the alert list together', 'Nobody yet'])
    await sees(screen, text)
  // It is edited while the room watches, and what was taken off comes back.
  await page.locator('body').press('a')
  await tap(facilitator, 'Take action 2 off the plan')
  await sees(screen, '1 action')
  await tap(facilitator, 'Undo the last change')
  await sees(screen, '2 actions')

  // Whoever wants it gives a name, which only the facilitator reads until it is on the plan.
  await tap(phone, 'I’ll take it: Read the alert list together')
  await phone.page.getByRole('textbox', { name: 'Your name, for this only' }).fill('Jo of Platform')
  await tap(phone, /^I’ll take it$/)
  await sees(phone, 'You offered, as Jo of Platform.')
  const name = page.getByRole('button', { name: 'Jo of Platform takes action 2' })
  await name.waitFor()
  expect(screen.frames.some(frame => frame.includes('Jo of Platform'))).toBe(false)
  await name.click()
  await sees(screen, 'Jo of Platform')
  await sees(phone, 'Jo of Platform')
  await expect.poll(() => phone.page.getByText('You offered').count()).toBe(0)
  await page.keyboard.press('Escape')

  await goTo(facilitator, CONFIDENCE)
  await phone.page.getByRole('radiogroup', { name: /^List the ten/ }).getByRole('radio', { name: /^4/ }).check({ force: true })
  await phone.page.getByRole('radiogroup', { name: /^Read the alert/ }).getByRole('radio', { name: /^2/ }).check({ force: true })
  await sees(phone, 'Counted')
  await tap(facilitator, /^Close voting/)
  await tap(facilitator, /^Reveal/)
  await goTo(facilitator, PLAN)
  await sees(screen, '2 actions, 1 to make smaller')
  await sees(screen, 'make it smaller')

  server.signal('SIGTERM')
  await server.ended
  await run('server/cli/commands/report.ts', '--data', data, '--no-slides', '--output', join(data, 'report'))
  expect(readFileSync(join(data, 'report', 'plan.md'), 'utf8')).toMatch(/- \[ \] \*\*List the ten tests.*\*\*: Mina, by 2026-12-18/)
})
