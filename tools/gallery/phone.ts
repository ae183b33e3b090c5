import type { Browser, BrowserContextOptions } from 'playwright-chromium'
import type { Scene, Stage, Theme } from './stage.ts'
import { BEFOREHAND, settled } from './stage.ts'

const PHONE = { width: 360, height: 800 }

/** Every state of the phone page, as one attendee sees them. */
export async function* phoneScenes(browser: Browser, stage: Stage, theme: Theme, context: BrowserContextOptions = {}): AsyncGenerator<Scene> {
  const visitor = await stage.visit(browser, { viewport: PHONE, colorScheme: theme, hasTouch: true, isMobile: true, ...context })
  const page = await stage.open(visitor, '/')
  const { facilitate, show, vote, letThrough } = stage
  const sees = (text: string) => page.getByText(text).filter({ visible: true }).first().waitFor()
  async function* look(name: string, text: string): AsyncGenerator<Scene> {
    await sees(text)
    await settled(page)
    yield { name, page }
  }
  const others = (poll: string) => vote(poll, 17)
  const end = async (poll: string) => {
    await others(poll)
    await facilitate({ type: 'poll:close', poll })
  }
  /** The list of polls, with nothing, something and everything answered. */
  async function* beforehand(): AsyncGenerator<Scene> {
    await facilitate({ type: 'pace:set', pace: 'self' })
    yield* look('before the workshop', '0 of 4 answered')
    const next = () => page.getByRole('link', { name: /^Next/ }).click()
    await page.getByRole('link', { name: 'What brings you here today?' }).click()
    await page.getByRole('radio').nth(1).check({ force: true })
    yield* look('before the workshop, a poll', 'Counted')
    const rate = async (lines: number) => {
      for (let line = 0; line < lines; line++)
        await page.getByRole('radiogroup').nth(line).getByRole('radio').nth(line % 4).check({ force: true })
    }
    await next()
    await rate(2)
    await page.goBack()
    yield* look('before the workshop, half way', '1 of 4 answered')
    await page.getByRole('link', { name: /rated/ }).click()
    await rate(await page.getByRole('radiogroup').count())
    await next()
    for (const no of [0, 0, 2])
      await page.getByRole('button', { name: /^Add a dot/ }).nth(no).click()
    await next()
    await rate(await page.getByRole('radiogroup').count())
    await page.getByRole('navigation', { name: 'Questions' }).getByRole('link', { name: 'All questions' }).click()
    yield* look('before the workshop, done', 'All 4 answered')
    await facilitate({ type: 'pace:set', pace: 'room' })
    for (const poll of BEFOREHAND)
      await facilitate({ type: 'poll:reset', poll })
  }
  const reveal = (poll: string) => facilitate({ type: 'poll:reveal', poll })

  await show('cover')
  yield* look('role', 'What do you do?')
  await page.getByRole('button', { name: 'Operations' }).click()
  yield* look('waiting', 'Look at the screen')
  yield* beforehand()

  await show('poll')
  yield* look('before the vote', 'Voting opens soon')
  await facilitate({ type: 'poll:open', poll: 'opening' })
  yield* look('choice', 'Tap one')
  await page.getByRole('radio').nth(1).check({ force: true })
  yield* look('choice, counted', 'Counted')
  for (const [name, seconds, text] of [['countdown', 90, 'then voting closes'], ['countdown, last seconds', 9, 'then voting closes'], ['countdown, time is up', 1, 'Time is up']] as const) {
    await facilitate({ type: 'countdown:start', poll: 'opening', seconds, closes: seconds > 1 })
    yield* look(name, text)
    await facilitate({ type: 'countdown:stop' })
  }
  await end('opening')
  await reveal('opening')
  yield* look('choice, revealed', 'The result is in')

  await show('practices', 'observability')
  await facilitate({ type: 'poll:open', poll: 'observability/practices' })
  yield* look('scale', 'Tap a level')
  for (const [index, level] of [4, 2, 5].entries())
    await page.getByRole('radiogroup').nth(index).getByRole('radio').nth(level - 1).check({ force: true })
  yield* look('scale, half way', '3 of')
  await end('observability/practices')
  await reveal('observability/practices')
  yield* look('scale, revealed', 'The result is in')

  await show('bottlenecks', 'platform')
  await facilitate({ type: 'poll:open', poll: 'platform/bottlenecks' })
  yield* look('dots', 'Spend your')
  const add = page.getByRole('button', { name: /^Add a dot/ })
  await add.nth(0).click()
  await add.nth(0).click()
  await add.nth(2).click()
  yield* look('dots, counted', 'Counted')
  // Chromium's driver waits for a button that only says it is disabled.
  await add.nth(2).click({ force: true })
  yield* look('dots, all placed', 'Tap − to take one back')
  await visitor.setOffline(true)
  yield* look('reconnecting', 'Connection lost')
  await visitor.setOffline(false)
  await page.locator('[data-offline]').waitFor({ state: 'hidden' })
  await end('platform/bottlenecks')
  yield* look('closed', 'Voting is closed')
  await reveal('platform/bottlenecks')
  yield* look('dots, revealed', 'The result is in')

  await show('questions', 'culture')
  await facilitate({ type: 'poll:open', poll: 'culture/questions' })
  yield* look('questions', 'Tap a level')
  await end('culture/questions')
  await reveal('culture/questions')
  yield* look('questions, revealed', 'The result is in')

  const send = async (text: string) => {
    await page.getByRole('textbox').fill(text)
    await page.getByRole('button', { name: 'Send', exact: true }).click()
  }
  await show('poll', 'release-day')
  await facilitate({ type: 'poll:open', poll: 'release-day' })
  yield* look('words', 'Send up to 2 words')
  await send('Relief')
  yield* look('words, sent', 'Sent')
  await end('release-day')
  await letThrough('release-day')
  await reveal('release-day')
  yield* look('words, revealed', 'The result is in')

  await stage.play('first-step', 12)
  await show('poll', 'first-moves')
  await facilitate({ type: 'poll:open', poll: 'first-moves' })
  yield* look('matrix', 'Tap a square')
  for (const place of ['Effort 2 of 5, Impact 5 of 5', 'Effort 4 of 5, Impact 4 of 5'])
    await page.getByRole('button', { name: place }).click()
  yield* look('matrix, half way', 'Counted')
  await end('first-moves')
  await reveal('first-moves')
  yield* look('matrix, revealed', 'The result is in')

  await show('poll', 'promises')
  await facilitate({ type: 'poll:open', poll: 'promises' })
  await page.getByRole('textbox').fill('Half a thought about')
  yield* look('text, half typed', '260')
  await send('Delete the third monitoring tool')
  yield* look('text, sent', 'Sent')

  await show('poll', 'parking-lot')
  await facilitate({ type: 'poll:open', poll: 'parking-lot' })
  await others('parking-lot')
  await letThrough('parking-lot')
  yield* look('board', 'What others ask')
  await page.getByRole('button', { name: /I want this/ }).nth(1).click()
  await send('Who pays for the platform?')
  yield* look('board, asked', 'The facilitator reads it first.')

  await facilitate({ type: 'action:add', text: 'List the ten tests that fail most without a change, and repair or delete each within a week' })
  await facilitate({ type: 'action:add', text: 'Name an owner for each service', owner: 'Mina', due: '2026-12-18' })
  await facilitate({ type: 'action:add', text: 'Read the alert list together', due: '2026-12-04' })
  await show('actions')
  yield* look('plan', 'Nobody yet')
  await page.getByRole('button', { name: /^I’ll take it: List/ }).click()
  yield* look('plan, taking one', 'Your name')
  await page.getByRole('textbox').fill('Jo from the platform team')
  await page.getByRole('button', { name: 'I’ll take it', exact: true }).click()
  yield* look('plan, offered', 'You offered')

  await show('questions', 'culture')
  await facilitate({ type: 'poll:repeat', poll: 'culture/questions' })
  yield* look('round two', 'Round 2')
  await facilitate({ type: 'workshop:end' })
  yield* look('ended', 'Thank you')
  await facilitate({ type: 'workshop:share', on: true })
  await page.getByRole('link', { name: 'Read the results' }).click()
  yield* look('results', 'Who does what, by when')
  await visitor.close()
}
