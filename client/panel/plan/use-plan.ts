import type { Ref } from 'vue'
import type { WithoutId } from '../../../core/commands/commands.ts'
import type { PlanView } from '../../../core/protocol/down.ts'
import type { Notice } from '../use-notice.ts'
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
