import type { PollDef } from '../../../core/kinds/kinds.ts'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { postsIn } from '../../../core/kinds/shared/written.ts'
import { RULES } from '../../../core/rules.ts'
import { asks, divides, picks, places, ranks, rates, says, spends, writes } from '../../support/polls/answers.ts'
import { plan } from '../../support/polls/plans.ts'
import { play } from '../../support/polls/play.ts'
import { board, choice, dots, matrix, points, polls, rank, scale, text, words } from '../../support/polls/polls.ts'
import { foldedFrom } from './folded.ts'

/*
 * Writes the golden log of the present rules, once: `node tests/core/golden/make.ts`. A log that is there already stays, because what it
 * folds to must never change. Whoever raises RULES makes the next one.
 */

const ROLES = [{ id: 'dev', label: 'Development' }, { id: 'ops', label: 'Operations' }]
const first: PollDef = { ...dots, id: 'first', options: [], from: { polls: [dots.id, choice.id, points.id], take: 3 } }
const second: PollDef = { ...dots, id: 'second', options: [], from: { polls: [first.id], take: 1 } }

/** A workshop with every kind of poll, in which most of what there is happens. */
function workshop() {
  const room = play({ opening: 'auto', polls: [...polls, first, second], roles: ROLES, plan, ahead: { polls: [text.id] } })
  room.facilitate({ type: 'pace:set', pace: 'self' })
  room.vote('a:5', text.id, writes({ id: 'text-early-01', text: 'Beforehand' }))
  room.facilitate({ type: 'pace:set', pace: 'room' })
  room.facilitate({ type: 'clock:start' })
  room.facilitate({ type: 'plan:route', route: 'long' })
  room.facilitate({ type: 'plan:agenda', sections: ['sre', 'iac'] })
  room.facilitate({ type: 'plan:minutes', minutes: { iac: 0 } })
  const people = Array.from({ length: 12 }, (_, index) => `a:${index}`)
  people.forEach((by, index) => room.say(by, index === 11 ? null : index % 2 === 0 ? 'dev' : 'ops'))

  room.show(choice.id, 2)
  people.forEach((by, index) => room.vote(by, choice.id, picks(['a', 'b', 'c'][index % 5 % 3]!)))
  room.vote('a:3', choice.id, picks('c'))
  room.vote('a:4', choice.id, picks())
  const cast = { type: 'ballot:cast', poll: choice.id, round: room.round(choice.id).id, answer: picks('c') } as const
  room.submit('a:5', { ...cast, id: 'sent-again-1' })
  room.press('poll:close', choice.id)
  room.submit('a:5', { ...cast, id: 'sent-again-1' })
  room.submit('a:5', { ...cast, id: 'too-late-0001' })
  room.undo(choice.id)
  room.submit('a:5', { ...cast, id: 'too-late-0001' })
  room.press('poll:close', choice.id)
  room.press('poll:reveal', choice.id)
  room.press('poll:split', choice.id)
  room.press('poll:repeat', choice.id)
  people.slice(0, 8).forEach(by => room.vote(by, choice.id, picks('b')))
  room.press('poll:close', choice.id)
  room.press('poll:reveal', choice.id)

  room.show(dots.id, 3)
  people.forEach((by, index) => room.vote(by, dots.id, spends(index % 3 === 0 ? { a: 2, b: 1 } : { c: 1 })))
  room.press('poll:reset', dots.id)
  room.press('poll:open', dots.id)
  room.vote('a:0', dots.id, spends({ b: 2 }))
  room.press('poll:restore', dots.id)
  room.press('poll:reveal', dots.id)

  room.press('poll:open', scale.id)
  people.forEach((by, index) => room.vote(by, scale.id, rates({ a: index % 3 + 1, b: 1 })))
  room.press('poll:close', scale.id)
  room.undo(scale.id)
  room.vote('a:1', scale.id, rates({ c: 3 }))

  for (const { id } of [rank, points, matrix])
    room.press('poll:open', id)
  people.forEach((by, index) => room.vote(by, rank.id, ranks(...index % 2 === 0 ? ['a', 'b'] : ['c'])))
  people.forEach((by, index) => room.vote(by, points.id, divides({ a: 10 * (index % 4 + 1), c: 20 })))
  people.forEach((by, index) => room.vote(by, matrix.id, places({ a: [index % 5 + 1, 3], b: [1, 5] })))
  room.press('poll:reveal', points.id)
  room.show(first.id, 4)
  room.press('poll:open', first.id)
  const [taken] = room.poll(first.id).def.kind === 'dots' ? (room.poll(first.id).def as typeof dots).options : []
  if (taken)
    people.forEach(by => room.vote(by, first.id, spends({ [taken.id]: 1 })))

  room.press('poll:reveal', first.id)
  room.show(second.id, 5, 'sre')
  room.wait(60_000)
  room.press('poll:open', second.id)
  room.facilitate({ type: 'plan:minutes', minutes: { sre: 20 } })
  room.facilitate({ type: 'step:undo', poll: null, step: room.workshop.plan!.steps.at(-1)!.id })

  for (const { id } of [text, words, board])
    room.press('poll:open', id)
  people.forEach((by, index) => room.vote(by, text.id, writes({ id: `text-${by}-01`, text: ` Fewer  tools, number ${index}` })))
  people.forEach((by, index) => room.vote(by, words.id, says(['Relief', 'relief!', 'RELIEF', 'C#', 'C', 'Straße', 'İstanbul', '５ minutes'][index % 8]!)))
  room.vote('a:0', board.id, asks([{ id: 'question-0001', text: 'Who pays?' }]))
  const judge = (poll: string, post: string, more: object) => room.submit('facilitator', { type: 'post:judge', id: `judge-${poll}-${post}`, poll, post, ...more } as never)
  for (const id of [...postsIn(room.round(words.id).tally).keys()])
    judge(words.id, id, { verdict: 'shown' })
  judge(text.id, 'text-a:0-01', { verdict: 'shown' })
  judge(text.id, 'text-a:1-01', { verdict: 'removed' })
  judge(board.id, 'question-0001', { verdict: 'shown', wording: 'Who pays?' })
  room.submit('facilitator', { type: 'post:mark', id: 'mark-00001', poll: board.id, post: 'question-0001', mark: 'pinned', on: true } as never)
  room.submit('facilitator', { type: 'post:group', id: 'group-0001', poll: text.id, post: 'text-a:0-01', group: 'Tools' } as never)
  people.slice(1, 6).forEach(by => room.vote(by, board.id, asks([], ['question-0001'])))
  room.press('poll:reveal', words.id)
  room.press('poll:repeat', words.id)
  room.vote('a:2', words.id, says('Relief', 'calm'))
  judge(words.id, 'relief', { verdict: 'removed' })

  room.press('poll:open', board.id)
  room.facilitate({ type: 'countdown:start', poll: board.id, seconds: 60, closes: true })
  room.facilitate({ type: 'countdown:extend', seconds: 30 })
  room.define({ opening: 'auto', roles: ROLES, polls: [{ ...choice, options: choice.options.slice(0, 2) }, { ...rank, kind: 'choice', max: 1 } as never, ...polls.filter(({ id }) => ![choice.id, rank.id].includes(id)), first, second], plan })
  room.end()
  room.undo(null)
  room.end()
  return room
}

const path = join(import.meta.dirname, `rules-${RULES}.json`)
if (existsSync(path)) {
  console.error(`${path} is there already, and stays.`)
  process.exitCode = 1
}
else {
  const { entries } = workshop()
  writeFileSync(path, `${JSON.stringify({ entries, folded: foldedFrom(entries) }, null, 1)}\n`)
}
