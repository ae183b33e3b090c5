import type { Facts } from '../facts.ts'
import type { Refusal, RefusalCode } from '../protocol/refusal.ts'
import type { Actor, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { refuse } from '../protocol/refusal.ts'

/** [C3] */
export const commandId = z.string().min(8).max(64).regex(/^[\w-]+$/).describe('Made by the sender, unique for each intent; a resend carries the same one.')

/** Who may send a command: an attendee's phone, a deck that carries the facilitator's cookie, or the server itself. */
export type SenderRole = 'attendee' | 'facilitator' | 'server'

/** The definition of any command. */
export interface AnyCommandSpec<Type extends string, Payload extends z.ZodType> {
  type: Type
  from: SenderRole
  /** One sentence for `docs/protocol.md`. */
  about: string
  /** Codes that `refuse` answers with, beyond those that any command may be refused for. */
  refusals: RefusalCode[]
  payload: Payload
  /** Sent as a voter: if seats are needed, `by` is the seat. [Q2] */
  byVoter?: true
  /** Why it is not allowed now; null if it is. Changes nothing. */
  refuse: (workshop: Workshop, by: Actor, command: z.infer<Payload>) => Refusal | null
}

/** The definition of a command that is logged. */
export interface CommandSpec<Type extends string, Payload extends z.ZodType> extends AnyCommandSpec<Type, Payload> {
  isLogged?: true
  /**
   * Whose pages it changes. `phones`: every page. `screens`: the pages of facilitators and screens, and the sender's own; if
   * all phones change too, `apply` increments `attendeeRev` itself.
   */
  concerns: 'phones' | 'screens'
  /**
   * Whose own state it may change besides the sender's. `all`: every attendee's, because earlier ballots may count again. `seats`:
   * that of attendees whose seat has changed.
   */
  changesOwn?: 'all' | 'seats' | undefined
  /** The command as the log stores it; absent if that is as it was sent. */
  tidy?: (command: z.infer<Payload>) => z.infer<Payload>
  /** The key of each word in it, which depends on the runtime's tables: the log stores them with the command. [F3] */
  wordKeys?: (command: z.infer<Payload>, rules: number) => string[] | undefined
  /** Upgrades the command of an entry from an old log. [F4] */
  upcast?: (workshop: Workshop, command: z.infer<Payload>, rules: number) => z.infer<Payload>
  /** The ids of the sender's commands that it replaces. [C5] */
  replaces?: (command: z.infer<Payload>) => readonly string[]
  /** What follows from the state before the command is applied; changes nothing. Older logs store it with the command. [F3] */
  facts?: (workshop: Workshop, by: Actor, command: z.infer<Payload>) => Facts
  /** Folds a command that was not refused into the state; changes the state in place. */
  apply: (workshop: Workshop, by: Actor, command: z.infer<Payload>, facts: Facts) => void
}

/** The definition of a command that is never logged: it changes no state, and the server handles it itself. */
export interface UnloggedSpec<Type extends string, Payload extends z.ZodType> extends AnyCommandSpec<Type, Payload> {
  isLogged: false
}

export function commandSpec<Type extends string, Payload extends z.ZodType>(spec: CommandSpec<Type, Payload>): CommandSpec<Type, Payload> {
  return spec
}

export function unloggedSpec<Type extends string, Payload extends z.ZodType>(spec: UnloggedSpec<Type, Payload>): UnloggedSpec<Type, Payload> {
  return spec
}

export function noPoll(id: string): Refusal {
  return refuse('not_found', `This workshop has no poll "${id}".`)
}
