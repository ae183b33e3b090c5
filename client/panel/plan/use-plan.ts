import type { Ref } from 'vue'
import type { WithoutId } from '../../../core/commands/commands.ts'
import type { PlanView } from '../../../core/protocol/down.ts'
import type { Notice } from '../use-notice.ts'
import { countsIn } from '../../../core/kinds/kinds.ts'
import { AGENDA_POLL, suggestedAgenda } from '../../../core/plan/plan.ts'
import { placeIn } from '../../../core/plan/progress.ts'
import { partOfSlide } from '../../agenda/run.ts'
import { deck } from '../../link/deck.ts'
import { useCommands } from '../use-commands.ts'
import { undoneWords } from './plan-words.ts'

export interface PlanCommands {
  notice: Readonly<Ref<Notice | null>>
  /** Sends a command of the plan and says what came of it. */
  send: (command: WithoutId, done: string) => Promise<void>
  /** Says why something is not possible. */
  refuse: (reason: string) => void
  undo: (step: NonNullable<PlanView['undo']>) => void
  startClock: () => void
}

/** What the facilitator does about the plan, one command after the other. */
export function usePlanCommands(): PlanCommands {
  const { notice, send: sendNow, show } = useCommands()
  let queue = Promise.resolve()

  function send(command: WithoutId, done: string): Promise<void> {
    return queue = queue.then(() => sendNow(command, done))
  }

  function undo(undo: NonNullable<PlanView['undo']>): void {
    void send({ type: 'step:undo', poll: null, step: undo.step }, undoneWords(undo))
  }

  function startClock(): void {
    const part = partOfSlide.value[(deck.room?.slide.no ?? 1) - 1]
    void send({ type: 'clock:start', ...part != null && { part } }, 'The clock runs.')
  }

  return { notice, startClock, send, refuse: reason => show('refused', reason), undo }
}

/** The sections of the run, in its order. */
export function agendaIn(plan: PlanView): string[] {
  return plan.parts.filter(({ isSection }) => isSection).map(({ id }) => id)
}

/** The dots of the vote on the agenda, once there are any. The facilitator sees them before the reveal. */
export function agendaVote() {
  const view = deck.polls[AGENDA_POLL]
  const rows = view?.result && countsIn(view.def, view.result)
  return rows && view.voters > 0 ? { voters: view.voters, rows } : null
}

/** The agenda that the vote suggests; null without votes. What the room has been in stays where it is. */
export function suggestedFor(plan: PlanView, most: number): string[] | null {
  const given = plan.parts.slice(0, placeIn(plan.parts, { part: plan.clock?.part ?? null, trail: plan.trail }) + 1).filter(({ id, isSection }) => isSection && plan.trail.includes(id))
  const vote = agendaVote()
  return vote && suggestedAgenda({ sections: plan.sections, most }, vote.rows, given.map(({ id }) => id))
}

/** The agenda that comes with another route: the present one, cut to it, or filled up as the room voted; undefined where nothing was chosen. */
export function agendaOnRoute(plan: PlanView, most: number): string[] | undefined {
  const wanted = suggestedFor(plan, plan.sections.length)
  if (!plan.isChosen || !wanted)
    return undefined
  return [...new Set([...agendaIn(plan), ...wanted])].slice(0, Math.max(1, most))
}
