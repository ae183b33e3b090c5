import type { z } from 'zod'
import type { ConnectionRole } from '../handshake.ts'

/** One message from the server to a page. */
export interface DownMessage<Payload extends z.ZodType> {
  /** One sentence for `docs/protocol.md`. */
  about: string
  to: ConnectionRole[]
  payload: Payload
}

export function downMessage<Payload extends z.ZodType>(message: DownMessage<Payload>): DownMessage<Payload> {
  return message
}
