import type { Facts } from '../facts.ts'
import type { WrittenPoll } from '../kinds/kinds.ts'
import type { Decision, PostTally } from '../polls/moderation.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { Poll, Round, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { isWritten, moderationOf, rulesOf } from '../kinds/kinds.ts'
import { pollId } from '../kinds/schemas/fields.ts'
import { postsIn } from '../kinds/shared/written.ts'
import { labelOf, undecided } from '../polls/moderation.ts'
import { takeAlone } from '../polls/result-page.ts'
import { ROW_ID_UNITS, TEXT_UNITS } from '../protocol/limits.ts'
import { refuse } from '../protocol/refusal.ts'
import { judgesWordsAlone } from '../rules.ts'
import { clean, formerKeyOf } from '../words/text.ts'
import { roundOf } from '../workshop.ts'
import { commandId, commandSpec, noPoll } from './spec.ts'

function payloadOf<Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) {
  return z.strictObject({
    type: z.literal(type),
    id: commandId,
    poll: pollId,
    post: z.string().min(1).max(ROW_ID_UNITS).describe('The id of its row in the result.'),
    ...shape,
  })
}

const judgePayload = payloadOf('post:judge', {
  verdict: z.enum(['shown', 'removed', 'waiting']),
  wording: z.string().min(1).max(TEXT_UNITS).optional().describe('The words that the facilitator read, from the row\'s label: only these are approved. Absent: the row\'s label as it is now.'),
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
  about: 'Approves something that an attendee wrote for the screens, removes it, or makes it wait again.',
  refusals: ['not_found', 'wrong_state'],
  payload: judgePayload,
  concerns: 'screens',
  refuse: refuseJudge,
  facts: judged,
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
  facts: decidedOn,
  apply: (workshop, _, { poll, mark, on }, facts) => decideOn(workshop, poll, facts, decision => ({ ...decision, [mark]: on })),
})

export const postGroup = commandSpec({
  type: 'post:group',
  from: 'facilitator',
  about: 'Puts a text into a group, under a heading that the facilitator chooses.',
  refusals: ['not_found', 'wrong_state'],
  payload: groupPayload,
  concerns: 'screens',
  refuse: refuseGroup,
  facts: decidedOn,
  apply: (workshop, _, { poll, group }, facts) => decideOn(workshop, poll, facts, decision => ({ ...decision, group })),
})

/** Finds the post of a command; a refusal if there is none. */
function findPost({ polls }: Workshop, { poll: id, post }: { poll: string, post: string }): Refusal | { ok: true, def: WrittenPoll, tally: PostTally } {
  const poll = polls.get(id)
  if (!poll)
    return noPoll(id)
  if (!isWritten(poll.def))
    return refuse('wrong_state', 'This poll has nothing that attendees wrote.')
  const tally = postsIn(roundOf(poll, post).tally).get(post)
  return tally && tally.wordings.size > 0 ? { ok: true, def: poll.def, tally } : refuse('not_found', 'This is gone: its author took it back.')
}

function refuseJudge(workshop: Workshop, _: string, command: Judge): Refusal | null {
  const found = findPost(workshop, command)
  if (!found.ok)
    return found
  const { verdict, wording } = command
  return verdict === 'shown' && wording !== undefined && !found.tally.wordings.has(clean(wording))
    ? refuse('not_found', 'Nobody uses these words any more. Look again.')
    : null
}

function refuseMark(workshop: Workshop, _: string, command: Mark): Refusal | null {
  const found = findPost(workshop, command)
  if (!found.ok)
    return found
  return rulesOf(found.def).writing?.marks.includes(command.mark) ? null : refuse('wrong_state', `Nothing in this poll can be ${command.mark}.`)
}

function refuseGroup(workshop: Workshop, _: string, command: Group): Refusal | null {
  const found = findPost(workshop, command)
  if (!found.ok)
    return found
  return rulesOf(found.def).writing?.isGrouped ? null : refuse('wrong_state', 'Only texts can be grouped.')
}

function judged(workshop: Workshop, _: string, { poll: id, post, verdict, wording }: Judge): Facts {
  const poll = workshop.polls.get(id)!
  // Words are shared by all rounds, so removing one removes it from every round. [M5]
  const rounds = rulesOf(poll.def).writing?.words && verdict !== 'shown' ? poll.rounds : [roundOf(poll, post)]
  const read = wording === undefined ? undefined : clean(wording)
  return { posts: rounds.flatMap(round => rowsOf(workshop, poll, round, post).map(([no, row, label]) => [no, row, read ?? label] satisfies [number, string, string])) }
}

function decidedOn(workshop: Workshop, _: string, { poll: id, post }: Mark | Group): Facts {
  const poll = workshop.polls.get(id)!
  return { posts: rowsOf(workshop, poll, roundOf(poll, post), post) }
}

function judge(workshop: Workshop, _: string, { poll, post, verdict }: Judge, facts: Facts): void {
  const isShown = verdict === 'shown'
  if (!isShown)
    takeAlone(workshop, poll, post)
  decideOn(workshop, poll, facts, (decision, wording) => ({
    ...decision,
    verdict,
    letThrough: isShown ? [...decision.letThrough.filter(other => other !== wording), wording] : [],
  }))
}

function decideOn(workshop: Workshop, id: string, { posts = [] }: Facts, change: (decision: Decision, wording: string) => Decision): void {
  const poll = workshop.polls.get(id)!
  if (!isWritten(poll.def))
    return
  const how = moderationOf(poll.def)
  for (const [no, row, wording] of posts) {
    const { judgements } = poll.rounds[no]!
    judgements.set(row, change(judgements.get(row) ?? undecided(how), wording))
  }
  poll.rev = workshop.rev
  // While results are hidden, phones must not even learn that something was written. [V1]
  if (poll.rounds.some(({ results }) => results === 'shown'))
    workshop.attendeeRev++
}

/** The rows of a round that a command applies to, with the labels that the facilitator reads. */
function rowsOf({ rules }: Workshop, { def, rounds }: Poll, round: Round, post: string): [round: number, row: string, label: string][] {
  if (!isWritten(def))
    return []
  const posts = postsIn(round.tally)
  const how = moderationOf(def)
  const isThere = !how.anySpelling || posts.has(post)
  const rows = isThere ? [post] : judgesWordsAlone(rules) ? [] : [...posts.keys()].filter(key => formerKeyOf(key) === formerKeyOf(post))
  return rows.map(row => [rounds.indexOf(round), row, labelOf(how, posts.get(row) ?? { voters: 0, wordings: new Map() }, round.judgements.get(row))])
}
