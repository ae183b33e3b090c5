import { z } from 'zod'

/** Why a command was refused, by code: the closed list. [C2] */
export const refusals = {
  malformed: 'The message does not fit its schema.',
  unknown_message: 'There is no such message.',
  not_allowed: 'The role may not send this.',
  not_found: 'There is no such poll, role, reaction, post or seat.',
  not_open: 'The round takes no ballots now.',
  stale_round: 'The ballot is for a round that is over or was reset.',
  invalid_answer: 'The answer does not fit the poll.',
  wrong_state: 'The poll or the workshop is not in a state that allows this.',
  seat_needed: 'Only attendees with a seat may send this.',
  seat_taken: 'Another attendee holds the seat.',
  rate_limited: 'Too many messages from this connection.',
  storage_failed: 'The log could not be written, or nobody knows whether it was: send the command again, with the same id.',
  internal: 'An unexpected error of the server, which has logged it.',
} as const

export type RefusalCode = keyof typeof refusals
export const refusalCode = z.enum(Object.keys(refusals) as [RefusalCode, ...RefusalCode[]])

export const refusal = z.strictObject({ ok: z.literal(false), code: refusalCode, message: z.string() })
export const accepted = z.strictObject({ ok: z.literal(true) })
/** The answer to every command. */
export const reply = z.discriminatedUnion('ok', [accepted, refusal])

export type Refusal = z.infer<typeof refusal>
export type Reply = z.infer<typeof reply>

export function refuse(code: RefusalCode, message: string): Refusal {
  return { ok: false, code, message }
}
