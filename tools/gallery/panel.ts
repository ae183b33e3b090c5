import type { Browser, BrowserContextOptions } from 'playwright-chromium'
import type { Scene, Stage, Theme } from './stage.ts'
import { settled } from './stage.ts'

const LAPTOP = { width: 1366, height: 768 }

/** The presenter's panel through a vote. */
export async function* panelScenes(browser: Browser, stage: Stage, theme: Theme, context: BrowserContextOptions = {}): AsyncGenerator<Scene> {
  const visitor = await stage.visit(browser, { viewport: LAPTOP, colorScheme: theme, ...context })
  const page = await visitor.newPage()
  await stage.signIn(page)
  async function* look(name: string, text: string | RegExp): AsyncGenerator<Scene> {
    await page.getByText(text).filter({ visible: true }).first().waitFor()
    await settled(page)
    yield { name, page }
  }
  const { facilitate, vote, letThrough } = stage
  const poll = 'platform/bottlenecks'

  yield* look('first slide', 'Connected')
  await facilitate({ type: 'pace:set', pace: 'self' })
  await vote('opening', 12)
  await vote('cicd/practices', 7)
  yield* look('before the workshop', 'Start the workshop')
  await facilitate({ type: 'pace:set', pace: 'room' })
  await stage.show('join')
  await stage.show('poll', 'opening')
  await stage.show('poll', 'agenda')
  await facilitate({ type: 'poll:open', poll: 'agenda' })
  await vote('agenda', 21)
  await facilitate({ type: 'plan:route', route: '120' })
  await page.keyboard.press('t')
  yield* look('plan', 'Take the vote’s order')
  await facilitate({ type: 'plan:agenda', sections: ['culture', 'iac', 'sre', 'finops', 'cicd', 'platform', 'config'] })
  await facilitate({ type: 'plan:minutes', minutes: { thanks: 0 } })
  await facilitate({ type: 'clock:start' })
  yield* look('plan, too much', 'more than there are')
  await page.keyboard.press('Escape')
  yield* look('off the agenda', '0:0')
  await page.goto(`/facilitator/presenter/${stage.address(await stage.show('bottlenecks', 'platform'))}`)
  yield* look('before the vote', 'not open yet')
  await facilitate({ type: 'poll:open', poll })
  await vote(poll, 23)
  yield* look('voting is open', '23')
  await facilitate({ type: 'countdown:start', poll, seconds: 120, closes: true })
  yield* look('countdown', 'then voting closes')
  await facilitate({ type: 'poll:close', poll })
  yield* look('closed', /closed/i)
  await page.getByText(/^\s*Peek/).click()
  yield* look('peek', 'Only you see this')
  await facilitate({ type: 'poll:reveal', poll })
  yield* look('revealed', 'The room sees the bars')
  await page.keyboard.press('a')
  yield* look('actions, none', 'Nothing yet')
  await page.getByRole('button', { name: /^Put on the plan/ }).first().click()
  await page.getByRole('textbox', { name: 'Action 1' }).waitFor()
  await facilitate({ type: 'action:add', text: 'Name an owner for each service', owner: 'Mina', due: '2026-12-18' })
  yield* look('actions', /is on the plan/)
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  yield* look('keys', 'Overview of all slides')
  await page.keyboard.press('Escape')
  await facilitate({ type: 'poll:split', poll })
  yield* look('by role', 'All together')
  await page.goto(`/facilitator/presenter/${stage.address(await stage.show('poll', 'parking-lot'))}`)
  await facilitate({ type: 'poll:open', poll: 'parking-lot' })
  await vote('parking-lot', 2, (_, person) => ({ kind: 'board', posts: [{ id: `question-${person}`, text: ['When does this shit end?', 'Who decides?'][person]! }], wanted: [] }))
  yield* look('moderation', 'check the words')
  await letThrough('parking-lot', (post, index) => index === 0 ? { type: 'post:judge', poll: 'parking-lot', post, verdict: 'removed' } : null)
  yield* look('moderation, judged', '1 shown')
  await page.goto(`/facilitator/presenter/${stage.address(await stage.show('thanks'))}`)
  await facilitate({ type: 'workshop:end' })
  yield* look('ended', 'Share results')
  await visitor.close()
}
