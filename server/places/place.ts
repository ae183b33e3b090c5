import type { RequestHandler } from 'express'
import type { Auth } from '../access/auth.ts'
import type { Peers } from '../log/store.ts'
import type { Meter } from '../meter.ts'
import type { Addresses } from '../realtime/broadcast.ts'
import type { PageServer } from '../realtime/page-socket.ts'
import type { Realtime } from '../realtime/realtime.ts'
import type { Room } from '../rooms/room.ts'
import type { SeatCodes } from '../rooms/seats/codes.ts'
import type { Site } from './site.ts'
import { codeOf } from '../access/join-codes.ts'
import { createRealtime } from '../realtime/realtime.ts'
import { createCountdownTimer } from '../rooms/countdown.ts'
import { keepPace } from '../rooms/keep-pace.ts'
import { seatCodes } from '../rooms/seats/codes.ts'

/** The built pages of a deck. */
export interface Pages {
  /** The folder with the built `phone`, `deck` and `facilitator` pages. */
  dist: string
  /** The slides are somebody else's: they may use other hosts, and run what the build found that they need. */
  isOpenDeck: boolean
}

/** A workshop that is open on this server: its room, its pages, and all that belongs to it alone. */
export interface Place {
  /** What leads phones here, such as `bcdfgh`. */
  code: string
  /** Its path on this server, such as `/bcdfgh`. */
  path: string
  room: Room
  pages: Pages
  realtime: Realtime
  addresses: Addresses
  /** Answers what is asked of it below its path. */
  handle: RequestHandler
  /** Answers with a file of its deck, where a page asks for it at the root. */
  files: RequestHandler
  /** Nobody is connected, and nothing here waits for a time. */
  isQuiet: () => boolean
  close: () => Promise<void>
}

/** How a workshop's pages are made. */
export interface PagesOfPlace {
  room: Room
  pages: Pages
  /** Where they are served, such as `/bcdfgh`. */
  path: string
  realtime: Realtime
  codes: SeatCodes
  addresses: Addresses
}

export interface PlaceOptions {
  room: Room
  pages: Pages
  makePages: (place: PagesOfPlace) => Pick<Place, 'handle' | 'files'>
  io: PageServer
  auth: Auth
  peers: Peers
  /** Whether commands can be stored now, as far as is known. */
  isStored: () => boolean
  meter?: Meter | undefined
  site: Site
  /** No other workshop is open: people need not type the code. */
  isAlone: () => boolean
  /** Monotonic milliseconds. */
  monotonic: () => number
  onFault: (error: unknown) => void
}

/** @returns once a date that has passed is dealt with */
export async function openPlace({ room, pages, makePages, io, auth, peers, isStored, meter, site, isAlone, monotonic, onFault }: PlaceOptions): Promise<Place> {
  const code = codeOf(room.workshop.id)
  const path = site.dev ? '' : `${site.path}/${code}`
  const addresses = {
    joinUrl: () => site.dev ? site.base() : `${site.base()}/${code}?k=${auth.joinKey(room.workshop.id)}`,
    typed: () => site.dev || isAlone() ? site.base() : `${site.base()}/${code}`,
  }
  const countdown = createCountdownTimer(room, monotonic)
  const codes = seatCodes(auth, room.workshop.id)
  const realtime = createRealtime(io, { room, codes, addresses, monotonic, countdownElapsed: countdown.elapsed, isStored, peers, meter, onFault })
  const stopPace = await keepPace(room)
  return {
    code,
    path,
    room,
    pages,
    realtime,
    addresses,
    ...makePages({ room, pages, path, realtime, codes, addresses }),
    isQuiet() {
      const { countdown, pace } = room.workshop
      return realtime.pages === 0 && (!countdown || countdown.isOver) && pace.until === null
    },
    async close() {
      // What it still writes may set timers.
      await room.close()
      countdown.close()
      stopPace()
      realtime.close()
    },
  }
}
