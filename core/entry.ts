import type { LoggedCommand } from './commands/commands.ts'
import type { Facts } from './facts.ts'
import type { Actor } from './workshop.ts'

/** What the log holds: a command, who sent it and when. Older logs hold accepted ones only. [C3] */
export interface Entry {
  /** Milliseconds since 1970, by the server's clock. */
  at: number
  by: Actor
  /** The version of the rules that it is decided under; absent in older logs, where the definitions name it. [F3] */
  rules?: number
  command: LoggedCommand
  facts?: Facts
}
