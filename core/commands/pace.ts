import type { Facts } from '../facts.ts'
import type { Refusal } from '../protocol/refusal.ts'
import type { Actor, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { closeAhead, openAhead, pollsToOpen } from '../pace.ts'
import { openedByShowing } from '../polls/opening.ts'
import { refuse } from '../protocol/refusal.ts'
import { ENDED } from '../steps/open.ts'
import { takeStep, undoStep } from '../undo.ts'
import { commandId, commandSpec } from './spec.ts'

const payload = z.strictObject({
  type: z.literal('pace:set'),
  id: commandId,
  pace: z.enum(['room', 'self']),
})

type PaceSet = z.infer<typeof payload>

export const paceSet = commandSpec({
  type: 'pace:set',
  from: 'facilitator',
  about: 'Opens the polls that can be answered before the workshop (`self`), or closes them and starts the workshop (`room`).',
  refusals: ['wrong_state'],
  payload,
  concerns: 'phones',
  refuse: refusePace,
  facts: (workshop, _, { pace }) => pace === 'room' ? openedByShowing(workshop, workshop.slide.poll) : {},
  apply: set,
})

function set(workshop: Workshop, _: Actor, { id, pace }: PaceSet, { opens, ...facts }: Facts): void {
  if (pace === 'self')
    return reopenAhead(workshop)
  closeAhead(workshop)
  // The slide that stands there is shown to the room from now on. [W3]
  const poll = opens && workshop.polls.get(workshop.slide.poll!)
  if (!poll)
    return
  takeStep(workshop, poll, { id, type: 'poll:open' }, facts)
  workshop.pace.opened = { poll: poll.def.id, step: id }
}

/** As before the start of the workshop: what that opened is idle again, unless more was done with it since. [W3] */
function reopenAhead(workshop: Workshop): void {
  const { opened } = workshop.pace
  const poll = workshop.polls.get(opened?.poll ?? '')
  if (poll && poll.steps.at(-1)?.id === opened?.step) {
    undoStep(poll)
    // The next start opens it again.
    poll.waits = false
    poll.rev = workshop.rev
  }
  openAhead(workshop)
}

function refusePace(workshop: Workshop, _: Actor, { pace }: PaceSet): Refusal | null {
  if (workshop.ended)
    return refuse('wrong_state', ENDED)
  if (pace === workshop.pace.now)
    return refuse('wrong_state', pace === 'self' ? 'The polls are open beforehand already.' : 'The workshop has started already.')
  if (workshop.pace.settings.ahead === null)
    return refuse('wrong_state', 'No poll can be answered beforehand: the settings list none under ahead.')
  return pace === 'room' || pollsToOpen(workshop).length > 0 ? null : refuse('wrong_state', 'No poll is left to answer beforehand: the room has closed them or seen their results.')
}
