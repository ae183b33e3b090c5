import type { Refusal } from '../protocol/refusal.ts'
import type { Workshop } from '../workshop.ts'
import { z } from 'zod'
import { undoActions } from '../actions/actions.ts'
import { pollId } from '../kinds/schemas/fields.ts'
import { openAhead } from '../pace.ts'
import { undoPlan } from '../plan/change.ts'
import { showFirstPage } from '../polls/result-page.ts'
import { change } from '../polls/rounds.ts'
import { giveOut } from '../polls/splits.ts'
import { refuse } from '../protocol/refusal.ts'
import { steps } from '../steps/steps.ts'
import { undoStep, whyNotUndo } from '../undo.ts'
import { currentRound } from '../workshop.ts'
import { commandId, commandSpec, noPoll } from './spec.ts'
import { reopen } from './workshop.ts'

const payload = z.strictObject({
  type: z.literal('step:undo'),
  id: commandId,
  poll: pollId.nullable().describe('The poll whose last step it was; null: the plan or an action was changed, or the workshop ended.'),
  step: commandId.describe('The command to undo, as the view names it, so that a later one is not undone by mistake.'),
})

type Undo = z.infer<typeof payload>

export const stepUndo = commandSpec({
  type: 'step:undo',
  from: 'facilitator',
  about: 'Undoes the facilitator\'s last step: of a poll, of the plan, of the actions, or the end of the workshop, which reopens its rounds. Ballots cast since then stay.',
  refusals: ['not_found', 'wrong_state'],
  payload,
  concerns: 'phones',
  changesOwn: 'all',
  refuse: refuseUndo,
  apply: undo,
})

function refuseUndo(workshop: Workshop, _: string, { poll: id, step }: Undo): Refusal | null {
  if (id === null)
    return [workshop.end, workshop.plan?.steps.at(-1), workshop.actions.steps.at(-1)].some(last => last?.id === step) ? null : refuse('wrong_state', 'Something else was done since. Look again, then undo that.')
  const poll = workshop.polls.get(id)
  if (!poll)
    return noPoll(id)
  const reason = whyNotUndo(poll, workshop, step)
  return reason === null ? null : refuse('wrong_state', reason)
}

function undo(workshop: Workshop, _: string, { poll, step }: Undo): void {
  if (poll !== null)
    undoPollStep(workshop, poll)
  else if (workshop.end?.id === step)
    undoEnd(workshop)
  else if (workshop.actions.steps.at(-1)?.id === step)
    undoActions(workshop.actions)
  else
    undoPlan(workshop.plan!, workshop.part, workshop.ended, workshop.at)
}

function undoPollStep(workshop: Workshop, id: string): void {
  const poll = workshop.polls.get(id)!
  showFirstPage(workshop, id)
  const { type } = undoStep(poll)
  if (workshop.end && steps[type].isVoting)
    workshop.end.closed = workshop.end.closed.filter(closed => closed !== id)
  poll.rev = workshop.rev
  giveOut(workshop, poll)
}

function undoEnd(workshop: Workshop): void {
  const { closed: polls, pace } = workshop.end!
  for (const closed of polls) {
    const poll = workshop.polls.get(closed)
    if (poll && currentRound(poll).voting === 'closed')
      change(workshop, poll).voting = 'open'
  }
  reopen(workshop)
  if (pace === 'self')
    openAhead(workshop)
}
