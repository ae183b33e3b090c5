import type { RefusalCode } from '../refusal.ts'
import { z } from 'zod'

/** [C3] */
export const commandId = z.string().min(8).max(64).regex(/^[\w-]+$/).describe('Made by the sender, unique for each intent; a resend carries the same one.')

/** Who may send a message: an attendee's phone, a deck that carries the facilitator's cookie, or the server itself. */
export type Sender = 'attendee' | 'facilitator' | 'server'

/** One message from a page to the server: its name, its sender and its payload. */
export interface UpMessage<Type extends string, Payload extends z.ZodType> {
  type: Type
  from: Sender
  /** One sentence for `docs/protocol.md`. */
  about: string
  /** What may speak against it, beyond what any command may be refused for. */
  refusals: RefusalCode[]
  payload: Payload
}

export function upMessage<Type extends string, Payload extends z.ZodType>(message: UpMessage<Type, Payload>): UpMessage<Type, Payload> {
  return message
}
