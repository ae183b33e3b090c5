import type { Facts } from '../facts.ts'
import type { Answer, PollDef } from '../kinds/kinds.ts'
import type { Post } from '../kinds/schemas/fields.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { Actor, Posts, Round, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { isWritten, moderationOf, problemWith, rulesOf } from '../kinds/kinds.ts'
import { pollId } from '../kinds/schemas/fields.ts'
import { answer } from '../kinds/schemas/schemas.ts'
import { postsIn } from '../kinds/shared/written.ts'
import { castIn, putBallot } from '../polls/ballots.ts'
import { isLetThrough } from '../polls/moderation.ts'
import { change } from '../polls/rounds.ts'
import { MOST_INSTEAD } from '../protocol/limits.ts'
import { refuse } from '../protocol/refusal.ts'
import { answersNameKinds } from '../rules.ts'
import { roleOf } from '../views/roles.ts'
import { clean } from '../words/text.ts'
import { currentRound } from '../workshop.ts'
import { commandId, commandSpec, noPoll } from './spec.ts'

/** Texts or questions that one attendee may write in a round, including withdrawn ones, whose ids the round keeps. [A10] */
const MOST_WRITTEN = 100

const payload = z.strictObject({
  type: z.literal('ballot:cast'),
  id: commandId,
  poll: pollId,
  round: z.string().max(120).describe('The round\'s id as the view gave it, so that a late ballot cannot land in another round.'),
  answer,
  instead: z.array(commandId).max(MOST_INSTEAD).optional().describe('Ids of the sender\'s casts that this one replaces and that were never answered. One of them that comes later counts no more.'),
})

type BallotCast = z.infer<typeof payload>

export const ballotCast = commandSpec({
  type: 'ballot:cast',
  from: 'attendee',
  about: 'Casts or changes the sender\'s ballot in a round. An empty answer takes it back.',
  refusals: ['seat_needed', 'not_found', 'stale_round', 'not_open', 'invalid_answer'],
  payload,
  concerns: 'screens',
  byVoter: true,
  refuse: refuseBallot,
  tidy: tidyBallot,
  upcast: nameAnswer,
  replaces: ({ instead }) => instead ?? [],
  wordKeys,
  apply: castBallot,
})

/** [A10] */
function tidyBallot(command: BallotCast): BallotCast {
  const { writing } = rulesOf(command.answer)
  return writing ? { ...command, answer: writing.tidy(command.answer) } : command
}

/** Answers in older logs don't name their kind. [F4] */
function nameAnswer({ polls }: Workshop, command: BallotCast, rules: number): BallotCast {
  if (answersNameKinds(rules))
    return command
  const answer: unknown = command.answer
  return { ...command, answer: rulesOf(polls.get(command.poll)!.def).fromUnnamed!(answer) }
}

function refuseBallot({ polls }: Workshop, voter: Actor, { poll: id, round: roundId, answer }: BallotCast): Refusal | null {
  const poll = polls.get(id)
  if (!poll)
    return noPoll(id)
  const round = currentRound(poll)
  if (round.id !== roundId)
    return refuse('stale_round', 'This vote was restarted. Please vote again.')
  if (round.voting !== 'open')
    return refuse('not_open', round.voting === 'idle' ? 'Voting has not opened yet.' : 'Voting is closed.')
  const problem = problemWith(poll.def, answer) ?? strayPost(round, voter, answer)
  return problem === null ? null : refuse('invalid_answer', problem)
}

/** Why a post can't be accepted: an id belongs to one text of one attendee, so an approved text can't be replaced. [A10] */
function strayPost({ posts, tally }: Round, voter: Actor, answer: Answer): string | null {
  const writing = rulesOf(answer).writing?.posts
  if (!writing)
    return null
  const sent = writing.of(answer)
  const there = postsIn(tally)
  const strays = sent.some(({ id, text }) => {
    const known = posts.texts.get(id)
    return known ? known.by !== voter || clean(known.text) !== clean(text) : there.has(id)
  })
  if (strays)
    return 'A text cannot be changed. Take it back and send it again.'
  const fresh = sent.filter(({ id }) => !posts.texts.has(id)).length
  if (fresh > 0 && (posts.written.get(voter) ?? 0) + fresh > MOST_WRITTEN)
    return `You have written ${MOST_WRITTEN} in this round, including those you took back. That is the limit.`
  return writing.wanted(answer).every(id => there.has(id)) ? null : 'This question is gone.'
}

function wordKeys({ answer }: BallotCast, rules: number): string[] | undefined {
  return rulesOf(answer).writing?.words?.keysOf(answer, rules)
}

function castBallot(workshop: Workshop, by: Actor, { poll: id, answer }: BallotCast, { keys }: Facts): void {
  const poll = workshop.polls.get(id)!
  const round = change(workshop, poll)
  if (round.results === 'shown' && changesPhones(poll.def, round, castIn(round).get(by), answer)) {
    workshop.attendeeRev++
    workshop.asked++
  }
  keepPosts(round.posts, by, postsOf(answer))
  if (keys)
    rulesOf(answer).writing?.words?.remember(round.tally, answer, keys)
  putBallot(poll.def, round, by, answer, roleOf(workshop.roleChoices, by))
}

/** Phones list the approved questions, so they change when one is asked or withdrawn; how many want it is shown on screens only. */
function changesPhones(def: PollDef, { judgements }: Round, before: Answer | undefined, now: Answer): boolean {
  if (!isWritten(def) || !rulesOf(def).writing?.posts?.isShared)
    return false
  const [was, is] = [before, now].map(answer => answer ? postsOf(answer).map(({ id }) => id) : [])
  const changed = [...was!.filter(id => !is!.includes(id)), ...is!.filter(id => !was!.includes(id))]
  return changed.some(id => isLetThrough(moderationOf(def), judgements.get(id)))
}

function postsOf(answer: Answer): readonly Post[] {
  return rulesOf(answer).writing?.posts?.of(answer) ?? []
}

/** [A10] */
function keepPosts({ texts, written }: Posts, by: Actor, sent: readonly Post[]): void {
  for (const { id, text } of sent) {
    if (texts.has(id))
      continue
    texts.set(id, { by, text })
    written.set(by, (written.get(by) ?? 0) + 1)
  }
}
