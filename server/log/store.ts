import type { Log } from './log.ts'

/** Where a server keeps everything: a data folder, or a database that several servers share. */
export interface Store {
  /** What people call it: the path of the folder, or the database and its host. */
  name: string
  /** What is typed to name it, such as `--data "/talks/data"`. Has no password. */
  option: string
  /** Other servers may use it at the same time. */
  isShared: boolean
  log: Log
  /** What cookies, seat codes and links are derived from; the same on all servers. */
  secret: string
  /** The deck of each workshop, if it is not the project's own, so that an export finds it. */
  decks: Records
  /** Who started each workshop, by the opaque ids of people that signed in with an account. */
  owners: Records
  /** What a list says of each workshop, as JSON, so that a start need not read all logs. */
  summaries: Records
  links: Links
  peers: Peers
  /** Whether the log takes entries now, as far as is known. */
  isReachable: () => boolean
  /** Reads the records that other servers may have changed. */
  refresh: () => Promise<void>
  /** Takes over the secret of another store, at the next start. */
  adopt: (secret: string) => Promise<void>
  /** Works while no other server does so. */
  alone: <Value>(work: () => Promise<Value>) => Promise<Value>
  /** Stores what waits. */
  close: () => Promise<void>
}

/** One text for each of some workshops, by their ids. */
export interface Records {
  /** @throws UserError when they are damaged */
  read: () => Readonly<Record<string, string>>
  /** @throws UserError when they cannot be written */
  put: (values: Readonly<Record<string, string>>) => Promise<void>
  /** Forgets a workshop that is deleted. */
  forget: (workshop: string) => Promise<void>
}

/** What has to be known of one-time links. */
export interface Links {
  /** Links of another epoch are good no more. */
  epoch: string
  /** How long a link that signs a host in is good, in milliseconds; as long as its epoch where none is given. */
  hostMs?: number
  /**
   * Uses a link up.
   * @returns whether it was not used before, on any server
   */
  take: (link: string) => Promise<boolean>
  isUsed: (link: string) => Promise<boolean>
}

/** The other servers on the same store. What they tell one another is not kept, and may be lost. */
export interface Peers {
  /** @param topic such as `presence` */
  tell: (topic: string, workshop: string, message: unknown) => void
  /** @returns stops it */
  onTold: (topic: string, workshop: string, listener: (server: string, message: unknown) => void) => () => void
}

/** Of a server that has none. */
export const noPeers: Peers = {
  tell: () => {},
  onTold: () => () => {},
}

/** Of a server that has no others: links end with it. */
export function ownLinks(epoch: string): Links {
  const used = new Set<string>()
  return {
    epoch,
    async take(link) {
      const isFirst = !used.has(link)
      used.add(link)
      return isFirst
    },
    isUsed: async link => used.has(link),
  }
}
