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
  const [, firstCode] = /\/([a-z]{6})$/.exec(new URL(first.page.url()).pathname)!

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

  // Where letters are large and the screen is small, titles break between words.
  await facilitator.page.goto(`${server.url}/facilitate`)
  await facilitator.page.setViewportSize(PHONE)
  const place = () => row.locator('.home-name').evaluate(({ children: [title, code] }) => code!.getBoundingClientRect().top - title!.getBoundingClientRect().bottom)
  expect(await place()).toBeLessThan(0)
  await facilitator.page.evaluate(() => document.documentElement.style.fontSize = '200%')
  expect(await place()).toBeGreaterThanOrEqual(0)
  await facilitator.page.setViewportSize(LAPTOP)
  await facilitator.page.goBack()
  await sees(facilitator, 'Connected')

  // The slides name its code, and the root asks for it.
  const screen = await person(browser, `${server.url}/${code}/deck/`, PROJECTOR)
  await goTo(facilitator, 2)
  await sees(screen, new RegExp(`:${server.port}/${code}`))
  const second = await person(browser, server.joinUrl, PHONE)
  await second.page.getByLabel('The code is on the screen in the room.').fill(`${code.slice(0, 3).toUpperCase()} ${code.slice(3)}`)
  await tap(second, 'Join')
  await second.page.waitForURL(({ pathname }) => pathname === `/${code}`)
  await tap(second, 'Skip')
  await tap(first, 'Skip')
  // Its position: the slide about last time, before it, is not on this run.
  await goTo(facilitator, 3)
  await sees(second, OPENING)
  await sees(first, 'Look at the screen')

  // Both have the same slides: tabs and panels tell them apart.
  await expect.poll(() => facilitator.page.title()).toBe('Team B - Presenter')
  expect(await screen.page.title()).toBe('Team B')
  await facilitator.page.getByRole('heading', { name: `Team B ${code}` }).waitFor()

  // Somebody else takes over, by a link that is made when it is asked for: the room may see this page.
  const invitations: string[] = []
  facilitator.page.on('request', request => request.url().includes('/invite/') && invitations.push(request.url()))
  await facilitator.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await tap(facilitator, 'Hand over')
  await sees(facilitator, 'for one hour')
  expect(await facilitator.page.locator('dialog[open] .qr').count()).toBe(0)
  expect(invitations).toEqual([])
  await tap(facilitator, 'Copy link')
  await sees(facilitator, 'The link is copied')
  expect(await facilitator.page.locator('dialog[open] .qr').count()).toBe(0)
  const link = await facilitator.page.evaluate(() => navigator.clipboard.readText())
  await tap(facilitator, 'Show the QR code')
  await facilitator.page.getByRole('img', { name: `QR code for ${link}` }).waitFor()
  expect(invitations).toHaveLength(1)
  const other = await person(browser, link, LAPTOP)
  await sees(other, 'You are invited')
  await tap(other, 'Facilitate')
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
  // Plain http has no clipboard.
  await tap(other, 'Hand over')
  await tap(other, 'Copy link')
  await sees(other, 'copy it with your keyboard')
  expect(await other.page.evaluate(() => getSelection()?.toString())).toMatch(/\/facilitate\/sign-in\/[\w.-]+$/)

  // A workshop that is deleted says so, to its facilitator and to the room.
  await facilitator.page.locator('body').press('Escape')
  const [list] = await Promise.all([facilitator.page.waitForEvent('popup'), facilitator.page.getByRole('link', { name: 'All workshops' }).click()])
  const own = list.locator('.home-row', { hasText: 'Team B' })
  await own.locator('summary').last().click()
  await own.getByRole('link', { name: /^Delete/ }).click()
  await list.getByRole('button', { name: 'Delete it for good' }).click()
  await sees(facilitator, 'There is no workshop at this address: it was deleted')
  await sees(screen, 'This workshop is no longer here')
  expect(await facilitator.page.locator('.note').getByRole('link', { name: 'All workshops' }).getAttribute('href')).toBe('/facilitate')
})
