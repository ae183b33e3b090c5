import type { RequestHandler } from 'express'
import type { Auth } from '../access/auth.ts'
import type { Addresses } from '../realtime/broadcast.ts'
import type { PageServer } from '../realtime/page-socket.ts'
import type { Realtime } from '../realtime/realtime.ts'
import type { Room } from '../rooms/room.ts'
import type { Site } from './site.ts'
import { join } from 'node:path'
import { createRealtime } from '../realtime/realtime.ts'
import { createCountdownTimer } from '../rooms/countdown.ts'
import { keepPace } from '../rooms/keep-pace.ts'
import { seatCodes } from '../rooms/seats/codes.ts'
import { deckFiles } from '../web/built-pages.ts'
import { createPlacePages } from '../web/place-pages.ts'
import { codeOf } from './codes.ts'

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
  close: () => void
}

export interface PlaceOptions {
  room: Room
  pages: Pages
  io: PageServer
  auth: Auth
  site: Site
  /** No other workshop is open: people need not type the code. */
  isAlone: () => boolean
  /** Wrong cookies and links may still be answered. */
  mayGuess: () => boolean
  /** Monotonic milliseconds. */
  monotonic: () => number
  onFault: (error: unknown) => void
}

/** @returns once a date that has passed is dealt with */
export async function openPlace(options: PlaceOptions): Promise<Place> {
  const { room, pages, io, auth, site, isAlone, monotonic, onFault } = options
  const code = codeOf(room.workshop.id)
  const path = site.dev ? '' : `${site.path}/${code}`
  const addresses = {
    joinUrl: () => site.dev ? site.base() : `${site.base()}/${code}`,
    typed: () => site.dev || isAlone() ? site.base() : `${site.base()}/${code}`,
  }
  const countdown = createCountdownTimer(room, monotonic)
  const codes = seatCodes(auth, room.workshop.id)
  const realtime = createRealtime(io, { room, codes, addresses, monotonic, countdownElapsed: countdown.elapsed, onFault })
  const stopPace = await keepPace(room)
  return {
    code,
    path,
    room,
    pages,
    realtime,
    addresses,
    handle: createPlacePages({ ...options, path, realtime, codes, addresses }),
    files: deckFiles(join(pages.dist, 'deck')),
    isQuiet() {
      const { countdown, pace } = room.workshop
      return realtime.pages === 0 && (!countdown || countdown.isOver) && pace.until === null
    },
    close() {
      // What it still writes may set timers.
      room.close()
      countdown.close()
      stopPace()
      realtime.close()
    },
  }
}
