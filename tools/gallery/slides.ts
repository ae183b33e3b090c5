import type { Browser, BrowserContextOptions, Page } from 'playwright-chromium'
import type { Scene, Stage, Theme } from './stage.ts'
import { optionsOf } from '../../core/kinds/shared/with-options.ts'
import { likelyAnswer } from './answers.ts'
import { settled } from './stage.ts'

const PROJECTOR = { width: 1280, height: 720 }

/**
 * Every kind of slide in every state that a room can see, one after the other.
 * @param titles slides that open a discipline: they differ in their colour and their words only
 */
export async function* slideScenes(browser: Browser, stage: Stage, theme: Theme, context: BrowserContextOptions = {}, titles = Infinity): AsyncGenerator<Scene> {
  const visitor = await stage.visit(browser, { viewport: PROJECTOR, colorScheme: theme, ...context })
  const page = await stage.open(visitor, '/deck/1')
  async function* look(name: string, layout: string, discipline?: string): AsyncGenerator<Scene> {
    // Once the deck has followed, it has received everything before: from the slide itself, away and back.
    await page.waitForURL(/\/deck\/s?\d+$/)
    const there = `/deck/${stage.address(stage.slideNo(layout, discipline))}`
    if (page.url().endsWith(there)) {
      const away = await stage.show(layout === 'thanks' ? 'cover' : 'thanks')
      await page.waitForURL(`**/deck/${stage.address(away)}`)
    }
    await stage.show(layout, discipline)
    await page.waitForURL(`**${there}`)
    yield* shown(name, page)
  }
  async function* alone(name: string, layout: string, discipline?: string): AsyncGenerator<Scene> {
    const page = await stage.openAlone(visitor, `/deck/${stage.slideNo(layout, discipline)}`)
    yield* shown(name, page)
    await page.close()
  }
  const { facilitate, vote, play, letThrough } = stage

  yield* look('cover', 'cover')
  yield* look('join', 'join')
  yield* alone('join, no room', 'join')
  yield* look('overview', 'overview')
  await play('agenda', 24)
  yield* look('agenda, revealed', 'poll', 'agenda')
  await facilitate({ type: 'plan:route', route: '90' })
  await facilitate({ type: 'plan:agenda', sections: ['observability', 'culture', 'iac'] })
  yield* look('cover, 90 minutes', 'cover')
  yield* look('overview, 90 minutes', 'overview')
  await facilitate({ type: 'plan:route', route: 'day' })
  yield* look('break', 'break')
  await facilitate({ type: 'clock:start' })
  yield* look('break, clock running', 'break')
  await facilitate({ type: 'plan:route', route: 'all' })
  await facilitate({ type: 'plan:agenda', sections: null })

  const opening = 'opening'
  yield* look('choice, before', 'poll')
  await facilitate({ type: 'poll:open', poll: opening })
  yield* look('choice, open', 'poll')
  await vote(opening, 19)
  yield* look('choice, room fills', 'poll')
  for (const [name, seconds] of [['countdown', 90], ['countdown, last seconds', 9], ['countdown, time is up', 1]] as const) {
    await facilitate({ type: 'countdown:start', poll: opening, seconds, closes: false })
    yield* look(name, 'poll')
    await facilitate({ type: 'countdown:stop' })
  }
  await facilitate({ type: 'poll:close', poll: opening })
  yield* look('choice, closed', 'poll')
  await facilitate({ type: 'poll:reveal', poll: opening })
  yield* look('choice, revealed', 'poll')

  yield* look('words, before', 'poll', 'release-day')
  await facilitate({ type: 'poll:open', poll: 'release-day' })
  await vote('release-day', 12)
  yield* look('words, open', 'poll', 'release-day')
  await facilitate({ type: 'poll:reveal', poll: 'release-day' })
  yield* look('words, nothing let through', 'poll', 'release-day')
  await vote('release-day', 28)
  await facilitate({ type: 'poll:close', poll: 'release-day' })
  await letThrough('release-day')
  yield* look('words, revealed', 'poll', 'release-day')

  for (const { frontmatter: { layout, discipline } } of stage.slides.filter(({ frontmatter }) => frontmatter.layout === 'discipline').slice(0, titles))
    yield* look(`${discipline}`, layout, discipline)

  yield* alone('practices, no room', 'practices', 'config')
  await facilitate({ type: 'poll:open', poll: 'observability/practices' })
  await vote('observability/practices', 11)
  yield* look('practices, open', 'practices', 'observability')
  await facilitate({ type: 'poll:reset', poll: 'observability/practices' })
  await play('observability/practices', 26)
  yield* look('practices, revealed', 'practices', 'observability')
  await play('observability/practices', 27)
  yield* look('practices, second round', 'practices', 'observability')
  await facilitate({ type: 'poll:split', poll: 'observability/practices' })
  yield* look('practices, by role', 'practices', 'observability')

  yield* look('tools', 'tools', 'devsecops')
  yield* look('tools, most', 'tools', 'observability')

  yield* look('bottlenecks, before', 'bottlenecks', 'platform')
  yield* alone('bottlenecks, no room', 'bottlenecks', 'platform')
  await facilitate({ type: 'poll:open', poll: 'platform/bottlenecks' })
  await vote('platform/bottlenecks', 23)
  yield* look('bottlenecks, open', 'bottlenecks', 'platform')
  await facilitate({ type: 'poll:reset', poll: 'platform/bottlenecks' })
  await play('platform/bottlenecks', 28)
  yield* look('bottlenecks, revealed', 'bottlenecks', 'platform')
  await play('sre/bottlenecks', 1)
  yield* look('bottlenecks, one voter', 'bottlenecks', 'sre')
  await play('finops/bottlenecks', 500)
  yield* look('bottlenecks, 500 voters', 'bottlenecks', 'finops')
  await play('finops/bottlenecks', 24)
  await play('sre/bottlenecks', 24)
  await play('culture/bottlenecks', 24, (def, person) => ({ kind: 'dots', dots: { [optionsOf(def)[person % 3]!.id]: 2, [optionsOf(def)[(person + 1) % 3]!.id]: 1 } }))
  yield* look('bottlenecks, a tie', 'bottlenecks', 'culture')
  await play('config/bottlenecks', 0)
  yield* look('bottlenecks, nobody voted', 'bottlenecks', 'config')

  await facilitate({ type: 'poll:open', poll: 'iac/questions' })
  yield* look('questions, open', 'questions', 'iac')
  await vote('iac/questions', 25)
  await facilitate({ type: 'poll:close', poll: 'iac/questions' })
  yield* look('questions, closed', 'questions', 'iac')
  await facilitate({ type: 'poll:reveal', poll: 'iac/questions' })
  yield* look('questions, revealed', 'questions', 'iac')

  yield* look('takeaway', 'takeaway', 'improvement')
  yield* look('takeaway with its vote', 'takeaway', 'platform')

  for (const layout of ['radar', 'standing', 'heatmap', 'disagreements'])
    yield* alone(`${layout}, no room`, layout)
  yield* look('radar, few', 'radar')
  yield* alone('ranking, no room', 'ranking')
  for (const { frontmatter: { discipline } } of stage.slides.filter(({ frontmatter }) => frontmatter.layout === 'discipline')) {
    for (const poll of ['practices', 'bottlenecks', 'questions'].map(part => `${discipline}/${part}`).filter(poll => !stage.played.has(poll)))
      await play(poll, 24)
  }
  // Two roles in two camps.
  await play('culture/practices', 28, (def, person) => ({ kind: 'scale', levels: Object.fromEntries(optionsOf(def).map(({ id }, index) => [id, index > 1 ? 3 + (person + index) % 3 : person % 5 % 2 ? 5 : 1 + index])) }))
  yield* look('radar', 'radar')
  await facilitate({ type: 'poll:split', poll: 'culture/practices' })
  const click = (clicks: number) => facilitate({ type: 'slide:show', no: stage.slideNo('radar'), clicks, poll: null })
  await click(1)
  await page.locator('.radar .legend:not(.slidev-vclick-hidden):has(.role)').filter({ visible: true }).waitFor()
  yield* shown('radar, by role', page)
  await click(0)
  yield* look('standing', 'standing')
  yield* look('disagreements', 'disagreements')
  yield* look('ranking', 'ranking')
  yield* look('owners, before', 'owners')
  for (const [index, { discipline }] of stage.slides.filter(({ frontmatter }) => frontmatter.layout === 'takeaway').map(({ frontmatter }) => frontmatter).entries())
    await play(`${discipline}/owner`, 9, (def, person) => ({ kind: 'choice', options: [optionsOf(def)[person % 3 ? index % 6 : person % 6]!.id] }))
  yield* look('owners', 'owners')
  yield* look('heatmap', 'heatmap')
  yield* look('first step, before', 'poll', 'first-step')
  await play('first-step', 26)
  yield* look('first step, revealed', 'poll', 'first-step')
  yield* look('matrix, before', 'poll', 'first-moves')
  await facilitate({ type: 'poll:open', poll: 'first-moves' })
  yield* look('matrix, open', 'poll', 'first-moves')
  await vote('first-moves', 26)
  await facilitate({ type: 'poll:close', poll: 'first-moves' })
  await facilitate({ type: 'poll:reveal', poll: 'first-moves' })
  yield* look('matrix, revealed', 'poll', 'first-moves')
  yield* look('actions, before', 'actions')
  for (const [index, option] of ['flaky-tests', 'review-queue'].entries())
    await facilitate({ type: 'action:add', text: ['Move every flaky test out of the pipeline until its owner has repaired it', 'Reviews come before new work, every morning'][index]!, from: { poll: 'cicd/bottlenecks', option }, owner: index === 0 ? 'Mina' : null, due: index === 0 ? '2026-12-11' : null })
  yield* look('actions, two', 'actions')
  for (const [index, text] of ['Name an owner for each service, and write it into its repository', 'One page for every alert: what it means and what to do', 'Agree on one date a month for updates, and keep it'].entries())
    await facilitate({ type: 'action:add', text, owner: ['Operations', 'Jonas and Ida', null][index]!, due: ['2026-12-18', '2027-01-15', null][index]!, blocker: index === 0 ? 'The reorganisation in January' : null, sponsor: index === 0 ? 'Priya' : null })
  yield* look('actions, five', 'actions')
  await play('confidence', 22, (def, person) => ({ kind: 'scale', levels: Object.fromEntries(optionsOf(def).map(({ id }, index) => [id, Math.max(1, 5 - (index + person) % (index % 2 ? 4 : 2))])) }))
  yield* look('confidence, revealed', 'poll', 'confidence')
  yield* look('actions, confidence', 'actions')
  for (let no = 6; no <= 8; no++)
    await facilitate({ type: 'action:add', text: no % 3 ? `Something else that somebody wants, number ${no}` : `${'What nobody could say in a few words, because it depends on so much that has to be known first, '.repeat(2).slice(0, 155)}${no}`, owner: no % 2 ? 'Somebody with a rather long name' : null })
  yield* look('actions, eight', 'actions')
  await play(opening, 26)
  await facilitate({ type: 'poll:split', poll: opening })
  yield* look('choice, by role', 'poll', opening)
  await facilitate({ type: 'poll:merge', poll: opening })
  await facilitate({ type: 'poll:repeat', poll: opening })
  await vote(opening, 26, (def, person) => likelyAnswer(def, person % 3 ? person : person + 40))
  await facilitate({ type: 'poll:close', poll: opening })
  await facilitate({ type: 'poll:reveal', poll: opening })
  yield* look('choice, second round', 'poll', opening)
  yield* look('text, before', 'poll', 'promises')
  await play('promises', 7)
  await letThrough('promises', (post, index) => index < 4 ? { type: 'post:group', poll: 'promises', post, group: index % 2 ? 'Tests' : 'Pipeline' } : null)
  yield* look('text, revealed', 'poll', 'promises')
  await facilitate({ type: 'poll:open', poll: 'parking-lot' })
  yield* look('board, open', 'poll', 'parking-lot')
  await vote('parking-lot', 28)
  await letThrough('parking-lot', (post, index) => index === 1 ? { type: 'post:mark', poll: 'parking-lot', post, mark: 'pinned', on: true } : index === 3 ? { type: 'post:mark', poll: 'parking-lot', post, mark: 'answered', on: true } : null)
  yield* look('board, live', 'poll', 'parking-lot')
  yield* look('thanks', 'thanks')
  yield* look('follow-up, no last time', 'follow-up')
  yield* look('what moved, no last time', 'what-moved')
  // Those of last time need room on the plan.
  for (const action of ['action-7', 'action-8'])
    await facilitate({ type: 'action:drop', action })
  await stage.compare()
  await page.reload()
  await facilitate({ type: 'poll:open', poll: 'follow-up' })
  yield* look('follow-up, open', 'follow-up')
  await vote('follow-up', 23, (def, person) => ({ kind: 'scale', levels: Object.fromEntries(optionsOf(def).map(({ id }, index) => [id, (index + Math.floor(Math.sqrt(person * 3))) % 4])) }))
  await facilitate({ type: 'poll:close', poll: 'follow-up' })
  await facilitate({ type: 'poll:reveal', poll: 'follow-up' })
  for (const [index, became] of (['done', 'dropped', 'open'] as const).entries())
    await facilitate({ type: 'action:follow', action: `action-${index + 1}`, became })
  yield* look('follow-up, decided', 'follow-up')
  yield* look('what moved', 'what-moved')
  yield* look('ranking, beside last time', 'ranking')
  await visitor.close()
}

async function* shown(name: string, page: Page): AsyncGenerator<Scene> {
  await page.locator('.slidev-page .slidev-layout').filter({ visible: true }).first().waitFor()
  await settled(page)
  yield { name, page }
}
