import type { Auth } from '../access/auth.ts'
import type { Store } from '../log/store.ts'
import type { Deck } from '../paths.ts'
import type { Catalog } from '../places/catalog.ts'
import type { Decks, ServedDeck } from '../places/decks.ts'
import type { Room, RoomOptions } from '../rooms/room.ts'
import type { StartOptions } from './start-command.ts'
import { warnOf } from '../error-reporting.ts'
import { deleteExpired } from '../places/delete-workshop.ts'
import { compareWith, readBaseline } from '../rooms/compare.ts'
import { recordDeck } from '../rooms/deck-record.ts'
import { followContent } from '../rooms/follow-content.ts'
import { keepPlace } from '../rooms/keep-place.ts'
import { checkKnown } from '../rooms/last-voted.ts'
import { checkRoute, continueWorkshop, openWorkshop, takeRoute } from '../rooms/open-workshop.ts'
import { resumeRoom } from '../rooms/room.ts'
import { seatCodes } from '../rooms/seats/codes.ts'
import { issueSeats } from '../rooms/seats/issue.ts'
import { chooseWorkshop } from './choose-workshop.ts'

export interface FirstOptions {
  options: StartOptions
  store: Store
  catalog: Catalog
  auth: Auth
  rooms: RoomOptions
  decks: Decks
  /** The decks of this server. */
  offered: readonly Deck[]
  /** The first of them that can be given. */
  first: ServedDeck
  /** Told what is wrong with a deck. */
  onBroken: (deck: Deck, error: unknown) => void
}

/** The workshop that a server starts with. */
export interface First {
  room: Room
  served: ServedDeck
  /** It was there before. */
  resumed: boolean
  /** The ids of those that were too old. */
  deleted: string[]
  /** The id of the workshop that has ended for it; null: none. */
  endedNow: string | null
}

/**
 * Opens the workshop that a start is about: the open one, a new one, or the one that was typed.
 * @throws UserError before anything is written, whatever is wrong
 */
export async function openFirst({ options, store, catalog, auth, rooms, decks, offered, first, onBroken }: FirstOptions): Promise<First> {
  const { compare, dev, route, seats, workshop: id } = options
  if (id !== undefined)
    await checkKnown(store, id)
  const running = [...catalog.running()]
  const { goesOn, served } = await chooseWorkshop({ store, decks, offered, first, running, id, isNew: options.new, onBroken })
  const { deck, content } = served
  warnOf(content.warnings)
  if (route !== undefined)
    checkRoute(route, content)
  const baseline = compare && await readBaseline(compare, store, goesOn)
  // Where several are open, or other servers may have them open, they stay open.
  const deleted = await deleteOld(store, catalog, options.deleteAfter, [...isOneAfterAnother(store, running) ? [] : running, ...goesOn === undefined ? [] : [goesOn]])

  const left = running.filter(each => !deleted.includes(each))
  const ends = (id !== undefined || options.new) && left.length === 1 && isOneAfterAnother(store, left)
  const before = goesOn !== undefined && left.includes(goesOn) ? goesOn : ends ? left[0] : undefined
  const other = before === undefined ? null : await resumeRoom(before, rooms)
  const { room, resumed } = id === undefined
    ? await openWorkshop(content, options.new, rooms, other, each => recordDeck(store, each, deck))
    : { room: await continueWorkshop(id, content, rooms, other), resumed: true }
  if (other)
    catalog.note(other.workshop)
  if (route !== undefined)
    await takeRoute(room, route)
  if (baseline !== undefined)
    await compareWith(room, baseline)
  await keepPlace(room, content.slides)
  if (resumed)
    await recordDeck(store, room.workshop.id, deck)
  await issueSeats(room, seatCodes(auth, room.workshop.id), seats)
  if (dev)
    await followContent(deck, room)
  return { room, served, resumed, deleted, endedNow: other && other !== room ? other.workshop.id : null }
}

/** On a laptop, one workshop follows another. Where there are several, or servers share them, none ends another. */
function isOneAfterAnother({ isShared }: Pick<Store, 'isShared'>, running: readonly string[]): boolean {
  return running.length <= 1 && !isShared
}

/**
 * Deletes workshops that are too old.
 * @param days how long they are kept; undefined: for ever
 * @param except the ids of those that are kept in any case
 * @returns the ids of those that were deleted
 */
export async function deleteOld(store: Store, catalog: Catalog, days: number | undefined, except: readonly string[]): Promise<string[]> {
  const deleted = days === undefined ? [] : await deleteExpired(store, { days, except: new Set(except), now: Date.now(), workshops: catalog.list() })
  deleted.forEach(catalog.forget)
  return deleted
}
