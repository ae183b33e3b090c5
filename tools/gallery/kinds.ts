import type { Browser, BrowserContextOptions, Page } from 'playwright-chromium'
import type { PollKind } from '../../core/kinds/kinds.ts'
import type { Scene, Stage, Theme } from './stage.ts'
import { partsOf } from '../../authoring/deck/slide-markdown.ts'
import { pollIdOf } from '../../authoring/deck/slide-poll.ts'
import { settled } from './stage.ts'

const PHONE = { width: 360, height: 640 }
const PROJECTOR = { width: 1280, height: 720 }

/** What an attendee does in a poll of each kind, not to its end. */
export const GESTURES: Record<PollKind, (page: Page) => Promise<void>> = {
  choice: page => page.getByRole('radio').nth(1).check({ force: true }),
  dots: page => page.getByRole('button', { name: /^Add a dot/ }).first().click(),
  scale: page => page.getByRole('radio').nth(3).check({ force: true }),
  points: async (page) => {
    for (const line of [0, 0, 0, 1])
      await page.getByRole('button', { name: /^Add 10 points/ }).nth(line).click()
  },
  rank: async (page) => {
    for (const line of [2, 0])
      await page.locator('.unplaced').nth(line).click()
    await page.getByRole('button', { name: /^Move up/ }).nth(1).click()
  },
  matrix: async (page) => {
    for (const place of ['Effort 2 of 5, Impact 5 of 5', 'Effort 4 of 5, Impact 2 of 5'])
      await page.getByRole('button', { name: place }).click()
  },
  text: page => write(page, 'Delete the third monitoring tool'),
  words: page => write(page, 'Relief'),
  board: page => write(page, 'Who pays for the platform?'),
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox').fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

/**
 * Each kind of poll as an author's own deck has it: the phone in the middle of it, the slide before and with the result.
 * @param kinds all if not given
 */
export async function* kindScenes(browser: Browser, stage: Stage, theme: Theme, context: BrowserContextOptions = {}, kinds?: readonly PollKind[]): AsyncGenerator<Scene> {
  const visitor = await stage.visit(browser, { viewport: PROJECTOR, colorScheme: theme, ...context })
  const attendee = await stage.visit(browser, { viewport: PHONE, colorScheme: theme, hasTouch: true, isMobile: true, ...context })
  const phone = await stage.open(attendee, '/')
  const { facilitate, vote, letThrough } = stage

  for (const { def } of stage.polls().filter(({ def }) => !kinds || kinds.includes(def.kind))) {
    const no = stage.slides.findIndex(({ frontmatter, content }) => pollIdOf(frontmatter.poll, partsOf(content)) === def.id) + 1
    const name = `${def.kind}, ${def.id}`
    await facilitate({ type: 'slide:show', no, clicks: 0, poll: def.id })
    await facilitate({ type: 'poll:open', poll: def.id })
    await phone.getByRole('heading', { name: def.title }).waitFor()
    yield* slide(`${name}: open`)
    await GESTURES[def.kind](phone)
    await phone.getByText(/^(?:Counted|Sent)$/).filter({ visible: true }).first().waitFor()
    await settled(phone)
    yield { name: `${name}: phone`, page: phone }
    await vote(def.id, 24)
    await letThrough(def.id)
    await facilitate({ type: 'poll:close', poll: def.id })
    if (stage.polls().find(poll => poll.def.id === def.id)!.results === 'hidden')
      await facilitate({ type: 'poll:reveal', poll: def.id })
    yield* slide(`${name}: result`)
    await phone.getByText('The result is in').filter({ visible: true }).first().waitFor()
    await settled(phone)
    yield { name: `${name}: phone, result`, page: phone }

    async function* slide(name: string): AsyncGenerator<Scene> {
      const page = await stage.open(visitor, `/deck/${no}`)
      await page.locator('.slidev-page .slidev-layout').filter({ visible: true }).first().waitFor()
      await settled(page)
      yield { name, page }
      await page.close()
    }
  }
  await visitor.close()
  await attendee.close()
}
