import type { Room } from '../rooms/room.ts'
import type { Catalog } from './catalog.ts'
import type { Pages, Place, PlaceOptions } from './place.ts'
import { ContentError } from '../../authoring/problem.ts'
import { LogUnreachable } from '../log/log.ts'
import { UserError } from '../user-error.ts'
import { DELETED } from './delete-workshop.ts'
import { unopened } from './not-now.ts'
import { openPlace } from './place.ts'

/** How long nobody may have been in a workshop, or asked for it, before it is closed, and how often that is looked at, in milliseconds. */
const IDLE_MS = 10 * 60_000
const LOOK_MS = 60_000
/** How long a workshop that could not be opened is not tried again: a whole room asks for it again and again. */
const AGAIN_MS = 10_000
/** The same while the store cannot be reached for a moment. */
const SOON_MS = 500

export interface PlacesOptions extends Omit<PlaceOptions, 'room' | 'pages' | 'isAlone'> {
  catalog: Catalog
  /**
   * Opens a workshop from its log.
   * @throws Error when its log or its deck cannot be read
   */
  load: (id: string) => Promise<{ room: Room, pages: Pages }>
  /** Called when a server of a newer version has just gone on with a workshop that was open here. */
  onOutdated?: (() => void) | undefined
}

/** The workshops of this server. Each is opened when somebody comes, and closed when nobody has come for a while. */
export interface Places {
  /**
   * The workshop with a code; undefined: there is none.
   * @throws NotNow when it cannot be opened
   */
  find: (code: string) => Promise<Place | undefined>
  /**
   * The workshop that the root leads to: the only one that has not ended, or the one that ran last where all have; undefined: somebody
   * has to choose. One that cannot be opened is in no other's way.
   * @throws NotNow when it cannot be opened
   */
  main: () => Promise<Place | undefined>
  /**
   * The workshop with an id, which there is.
   * @throws NotNow when it cannot be opened
   */
  byId: (id: string) => Promise<Place>
  /** The workshop with an id, if it is open, or is just being opened. */
  ifOpen: (id: string) => Promise<Place | undefined>
  /** Closes a workshop, disconnects its pages, and does something with its log. Whoever comes to it meanwhile waits. */
  whileClosed: (id: string, work: () => Promise<void>) => Promise<void>
  /** The id of the workshop with a code. */
  idOf: (code: string) => string | undefined
  /** Serves a workshop that is open already. */
  serve: (room: Room, pages: Pages) => Promise<Place>
  /** Closes those that nobody has come to for a while. Done every minute. */
  closeIdle: () => Promise<void>
  /** Those that are open now. */
  open: () => Place[]
  /** Sends the addresses to the slides where they have changed. */
  readdress: () => void
  /** Writes what still waits. */
  close: () => Promise<void>
}

/** A workshop that is being opened, or could not be opened. */
interface Opening {
  place: Promise<Place>
  /** When it may be tried again, by the monotonic clock. */
  againAt?: number
}

/** A workshop that is open. */
interface Open {
  place: Place
  usedAt: number
  /** Stops hearing of its deletion on another server. */
  stop: () => void
}

