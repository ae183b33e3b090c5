import type { Refusal, RefusalCode } from '../protocol/refusal.ts'
import type { Actor, Facts, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { refuse } from '../protocol/refusal.ts'

/** [C3] */
export const commandId = z.string().min(8).max(64).regex(/^[\w-]+$/).describe('Made by the sender, unique for each intent; a resend carries the same one.')

/** Who may send a command: an attendee's phone, a deck that carries the facilitator's cookie, or the server itself. */
export type Sender = 'attendee' | 'facilitator' | 'server'

/** The definition of one command. */
export interface CommandSpec<Type extends string, Payload extends z.ZodType> {
  type: Type
  from: Sender
  /** One sentence for `docs/protocol.md`. */
  about: string
  /** Codes that `refuse` answers with, beyond those that any command may be refused for. */
  refusals: RefusalCode[]
  payload: Payload
  /**
   * Whose pages it changes. `phones`: every page. `screens`: the pages of facilitators and screens, and the sender's own; if
   * all phones change too, `apply` increments `attendeeRev` itself.
   */
  concerns: 'phones' | 'screens'
  /** Sent as a voter: if seats are needed, `by` is the seat. [Q2] */
  byVoter?: true
  /** Why it is not allowed now; null if it is. Changes nothing. */
  refuse: (workshop: Workshop, by: Actor, command: z.infer<Payload>) => Refusal | null
  /** What the log stores with the command. Calculated before the command is applied; changes nothing. [F3] */
  facts?: (workshop: Workshop, by: Actor, command: z.infer<Payload>) => Facts
  /** Folds a command that was not refused into the state; changes the state in place. */
  apply: (workshop: Workshop, by: Actor, command: z.infer<Payload>, facts: Facts) => void
}

export function commandSpec<Type extends string, Payload extends z.ZodType>(spec: CommandSpec<Type, Payload>): CommandSpec<Type, Payload> {
  return spec
}

export function noPoll(id: string): Refusal {
  return refuse('not_found', `This workshop has no poll "${id}".`)
}
