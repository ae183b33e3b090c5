import type { Facts } from './facts.ts'
import type { PollCommandType } from './steps/names.ts'
import type { Poll, Step, Workshop } from './workshop.ts'
import { hasOptions } from './kinds/shared/with-options.ts'
import { STEPS_KEPT } from './protocol/limits.ts'
import { steps } from './steps/steps.ts'
import { currentRound } from './workshop.ts'

/**
 * Takes a step of a poll, in place, and remembers the state that it changes. [U1]
 * @param command the id and name of the command
 */
export function takeStep(workshop: Workshop, poll: Poll, { id, type }: { id: string, type: PollCommandType }, facts: Facts): void {
  const { take, takeBack } = steps[type]
  poll.steps = takeBack ? [...poll.steps, { id, type, before: standingBefore(poll) }].slice(-STEPS_KEPT) : []
  take(workshop, poll, facts)
}

function standingBefore(poll: Poll): Step['before'] {
  const { rounds, setAside, split, waits, def } = poll
  const { voting, results, revealed } = currentRound(poll)
  return { rounds: [...rounds], setAside, split, waits, voting, results, revealed, options: hasOptions(def) ? def.options : null }
}

/**
 * Undoes the last step of a poll, in place. Ballots cast since then stay. [U1] to [U3]
 * @returns the step
 */
export function undoStep(poll: Poll): Step {
  const step = poll.steps.pop()!
  steps[step.type].takeBack!(poll, step.before)
  return step
}

/** Why the last step of a poll can't be undone now; null if it can. */
export function whyNotUndo({ steps: taken }: Poll, { ended }: Pick<Workshop, 'ended'>, id: string): string | null {
  const step = taken.at(-1)
  if (!step)
    return 'There is nothing to undo.'
  if (step.id !== id)
    return 'Something else was done since. Look again, then undo that.'
  return ended && step.before.voting === 'open' && steps[step.type].isVoting ? 'The workshop has ended. Undo the end first.' : null
}
