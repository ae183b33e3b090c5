import type { ChoicePoll } from '../../../core/kinds/choice.ts'
import type { PollDef } from '../../../core/kinds/kinds.ts'
import type { ScalePoll } from '../../../core/kinds/scale.ts'
import type { Play } from './play.ts'
import { POLL_KINDS, rulesOf } from '../../../core/kinds/kinds.ts'
import { picks, rates, spends } from './answers.ts'
import { plan } from './plans.ts'
import { play } from './play.ts'
import { dots, scale } from './polls.ts'
import { samples } from './samples.ts'

/** Ids that no export may contain: of the people, of their seats, and of what they sent. */
export const IDENTITIES = { people: ['a:ann-of-the-first-row', 'a:ben-of-the-last-row'], seats: ['s:seat-of-ann-0001', 's:seat-of-ben-0002'], posts: ['post-001', 'post-002'] }

const owner: ChoicePoll = { id: 'cicd/owner', kind: 'choice', topic: '01 CI/CD', title: 'Who owns this here?', live: false, max: 1, options: [{ id: 'role-dev', label: 'Development' }, { id: 'nobody', label: 'Nobody' }] }
const confidence: ScalePoll = { ...scale, id: 'confidence', title: 'How sure are we?', levels: ['1', '2', '3', '4', '5'], options: [], from: { actions: true, take: 5 } }
const again = { ...dots, id: 'iac/bottlenecks', topic: '02 IaC' }

/** A workshop that has everything that a report is made of: polls of every kind, a plan that was run, actions. It took from noon to one. */
export function finishedWorkshop(): Play {
  const defs: PollDef[] = [...POLL_KINDS.map(kind => samples[kind].def), owner, again, confidence]
  const room = play({ polls: defs, plan, roles: [{ id: 'dev', label: 'Development' }] }, NOON)
  const { people, seats } = IDENTITIES
  room.issue(...seats)
  people.forEach((by, index) => room.take(by, seats[index]!))
  people.forEach(by => room.say(by, 'dev'))
  room.facilitate({ type: 'clock:start' })
  room.show(null, 1, 'opening')
  room.wait(300_000)
  room.show(null, 2, 'cicd')
  for (const { id, kind } of defs.filter(def => def !== confidence)) {
    room.press('poll:open', id)
    samples[kind].answers.forEach((answer, index) => room.vote(people[index]!, id, answer))
    if (id === owner.id)
      people.forEach(by => room.vote(by, id, picks('role-dev')))
    if (id === again.id)
      people.forEach(by => room.vote(by, id, spends({ b: 1 })))
    judgeAll(room, id)
    room.press('poll:close', id)
    room.press('poll:reveal', id)
  }
  room.facilitate({ type: 'action:add', text: '=Fix the "flaky" tests, all', owner: 'Mina', due: '2026-12-18', blocker: 'Time; and; more time', sponsor: 'Cem', from: { poll: dots.id, option: 'a' } })
  room.facilitate({ type: 'action:add', text: 'Delete the staging branch' })
  room.press('poll:open', confidence.id)
  people.forEach((by, index) => room.vote(by, confidence.id, rates({ 'action-1': 4 + index, 'action-2': 2 })))
  room.press('poll:close', confidence.id)
  room.press('poll:reveal', confidence.id)
  room.wait(3_300_000)
  room.end()
  return room
}

export const NOON = Date.UTC(2026, 10, 23, 12)

function judgeAll(room: Play, poll: string): void {
  if (!rulesOf(room.poll(poll).def).writing)
    return
  for (const { id: post } of room.view(poll, 'facilitator').result!.rows)
    room.facilitate({ type: 'post:judge', poll, post, verdict: 'shown' })
}
