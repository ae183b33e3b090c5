import type { Person } from './people.ts'
import { expect, it } from 'vitest'
import { startWorkshop } from '../support/processes/terminal.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { goTo, LAPTOP, openBrowser, person, PHONE, PROJECTOR, sees, tap } from './people.ts'

/** What is asked first. */
const OPENING = 'What brings you here today?'

it('two workshops run on one server, each with its room, and one of them is handed over', { timeout: 180_000 }, async () => {
  const [browser, server] = await Promise.all([openBrowser(), startWorkshop(tempFolder())])
  const facilitator = await person(browser, server.signInUrl, LAPTOP)
  await facilitator.page.waitForURL(/\/presenter\/s1$/)
  const first = await person(browser, server.joinUrl, PHONE)
  const [, firstCode] = /\/([a-z]{6})$/.exec(first.page.url())!

  // A second one, from the list.
  await facilitator.page.goto(`${server.url}/facilitate`)
  await facilitator.page.getByText('Start a workshop').click()
  await facilitator.page.locator('.home-start').getByLabel('Title').fill('Team B')
  await tap(facilitator, 'Start')
  const row = facilitator.page.locator('.home-row', { hasText: 'Team B' })
  const code = (await row.locator('.home-code').textContent())!
  await row.getByRole('link', { name: 'Present' }).click()
  await facilitator.page.waitForURL(new RegExp(`/${code}/facilitator/presenter/s1$`))
  await sees(facilitator, 'Connected')

  // The slides name its code, and the root asks for it.
  const screen = await person(browser, `${server.url}/${code}/deck/`, PROJECTOR)
  await goTo(facilitator, 2)
  await sees(screen, new RegExp(`:${server.port}/${code}`))
  const second = await person(browser, server.joinUrl, PHONE)
  await second.page.getByLabel('The code is on the screen in the room.').fill(`${code.slice(0, 3).toUpperCase()} ${code.slice(3)}`)
  await tap(second, 'Join')
  await second.page.waitForURL(new RegExp(`/${code}$`))
  await tap(second, 'Skip')
  await tap(first, 'Skip')
  // Its position: the slide about last time, before it, is not on this run.
  await goTo(facilitator, 3)
  await sees(second, OPENING)
  await sees(first, 'Look at the screen')

  // Somebody else takes over, by the link that one tap makes.
  await tap(facilitator, 'Hand over')
  const link = (await facilitator.page.locator('.link').textContent())!.trim()
  const other = await person(browser, link, LAPTOP)
  await other.page.waitForURL(new RegExp(`/${code}/facilitator/presenter/`))
  await sees(other, '2 facilitators')
  await sees(other, OPENING)
  await facilitator.page.keyboard.press('Escape')
  await sees(facilitator, '2 facilitators')
  await goTo(other, 'The agenda')
  const slideOf = ({ page }: Person) => new URL(page.url()).pathname
  await expect.poll(() => slideOf(facilitator)).toBe(slideOf(other))
  // The guest runs this workshop alone.
  expect((await other.page.request.get(`${new URL(link).origin}/${firstCode}/facilitator/api/results.json`)).status()).toBe(401)
})
