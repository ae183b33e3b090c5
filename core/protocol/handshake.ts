/** The role that a page asks for when it connects. `facilitator` needs the cookie; a `screen` with it may move the slides. */
export type ConnectionRole = 'attendee' | 'screen' | 'facilitator'

/** Sent once with every connection, as Socket.IO's `auth`. */
export interface Handshake {
  role: ConnectionRole
  /** `PROTOCOL_VERSION` of the page. */
  v: number
}

/** Why a connection was refused: the `message` of Socket.IO's `connect_error`. */
export type ConnectRefusal = 'client_too_old' | 'not_allowed' | 'too_many_pages' | 'malformed'
