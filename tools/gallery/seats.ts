import type { Browser, BrowserContextOptions } from 'playwright-chromium'
import type { Scene, Stage, Theme } from './stage.ts'
import { showCode } from '../../server/rooms/seats/codes.ts'
import { settled } from './stage.ts'

const PHONE = { width: 360, height: 800 }
const LAPTOP = { width: 1366, height: 768 }

/** A workshop with seats: the phone before it has one, and the facilitator's cards. */
export async function* seatScenes(browser: Browser, stage: Stage, theme: Theme, context: BrowserContextOptions = {}): AsyncGenerator<Scene> {
  const [code] = await stage.issueSeats(30)
  const phones = await Promise.all([0, 1].map(() => stage.visit(browser, { viewport: PHONE, colorScheme: theme, hasTouch: true, isMobile: true, ...context })))
  const [page, other] = await Promise.all(phones.map(phone => stage.open(phone, '/')))
  const enter = async (code: string) => {
    await page!.getByRole('textbox').fill(code)
    await page!.getByRole('button', { name: 'Take my seat' }).click()
  }
  async function* look(name: string, text: string): AsyncGenerator<Scene> {
    await page!.getByText(text).filter({ visible: true }).first().waitFor()
    await settled(page!)
    yield { name, page: page! }
  }

  yield* look('seat', 'Take my seat')
  await enter('bcdf-ghjk')
  yield* look('seat, unknown code', 'No seat has this code')
  await other!.goto(`/#seat=${code}`)
  await other!.getByText('What do you do?').waitFor()
  await enter(showCode(code!))
  yield* look('seat, code of another', 'Another phone')

  const visitor = await stage.visit(browser, { viewport: LAPTOP, colorScheme: theme, ...context })
  const cards = await visitor.newPage()
  await stage.signIn(cards)
  await cards.getByText('30 seats taken').waitFor()
  await settled(cards)
  yield { name: 'panel', page: cards }
  await cards.goto('/facilitator/seats')
  yield { name: 'cards', page: cards }
  await Promise.all([visitor, ...phones].map(each => each.close()))
}