export function createPlaces({ catalog, load, ...options }: PlacesOptions): Places {
  const { monotonic, peers, onOutdated = () => {}, onFault } = options
  /** Those that are being opened, or could not be opened a moment ago. */
  const opening = new Map<string, Opening>()
  const places = new Map<string, Open>()
  /** What is done with those that are closed. */
  const busy = new Map<string, Promise<void>>()
  let isClosing = false

  function isAlone(): boolean {
    return catalog.running().size <= 1
  }

  async function start(room: Room, pages: Pages): Promise<Place> {
    const { id } = room.workshop
    catalog.note(room.workshop)
    const place = await openPlace({ ...options, room, pages, isAlone })
    const stop = peers.onTold(DELETED, id, () => void leave(id))
    places.set(id, { place, usedAt: monotonic(), stop })
    // A newer server goes on with it: its pages have to go there.
    room.onOutdated(error => void stepAside(id, error).catch(onFault))
    room.onRewound(() => void openAnew(id).catch(onFault))
    let noted = catalogued(room)
    room.onChange(() => {
      const now = catalogued(room)
      if (now === noted)
        return
      noted = now
      catalog.note(room.workshop)
      void catalog.save().catch(onFault)
    })
    return place
  }

  async function stepAside(id: string, error: Error): Promise<void> {
    onOutdated()
    await whileClosed(id, async () => {})
    catalog.fail(id, error.message)
    onFault(new UserError(`The workshop ${id} goes on without this server. ${error.message}`, { cause: error }))
  }

  /** Its pages come again, and are shown what there is now. */
  async function openAnew(id: string): Promise<void> {
    onFault(new UserError(`The database is not what it was: a standby has taken over, or a backup was put back. The workshop ${id} is opened anew, from what the database has now.`))
    await whileClosed(id, async () => {})
  }

  /** Those who ask for it meanwhile get the same one. */
  function keep(id: string, place: Promise<Place>): Promise<Place> {
    const kept: Opening = { place }
    opening.set(id, kept)
    place.then(() => opening.delete(id), ({ cause }: Error) => kept.againAt = monotonic() + (cause instanceof LogUnreachable ? SOON_MS : AGAIN_MS))
    return place
  }

  async function openFromLog(id: string): Promise<Place> {
    try {
      const { room, pages } = await load(id)
      return await start(room, pages)
    }
    catch (error) {
      // Nothing is wrong with the workshop.
      if (error instanceof LogUnreachable)
        throw unopened(error)
      const { message } = error as Error
      catalog.fail(id, message)
      onFault(new UserError(`The workshop ${id} cannot be opened. ${message}`, { cause: error }))
      if (!(error instanceof UserError || error instanceof ContentError))
        onFault(error)
      throw unopened(error)
    }
  }

  async function untilFree(id: string): Promise<void> {
    while (busy.has(id))
      await busy.get(id)
  }

  async function byId(id: string): Promise<Place> {
    if (busy.has(id))
      await untilFree(id)
    const one = places.get(id)
    if (one) {
      one.usedAt = monotonic()
      return one.place
    }
    if (isClosing)
      throw unopened(new Error('The server is stopping.'))
    const known = opening.get(id)
    if (known && (known.againAt === undefined || monotonic() < known.againAt))
      return known.place
    return keep(id, openFromLog(id))
  }

  function whileClosed(id: string, work: () => Promise<void>): Promise<void> {
    return occupy(id, async () => {
      const { place } = places.get(id) ?? {}
      if (place) {
        place.realtime.disconnect()
        await close(id, place)
      }
      await work()
    })
  }

  /** It was deleted on another server: nothing is kept of it. */
  function leave(id: string): Promise<void> {
    return occupy(id, async () => {
      const { place, stop } = places.get(id) ?? {}
      places.delete(id)
      catalog.forget(id)
      stop?.()
      place?.realtime.disconnect()
      await place?.close()
    })
  }

  function occupy(id: string, work: () => Promise<void>): Promise<void> {
    const before = busy.get(id)
    const done = (async () => {
      await before
      await work()
    })()
    const quietly: Promise<void> = done.catch(() => {}).finally(() => {
      if (busy.get(id) === quietly)
        busy.delete(id)
    })
    busy.set(id, quietly)
    return done
  }

  async function close(id: string, place: Place): Promise<void> {
    places.get(id)?.stop()
    places.delete(id)
    await place.close()
    catalog.note(place.room.workshop)
    catalog.close(id)
    await catalog.save().catch(onFault)
  }

  function readdress(): void {
    for (const { place } of places.values())
      place.realtime.readdress()
  }

  async function closeIdle(): Promise<void> {
    // That one was deleted may not have been heard.
    await catalog.refresh().catch(onFault)
    const there = new Set(catalog.list().map(({ id }) => id))
    for (const id of [...places.keys()].filter(id => !there.has(id)))
      await leave(id)
    for (const [id, one] of places) {
      if (!one.place.isQuiet())
        one.usedAt = monotonic()
      else if (monotonic() - one.usedAt > IDLE_MS)
        await whileClosed(id, async () => {})
    }
  }

  // Those that are open may be alone no longer, or again.
  catalog.onRunning(readdress)
  const looking = setInterval(() => void closeIdle(), LOOK_MS).unref()

  return {
    async find(code) {
      // Another server may have started it a moment ago.
      if (catalog.idOf(code) === undefined)
        await catalog.refresh(true).catch(error => Promise.reject(unopened(error as Error)))
      const id = catalog.idOf(code)
      if (id === undefined)
        return undefined
      await untilFree(id)
      // It may have been deleted meanwhile.
      return catalog.idOf(code) === id ? byId(id) : undefined
    },
    async main() {
      // Without the store, what was known last.
      await catalog.refresh().catch(() => {})
      const list = catalog.list()
      const running = [...catalog.running()]
      // A room that is in the middle of one does not belong in an earlier one, even if it cannot be opened now.
      const [id, ...others] = running.length > 0 ? running : list.filter(({ ended }) => !ended).map(({ id }) => id)
      if (id !== undefined)
        return others.length > 0 ? undefined : byId(id)
      const last = list.findLast(({ fault }) => fault === undefined) ?? list.at(-1)
      return last && byId(last.id)
    },
    byId,
    async ifOpen(id) {
      await opening.get(id)?.place.catch(() => {})
      return places.get(id)?.place
    },
    whileClosed,
    idOf: catalog.idOf,
    serve(room, pages) {
      const { id } = room.workshop
      catalog.claim(id)
      return keep(id, start(room, pages))
    },
    closeIdle,
    open: () => [...places.values()].map(({ place }) => place),
    readdress,
    async close() {
      isClosing = true
      clearInterval(looking)
      await Promise.allSettled([...busy.values(), ...[...opening.values()].map(({ place }) => place)])
      await Promise.all([...places].map(([id, { place }]) => close(id, place)))
      await catalog.save()
    },
  }
}

/** What the catalog has to hear of when it changes. */
function catalogued({ workshop: { title, ended } }: Room): string {
  return JSON.stringify([title, ended])
}
