import type { Browser, BrowserContextOptions, Page } from 'playwright-chromium'
import type { Scene, Stage, Theme } from './stage.ts'
import { settled } from './stage.ts'

const PHONE = { width: 360, height: 800 }
const LAPTOP = { width: 1366, height: 768 }

/** The home page of facilitators on laptop and phone, and the page that asks an attendee for a code. */
export async function* homeScenes(browser: Browser, stage: Stage, theme: Theme, context: BrowserContextOptions = {}): AsyncGenerator<Scene> {
  const visitors = await Promise.all([LAPTOP, PHONE].map(viewport => stage.visit(browser, { viewport, colorScheme: theme, ...context })))
  const [laptop, phone] = await Promise.all(visitors.map(visitor => visitor.newPage())) as [Page, Page]
  for (const page of [laptop, phone]) {
    await stage.signIn(page)
    await page.goto('/facilitate')
    await settled(page)
  }
  async function* look(name: string): AsyncGenerator<Scene> {
    for (const [page, where] of [[laptop, 'laptop'], [phone, 'phone']] as const) {
      await page.goto('/facilitate')
      if (name.includes('forms')) {
        for (const summary of await page.locator('summary').all())
          await summary.click()
      }
      await settled(page)
      yield { name: `${name}, ${where}`, page }
    }
  }

  yield* look('one workshop')
  const start = async (title: string) => {
    await laptop.goto('/facilitate')
    await laptop.getByText('Start a workshop').click()
    await laptop.locator('.home-start').getByLabel('Title').fill(title)
    await laptop.getByRole('button', { name: 'Start', exact: true }).click()
    await laptop.getByText(title).first().waitFor()
  }
  await start('Platform team, winter: everything that slows us down between merge and production, honestly')
  await start('インフラ部のワークショップ')
  yield* look('three workshops')
  yield* look('three workshops, forms')
  await laptop.locator('.home-start').getByLabel('Route').evaluate((select: HTMLSelectElement) => select.add(new Option('nowhere', 'nowhere', true, true)))
  await laptop.getByRole('button', { name: 'Start', exact: true }).click()
  await laptop.getByRole('alert').waitFor()
  yield { name: 'refused', page: laptop }
  await laptop.goto('/facilitate')
  await laptop.getByRole('button', { name: 'Invite a facilitator' }).first().click()
  await laptop.locator('.home-once svg').waitFor()
  yield { name: 'invitation', page: laptop }
  await phone.locator('summary').first().click()
  await phone.getByRole('link', { name: 'Delete' }).first().click()
  yield { name: 'delete', page: phone }

  const attendee = await stage.visit(browser, { viewport: PHONE, colorScheme: theme, hasTouch: true, isMobile: true, ...context })
  const page = await attendee.newPage()
  await page.goto('/')
  await settled(page)
  yield { name: 'code', page }
  await page.getByRole('textbox').fill('bcd FGH')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('alert').waitFor()
  yield { name: 'code, wrong', page }
  await page.goto('/facilitate')
  yield { name: 'closed', page }
  await Promise.all([...visitors, attendee].map(each => each.close()))
}
