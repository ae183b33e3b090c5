import type { Facts } from '../facts.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { Actor, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { isWritten, moderationOf, rulesOf } from '../kinds/kinds.ts'
import { pollId } from '../kinds/schemas/fields.ts'
import { postsIn } from '../kinds/shared/written.ts'
import { movePlan } from '../plan/change.ts'
import { partId } from '../plan/schema.ts'
import { verdictOn } from '../polls/moderation.ts'
import { openedByShowing } from '../polls/opening.ts'
import { MOST_CLICKS, MOST_SLIDES, ROW_ID_UNITS } from '../protocol/limits.ts'
import { refuse } from '../protocol/refusal.ts'
import { takeStep } from '../undo.ts'
import { drawnRound } from '../views/views.ts'
import { SERVER } from '../workshop.ts'
import { commandId, commandSpec, noPoll } from './spec.ts'

const showPayload = z.strictObject({
  type: z.literal('slide:show'),
  id: commandId,
  no: z.int().min(1).max(MOST_SLIDES).describe('Slide number, from 1.'),
  clicks: z.int().min(0).max(MOST_CLICKS),
  poll: pollId.nullable().describe('The poll that the slide puts on the phones; none if the workshop has no such poll.'),
  part: partId.optional().describe('The part of the deck that the slide belongs to; absent: none, or a deck without parts.'),
  key: z.string().max(256).optional().describe('Identifies the slide when the deck is edited and its number changes.'),
  plan: z.literal(true).optional().describe('The slide shows the actions: phones list them too, and offer to take one.'),
})

const pagePayload = z.strictObject({
  type: z.literal('result:page'),
  id: commandId,
  poll: pollId,
  page: z.int().min(1).max(1000).describe('From 1. A screen with fewer pages shows its last one.'),
  post: z.string().min(1).max(ROW_ID_UNITS).nullable().describe('The id of the text or question that is shown alone; null shows the page.'),
})

type Show = z.infer<typeof showPayload>
type Page = z.infer<typeof pagePayload>

export const slideShow = commandSpec({
  type: 'slide:show',
  from: 'facilitator',
  about: 'Moves every screen to a slide and click, and puts the slide\'s poll, if it has one, on the phones.',
  refusals: [],
  payload: showPayload,
  concerns: 'screens',
  refuse: () => null,
  facts: openedBy,
  apply: show,
})

export const resultPage = commandSpec({
  type: 'result:page',
  from: 'facilitator',
  about: 'Turns every screen to a page of a long result, or to one of its texts alone. The first page returns when the slide or the poll changes.',
  refusals: ['not_found', 'wrong_state'],
  payload: pagePayload,
  concerns: 'screens',
  refuse: refusePage,
  apply: (workshop, _, { poll, page, post }) => {
    workshop.slide = { ...workshop.slide, page: { poll, no: page, post } }
  },
})

/** Entering a slide opens its idle poll. [B5] [W2] */
function openedBy(workshop: Workshop, actor: Actor, { poll }: Show): Facts {
  // The server moves the slide when the deck was edited; nobody has seen that slide yet.
  return actor !== SERVER && workshop.pace.now === 'room' ? openedByShowing(workshop, poll) : {}
}

function show(workshop: Workshop, actor: Actor, { no, clicks, poll: wanted, key, part, plan, id: by }: Show, facts: Facts): void {
  // An undeclared poll doesn't stop the slides: phones wait.
  const poll = wanted === null ? undefined : workshop.polls.get(wanted)
  const id = poll ? poll.def.id : null
  // While polls are answered beforehand, phones don't show the slide's. [W2]
  if ((id !== workshop.slide.poll && workshop.pace.now === 'room') || workshop.pace.closedAt !== null || plan !== workshop.slide.plan)
    workshop.attendeeRev++
  workshop.pace.closedAt = null
  const page = no === workshop.slide.no ? workshop.slide.page : undefined
  workshop.slide = { no, clicks, poll: id, by, ...key !== undefined && { key }, ...plan && { plan }, ...page && { page } }
  workshop.part = part ?? null
  if (workshop.plan)
    movePlan(workshop.plan, workshop.part, workshop.at)
  // The server moves to where an edited deck has the slide. Nobody has seen that one yet.
  if (actor !== SERVER)
    workshop.shown.set(key ?? `${no}`, id)
  if (poll && facts.opens) {
    workshop.attendeeRev++
    takeStep(workshop, poll, { id: by, type: 'poll:open' }, facts)
  }
}

/** [P1] */
function refusePage({ polls }: Workshop, _: Actor, { poll: id, post }: Page): Refusal | null {
  const poll = polls.get(id)
  if (!poll)
    return noPoll(id)
  if (post === null)
    return null
  if (!isWritten(poll.def) || !rulesOf(poll.def).writing?.posts)
    return refuse('wrong_state', 'This poll has no texts that can be shown alone.')
  const { results, tally, judgements } = drawnRound(poll)
  const known = postsIn(tally).get(post)
  const isSeen = results === 'shown' && known !== undefined && verdictOn(moderationOf(poll.def), known, judgements.get(post)) === 'shown'
  return isSeen ? null : refuse('not_found', 'The room does not see this text. Show it first.')
}
