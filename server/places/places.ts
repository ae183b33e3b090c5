import type { Room } from '../rooms/room.ts'
import type { Catalog } from './catalog.ts'
import type { Pages, Place, PlaceOptions } from './place.ts'
import { openPlace } from './place.ts'

/** How long nobody may have asked for a workshop before it is closed, and how often that is looked at, in milliseconds. */
const IDLE_MS = 10 * 60_000
const LOOK_MS = 60_000

export interface PlacesOptions extends Omit<PlaceOptions, 'room' | 'pages' | 'isAlone'> {
  catalog: Catalog
  /**
   * Opens a workshop from its log.
   * @throws UserError when its log or its deck cannot be read
   */
  load: (id: string) => Promise<{ room: Room, pages: Pages }>
}

/** The workshops of this server. Each is opened when somebody comes, and closed when nobody has come for a while. */
export interface Places {
  /**
   * The workshop with a code; undefined: there is none.
   * @throws UserError when it cannot be opened
   */
  find: (code: string) => Promise<Place | undefined>
  /** The workshop that the root leads to: the only one that has not ended, or the one that ran last where all have; undefined: somebody has to choose. */
  main: () => Promise<Place | undefined>
  /**
   * The workshop with an id, which there is.
   * @throws UserError when it cannot be opened
   */
  byId: (id: string) => Promise<Place>
  /** The id of the workshop with a code. */
  idOf: (code: string) => string | undefined
  /** Serves a workshop that is open already. */
  serve: (room: Room, pages: Pages) => Promise<Place>
  /** Closes a workshop; whoever comes opens it again. */
  shut: (id: string) => void
  /** Those that are open now. */
  open: () => Place[]
  /** Sends the addresses to the slides where they have changed. */
  readdress: () => void
  /** Writes what still waits. */
  close: () => Promise<void>
}

export function createPlaces({ catalog, load, ...options }: PlacesOptions): Places {
  const opening = new Map<string, Promise<Place>>()
  const places = new Map<string, { place: Place, usedAt: number }>()

  function isAlone(): boolean {
    return catalog.running().size <= 1
  }

  async function start(room: Room, pages: Pages): Promise<Place> {
    const { id } = room.workshop
    catalog.note(room.workshop)
    // The others may no longer be alone.
    readdress()
    const place = await openPlace({ ...options, room, pages, isAlone })
    places.set(id, { place, usedAt: options.monotonic() })
    let { ended } = room.workshop
    room.onChange(() => {
      if (room.workshop.ended === ended)
        return
      ended = room.workshop.ended
      catalog.note(room.workshop)
      readdress()
    })
    return place
  }

  /** Those who ask for it meanwhile get the same one. */
  function keep(id: string, place: Promise<Place>): Promise<Place> {
    const kept = place.finally(() => opening.delete(id))
    opening.set(id, kept)
    return kept
  }

  async function byId(id: string): Promise<Place> {
    const one = places.get(id)
    if (!one)
      return opening.get(id) ?? keep(id, load(id).then(({ room, pages }) => start(room, pages)))
    one.usedAt = options.monotonic()
    return one.place
  }

  function shut(id: string): void {
    const one = places.get(id)
    if (!one)
      return
    places.delete(id)
    one.place.close()
    catalog.note(one.place.room.workshop)
  }

  function readdress(): void {
    for (const { place } of places.values())
      place.realtime.readdress()
  }

  function closeIdle(): void {
    for (const [id, { place, usedAt }] of places) {
      if (place.isQuiet() && options.monotonic() - usedAt > IDLE_MS)
        shut(id)
    }
  }

  const looking = setInterval(closeIdle, LOOK_MS).unref()

  return {
    async find(code) {
      const id = catalog.idOf(code)
      return id === undefined ? undefined : byId(id)
    },
    async main() {
      const [only, ...others] = catalog.running()
      const id = only ?? catalog.list().at(-1)?.id
      return id === undefined || others.length > 0 ? undefined : byId(id)
    },
    byId,
    idOf: catalog.idOf,
    serve: (room, pages) => keep(room.workshop.id, start(room, pages)),
    shut,
    open: () => [...places.values()].map(({ place }) => place),
    readdress,
    async close() {
      clearInterval(looking)
      await Promise.allSettled(opening.values())
      ;[...places.keys()].forEach(shut)
      catalog.save()
    },
  }
}
