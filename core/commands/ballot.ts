import type { Answer } from '../kinds/answer.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { Actor, Facts, Posts, Round, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { castIn, putBallot } from '../ballots.ts'
import { isPosts, problemWith, tidy } from '../kinds/answer.ts'
import { isOpenKind } from '../kinds/kinds.ts'
import { pollId, slug } from '../kinds/poll.ts'
import { change } from '../poll-steps.ts'
import { isLetThrough } from '../posts.ts'
import { refuse } from '../protocol/refusal.ts'
import { roleOf } from '../views/roles.ts'
import { clean, formerKeyOf, keyOf } from '../words/text.ts'
import { currentRound } from '../workshop.ts'
import { commandId, commandSpec, noPoll } from './spec.ts'

/** Texts or questions that one attendee may write in a round, with those taken back: what is written is kept. [A10] */
const MOST_WRITTEN = 100

/** Made by the sender, as command ids are. */
const postId = z.string().regex(/^[\w-]{8,64}$/, 'use 8 to 64 letters, digits, - and _')
const few = (record: object) => Object.keys(record).length <= 100
/** In UTF-16 units, which are more than letters; the core counts those. */
const writing = z.string().min(1).max(1000)

export const answer = z.union([
  z.array(z.string().min(1).max(200)).max(100),
  z.record(slug, z.int().min(1).max(1000)).refine(few, 'at most 100 options'),
  z.record(slug, z.tuple([z.int().min(1).max(10), z.int().min(1).max(10)])).refine(few, 'at most 100 options'),
  z.strictObject({
    posts: z.array(z.strictObject({ id: postId, text: writing })).max(20),
    wanted: z.array(postId).max(200),
  }),
]).meta({ id: 'Answer', description: '`choice`: the picked option ids. `rank`: option ids, the first place first. `words`: the words. `dots`: dots by option id. `scale`: levels, counted from 1, by option id. `points`: points by option id. `matrix`: steps to the right and upwards, from 1, by option id. `text` and `board`: what the sender wrote, and the ids of the questions it wants answered. Empty: no ballot.' })

const payload = z.strictObject({
  type: z.literal('ballot:cast'),
  id: commandId,
  poll: pollId,
  round: z.string().max(120).describe('The round\'s id as the view gave it, so that a late ballot cannot land in another round.'),
  answer,
  instead: z.array(commandId).max(16).optional().describe('Ids of the sender\'s casts that this one replaces and that were never answered. One of them that comes later counts no more.'),
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
  facts: wordKeys,
  apply: castBallot,
})

/** The command as the log is to keep it. [A10] */
export function tidyBallot({ polls }: Pick<Workshop, 'polls'>, command: BallotCast): BallotCast {
  const poll = polls.get(command.poll)
  return poll && isOpenKind(poll.def) && currentRound(poll).voting === 'open' ? { ...command, answer: tidy(poll.def, command.answer) } : command
}

function refuseBallot({ polls }: Workshop, voter: Actor, { poll: id, round: roundId, answer }: BallotCast): Refusal | null {
  const poll = polls.get(id)
  if (!poll)
    return noPoll(id)
  const round = currentRound(poll)
  if (round.id !== roundId)
    return refuse('stale_round', 'This vote was started anew. Please vote again.')
  if (round.voting !== 'open')
    return refuse('not_open', round.voting === 'idle' ? 'Voting has not opened yet.' : 'Voting is closed.')
  const problem = problemWith(poll.def, answer) ?? strayPost(round, voter, answer)
  return problem === null ? null : refuse('invalid_answer', problem)
}

/** An id stands for one text of one attendee: what was let through cannot become something else. [A10] */
function strayPost({ posts, tally }: Round, voter: Actor, answer: Answer): string | null {
  if (!isPosts(answer))
    return null
  const strays = answer.posts.some(({ id, text }) => {
    const known = posts.texts.get(id)
    return known ? known.by !== voter || clean(known.text) !== clean(text) : tally.said.has(id)
  })
  if (strays)
    return 'A text cannot be changed. Take it back and send it anew.'
  const fresh = answer.posts.filter(({ id }) => !posts.texts.has(id)).length
  if (fresh > 0 && (posts.written.get(voter) ?? 0) + fresh > MOST_WRITTEN)
    return `You have written ${MOST_WRITTEN} in this round, those that you took back included. That is as many as there may be.`
  return answer.wanted.every(id => tally.said.has(id)) ? null : 'This question is gone.'
}

/** Signs did not tell words apart at first. [A9] */
function wordKeys({ polls, rules }: Workshop, _: Actor, { poll, answer }: BallotCast): Facts {
  return polls.get(poll)!.def.kind === 'words' && Array.isArray(answer) ? { keys: answer.map(rules === 1 ? formerKeyOf : keyOf) } : {}
}

function castBallot(workshop: Workshop, by: Actor, { poll: id, answer }: BallotCast, { keys }: Facts): void {
  const poll = workshop.polls.get(id)!
  const round = change(workshop, poll)
  // A question that the room sees comes to the phones of those who may want it, and goes when it is taken back; how many want it is for the screen.
  if (poll.def.kind === 'board' && round.results === 'shown' && changedPosts(castIn(round).get(by), answer).some(id => isLetThrough(poll.def, round.judgements.get(id)))) {
    workshop.attendeeRev++
    workshop.asked++
  }
  keepPosts(round.posts, by, answer)
  keys?.forEach((key, index) => round.tally.keys.set((answer as string[])[index]!, key))
  putBallot(poll.def, round, by, answer, roleOf(workshop.roleChoices, by))
}

/** [A10] */
function keepPosts({ texts, written }: Posts, by: Actor, answer: Answer): void {
  if (!isPosts(answer))
    return
  for (const { id, text } of answer.posts) {
    if (texts.has(id))
      continue
    texts.set(id, { by, text })
    written.set(by, (written.get(by) ?? 0) + 1)
  }
}

/** The ids of posts that are in one of two answers only. */
function changedPosts(before: Answer | undefined, now: Answer): string[] {
  const [was, is] = [before, now].map(answer => answer && isPosts(answer) ? answer.posts.map(({ id }) => id) : [])
  return [...was!.filter(id => !is!.includes(id)), ...is!.filter(id => !was!.includes(id))]
}
