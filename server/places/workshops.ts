import type { LoggedCommand, WithoutId } from '../../core/commands/commands.ts'
import type { Auth } from '../access/auth.ts'
import type { Store } from '../log/store.ts'
import type { Room, RoomOptions } from '../rooms/room.ts'
import type { Catalog, Summary } from './catalog.ts'
import type { Decks, ServedDeck } from './decks.ts'
import type { Pages } from './place.ts'
import { randomUUID } from 'node:crypto'
import { clean } from '../../core/words/text.ts'
import { FACILITATOR } from '../../core/workshop.ts'
import { compareWith, readBaseline } from '../rooms/compare.ts'
import { deckOf, deckPaths, recordDeck } from '../rooms/deck-record.ts'
import { checkRoute, redefine, startWorkshop, takeRoute } from '../rooms/open-workshop.ts'
import { resumeRoom } from '../rooms/room.ts'
import { seatCodes } from '../rooms/seats/codes.ts'
import { issueSeats } from '../rooms/seats/issue.ts'
import { UserError } from '../user-error.ts'
import { deleteWorkshop } from './delete-workshop.ts'

/** A workshop to start. */
export interface Wish {
  served: ServedDeck
  /** The content's, if it is not given. */
  title?: string | undefined
  /** The deck's first, if it is not given. */
  route?: string | undefined
  /** How many may vote; everybody, if it is not given. */
  seats?: number | undefined
  /** Told of its id before there is anything of it; if it throws, there will be nothing. */
  onId?: ((id: string) => unknown) | undefined
}

export interface WorkshopsOptions {
  store: Store
  catalog: Catalog
  decks: Decks
  auth: Pick<Auth, 'digest'>
  rooms: RoomOptions
}

/** What can be done with workshops from outside of them. Each throws UserError with what is wrong, and then nothing was done. */
export interface Workshops {
  /** Opens a workshop from its log, with its deck as it is now. */
  load: (id: string) => Promise<{ room: Room, pages: Pages }>
  start: (wish: Wish) => Promise<{ room: Room, pages: Pages }>
  rename: (room: Room, title: string) => Promise<void>
  end: (room: Room) => Promise<void>
  /** Ends a workshop that is closed, whatever is wrong with its deck. */
  endClosed: (id: string) => Promise<void>
  reopen: (room: Room) => Promise<void>
  /** @param with_ the id of an earlier workshop, or `none` */
  compare: (room: Room, with_: string) => Promise<void>
  /** Deletes a workshop that is closed, for good. */
  remove: (id: string) => Promise<void>
  list: () => readonly Summary[]
  /** Takes up what other servers have done; see `Catalog`. */
  refresh: () => Promise<void>
  /** The paths of the workshops' decks. */
  deckPaths: () => (id: string) => string
}

export function createWorkshops({ store, catalog, decks, auth, rooms }: WorkshopsOptions): Workshops {
  async function send({ submit }: Room, command: WithoutId<LoggedCommand>): Promise<void> {
    const reply = await submit(FACILITATOR, { ...command, id: randomUUID() } as LoggedCommand)
    if (!reply.ok)
      throw new UserError(reply.message)
  }

  async function readable(id: string): Promise<Room> {
    try {
      return await resumeRoom(id, rooms)
    }
    catch (error) {
      throw new UserError('The log of this workshop cannot be read, so it cannot be ended. It can be deleted.', { cause: error })
    }
  }

  return {
    async load(id) {
      const { content, pages } = await decks.of(deckOf(store, id))
      const room = await resumeRoom(id, rooms)
      if (!room.workshop.ended)
        await redefine(room, content)
      return { room, pages }
    },
    async start({ served: { deck, content, pages }, title, route, seats, onId }) {
      if (route !== undefined)
        checkRoute(route, content)
      const own = title === undefined ? content.file.title : titleOf(title)
      // Without its deck it would be opened with another one.
      const room = await startWorkshop(content, rooms, async (id) => {
        await recordDeck(store, id, deck)
        await onId?.(id)
      })
      const { id } = room.workshop
      try {
        await issueSeats(room, seatCodes(auth, id), seats)
        if (route !== undefined)
          await takeRoute(room, route)
        if (own !== content.file.title)
          await send(room, { type: 'workshop:rename', title: own })
      }
      finally {
        catalog.note(room.workshop)
        // Other servers find it at once.
        await catalog.save()
      }
      return { room, pages }
    },
    rename: async (room, title) => send(room, { type: 'workshop:rename', title: titleOf(title) }),
    end: room => send(room, { type: 'workshop:end' }),
    async endClosed(id) {
      const room = await readable(id)
      const fault = catalog.list().find(one => one.id === id)?.fault
      await send(room, { type: 'workshop:end' }).finally(room.close)
      catalog.note(room.workshop)
      catalog.close(id)
      await catalog.save()
      // It still cannot be opened.
      if (fault !== undefined)
        catalog.fail(id, fault)
    },
    async reopen(room) {
      const { end } = room.workshop
      await send(room, end ? { type: 'step:undo', poll: null, step: end.id } : { type: 'workshop:reopen' })
    },
    async compare(room, with_) {
      await compareWith(room, await readBaseline({ id: with_, path: '' }, store, room.workshop.id))
    },
    async remove(id) {
      await deleteWorkshop(store, id)
      catalog.forget(id)
    },
    list: catalog.list,
    refresh: catalog.refresh,
    deckPaths: () => deckPaths(store),
  }
}

/** UTF-16 code units of a title. */
const MOST_UNITS = 120

/** @throws UserError when it is none */
function titleOf(text: string): string {
  const title = clean(text)
  if (title === '' || title.length > MOST_UNITS)
    throw new UserError(`A title has 1 to ${MOST_UNITS} characters.`)
  return title
}
