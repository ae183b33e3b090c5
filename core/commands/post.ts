import type { PollDef } from '../poll.ts'
import type { Decision } from '../posts.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { SaidTally } from '../tally.ts'
import type { Poll, Round, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { isOpenKind } from '../kinds.ts'
import { pollId } from '../poll.ts'
import { labelOf, undecided } from '../posts.ts'
import { refuse } from '../protocol/refusal.ts'
import { takeAlone } from '../result-page.ts'
import { clean, formerKeyOf } from '../text.ts'
import { roundOf } from '../workshop.ts'
import { commandId, commandSpec, noPoll } from './spec.ts'

function payloadOf<Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) {
  return z.strictObject({
    type: z.literal(type),
    id: commandId,
    poll: pollId,
    post: z.string().min(1).max(200).describe('The id of its row in the result.'),
    ...shape,
  })
}

const judgePayload = payloadOf('post:judge', {
  verdict: z.enum(['shown', 'removed', 'waiting']),
  wording: z.string().min(1).max(1000).optional().describe('The words that the facilitator read, from the row\'s label: only these are let through. Absent: the row\'s label as it is now.'),
})
const markPayload = payloadOf('post:mark', {
  mark: z.enum(['pinned', 'answered', 'parked']),
  on: z.boolean(),
})
const groupPayload = payloadOf('post:group', {
  group: z.string().trim().min(1).max(40).nullable().describe('The heading; null takes the text out of its group.'),
})

type Judge = z.infer<typeof judgePayload>
type Mark = z.infer<typeof markPayload>
type Group = z.infer<typeof groupPayload>

export const postJudge = commandSpec({
  type: 'post:judge',
  from: 'facilitator',
  about: 'Lets something that an attendee wrote through to the screens, removes it, or puts it back among those that wait.',
  refusals: ['not_found', 'wrong_state'],
  payload: judgePayload,
  concerns: 'screens',
  refuse: refuseJudge,
  apply: judge,
})

export const postMark = commandSpec({
  type: 'post:mark',
  from: 'facilitator',
  about: 'Sets or clears a mark: a pinned text or question stands first, an answered or parked question last.',
  refusals: ['not_found', 'wrong_state'],
  payload: markPayload,
  concerns: 'screens',
  refuse: refuseMark,
  apply: (workshop, _, { poll, post, mark, on }) => decideIn(workshop, poll, post, decision => ({ ...decision, [mark]: on })),
})

export const postGroup = commandSpec({
  type: 'post:group',
  from: 'facilitator',
  about: 'Puts a text into a group, under a heading of the facilitator\'s.',
  refusals: ['not_found', 'wrong_state'],
  payload: groupPayload,
  concerns: 'screens',
  refuse: refuseGroup,
  apply: (workshop, _, { poll, post, group }) => decideIn(workshop, poll, post, decision => ({ ...decision, group })),
})

/** What the command is about; a refusal where it is not there. */
function findPost({ polls }: Workshop, { poll: id, post }: { poll: string, post: string }): Refusal | { ok: true, def: PollDef, said: SaidTally } {
  const poll = polls.get(id)
  if (!poll)
    return noPoll(id)
  if (!isOpenKind(poll.def))
    return refuse('wrong_state', 'This poll has nothing that attendees wrote.')
  const said = roundOf(poll, post).tally.said.get(post)
  return said && said.wordings.size > 0 ? { ok: true, def: poll.def, said } : refuse('not_found', 'This is gone: its author took it back.')
}

function refuseJudge(workshop: Workshop, _: string, command: Judge): Refusal | null {
  const found = findPost(workshop, command)
  if (!found.ok)
    return found
  const { verdict, wording } = command
  return verdict === 'shown' && wording !== undefined && !found.said.wordings.has(clean(wording))
    ? refuse('not_found', 'Nobody says it in these words any more. Look again.')
    : null
}

function refuseMark(workshop: Workshop, _: string, command: Mark): Refusal | null {
  const found = findPost(workshop, command)
  if (!found.ok)
    return found
  const { kind } = found.def
  const marks = kind === 'board' ? ['pinned', 'answered', 'parked'] : kind === 'text' ? ['pinned'] : []
  return marks.includes(command.mark) ? null : refuse('wrong_state', `Nothing in this poll can be ${command.mark}.`)
}

function refuseGroup(workshop: Workshop, _: string, command: Group): Refusal | null {
  const found = findPost(workshop, command)
  if (!found.ok)
    return found
  return found.def.kind === 'text' ? null : refuse('wrong_state', 'Only texts stand in groups.')
}

function judge(workshop: Workshop, _: string, { poll: id, post, verdict, wording }: Judge): void {
  const isShown = verdict === 'shown'
  if (!isShown)
    takeAlone(workshop, id, post)
  const poll = workshop.polls.get(id)!
  // A word is the same word in each round, and what is taken from the screen is taken from all of them. [M5]
  const rounds = poll.def.kind === 'words' && !isShown ? poll.rounds : [roundOf(poll, post)]
  // Older logs name no wording. What was taken from the screen then was all that counted as that word.
  const isFormer = !isShown && wording === undefined && workshop.rules === 1
  for (const round of rounds) {
    for (const [each, label] of labelsOf(poll.def, round, post, isFormer)) {
      const decision = round.judgements.get(each) ?? undecided(poll.def)
      const read = wording === undefined ? label : clean(wording)
      const others = decision.letThrough.filter(other => other !== read)
      round.judgements.set(each, { ...decision, verdict, letThrough: isShown ? [...others, read] : [] })
    }
  }
  changed(workshop, poll)
}

function decideIn(workshop: Workshop, id: string, post: string, change: (decision: Decision) => Decision): void {
  const poll = workshop.polls.get(id)!
  const round = roundOf(poll, post)
  for (const [each] of labelsOf(poll.def, round, post, false))
    round.judgements.set(each, change(round.judgements.get(each) ?? undecided(poll.def)))
  changed(workshop, poll)
}

function changed(workshop: Workshop, poll: Poll): void {
  poll.rev = workshop.rev
  // Before that, phones learn nothing of what was written, not even that something was. [V1]
  if (poll.rounds.some(({ results }) => results === 'shown'))
    workshop.attendeeRev++
}

/** What a command about a row is about, in the words that the facilitator reads: one row, or those that were one in an older log. */
function labelsOf(def: PollDef, { tally: { said }, judgements }: Round, post: string, isFormer: boolean): [id: string, label: string][] {
  const isAlone = def.kind !== 'words' || (said.has(post) && !isFormer)
  const ids = isAlone ? [post] : [...said.keys()].filter(key => key === post || formerKeyOf(key) === formerKeyOf(post))
  return ids.map(id => [id, labelOf(def, said.get(id) ?? { voters: 0, wordings: new Map() }, judgements.get(id))])
}
