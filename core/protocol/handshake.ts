import { z } from 'zod'

/** Sent once with every connection, as Socket.IO's `auth`. */
export const handshake = z.object({
  /** What the page is. `facilitator` needs the cookie; a `screen` with it may move the slides. */
  role: z.enum(['attendee', 'screen', 'facilitator']),
  /** `PROTOCOL_VERSION` of the page. */
  v: z.int(),
  /** The code of the page's workshop; without one, the workshop that the root of the server leads to. */
  workshop: z.string().max(20).optional(),
})

export type Handshake = z.infer<typeof handshake>
export type ConnectionRole = Handshake['role']

/** Why a connection was refused: the `message` of Socket.IO's `connect_error`. */
export type ConnectRefusal = 'client_too_old' | 'not_allowed' | 'too_many_pages' | 'malformed' | 'no_workshop' | 'unavailable'
