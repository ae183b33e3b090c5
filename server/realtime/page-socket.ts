import type { Server, Socket } from 'socket.io'
import type { ClientToServerEvents, ServerToClientEvents } from '../../core/protocol/events.ts'
import type { Sender } from './receive.ts'

/** Who is at the other end of a socket. */
export interface Visitor extends Sender {
  /** The seat that was last sent to the page. */
  seat?: string | undefined
}

/** Servers don't talk to each other. */
type ServerSideEvents = Record<never, never>

/** Socket.IO with the messages of the protocol. */
export type PageServer = Server<ClientToServerEvents, ServerToClientEvents, ServerSideEvents, Visitor>
export type PageSocket = Socket<ClientToServerEvents, ServerToClientEvents, ServerSideEvents, Visitor>
