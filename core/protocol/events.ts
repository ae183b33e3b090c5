import type { Command } from '../commands/commands.ts'
import type { Down, DownType } from './down.ts'
import type { Reply } from './refusal.ts'

type Acknowledge = (reply: Reply) => void

/** What pages send over Socket.IO, by the names of events. */
export interface ClientToServerEvents {
  command: (command: Command, acknowledge: Acknowledge) => void
  /** Any reply proves that the connection is alive, even a refusal. */
  alive: (acknowledge: Acknowledge) => void
}

/** What the server sends them. */
export type ServerToClientEvents = { [Type in DownType]: (payload: Down<Type>) => void }
