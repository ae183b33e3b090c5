import { z } from 'zod'

/** Why a command was refused: the closed list. [C2] */
export const refusalCode = z.enum([
  'malformed', // the message does not fit its schema
  'unknown_message', // there is no such message
  'not_allowed', // the role may not send this
  'not_found', // no such poll
  'not_open', // the round takes no ballots now
  'stale_round', // the ballot is for a round that is over or was reset
  'invalid_answer', // the answer does not fit the poll
  'wrong_state', // the poll or workshop is not in a state that allows this
  'rate_limited', // too many messages from this attendee
  'storage_failed', // the log could not be written; nothing was changed
  'internal', // a fault of ours; logged
])

export const refusal = z.strictObject({ ok: z.literal(false), code: refusalCode, message: z.string() })
export const accepted = z.strictObject({ ok: z.literal(true) })
/** The answer to every command. */
export const reply = z.discriminatedUnion('ok', [accepted, refusal])

export type RefusalCode = z.infer<typeof refusalCode>
export type Refusal = z.infer<typeof refusal>
export type Reply = z.infer<typeof reply>

export function refuse(code: RefusalCode, message: string): Refusal {
  return { ok: false, code, message }
}
