import type { HomeState, HomeWorkshop } from '../../../../client/home/home-state.ts'
import type { Store } from '../../../log/store.ts'
import type { Room } from '../../../rooms/room.ts'
import type { StoreOptions } from '../../open-store.ts'
import { resolve } from 'node:path'
import { cookieNames, createAuth, facilitatorToken } from '../../../access/auth.ts'
import { codeOf, isCode } from '../../../access/join-codes.ts'
import { readDeck } from '../../../build/read-deck.ts'
import { secretIn } from '../../../log/secret.ts'
import { deckAt, ownDeck, pathOfDeck } from '../../../paths.ts'
import { createCatalog } from '../../../places/catalog.ts'
import { createDecks } from '../../../places/decks.ts'
import { toldServer } from '../../../places/server-file.ts'
import { createWorkshops } from '../../../places/workshops.ts'
import { resumeRoom } from '../../../rooms/room.ts'
import { readCode } from '../../../rooms/seats/codes.ts'
import { UserError } from '../../../user-error.ts'
import { openStore } from '../../open-store.ts'

/** A workshop to start. */
interface Wish {
  /** The path of its deck. */
  deck?: string | undefined
  title?: string | undefined
  route?: string | undefined
  seats?: number | undefined
}

/** What can be done with the workshops of a store. Everything throws UserError, and then nothing was done. */
export interface Desk {
  /** A server uses the folder, and does it. */
  isServed: boolean
  home: () => Promise<Pick<HomeState, 'workshops'>>
  /** The workshop of an id or a code. */
  find: (typed: string) => Promise<HomeWorkshop>
  /** @returns its id */
  start: (wish: Wish) => Promise<string>
  end: (id: string) => Promise<void>
  reopen: (id: string) => Promise<void>
  rename: (id: string, title: string) => Promise<void>
  remove: (id: string) => Promise<void>
  close: () => Promise<void>
}

/** How long a server may take to answer, in milliseconds. */
const WAIT_MS = 15_000
/** The same where it builds a deck first. */
const BUILD_MS = 10 * 60_000

/**
 * @param waitMs how long a server may take to answer
 * @throws UserError when the store cannot be opened, or another program uses the folder that is no server of ours
 */
export async function openDesk(where: StoreOptions, waitMs = WAIT_MS): Promise<Desk> {
  const data = resolve(where.data)
  // A database may be changed beside its servers, which hear of it.
  const url = where.store === undefined ? toldServer(data) : undefined
  const served = url === undefined ? null : servedDesk(url, secretIn(data), waitMs)
  // A server that was killed has left its address.
  const isServed = served !== null && await served.home().then(() => true, () => false)
  const store = isServed ? null : await openStore(where, 'create')
  const desk = store ? await ownDesk(store).catch(error => store.close().then(() => Promise.reject(error))) : served!
  return {
    ...desk,
    isServed,
    async find(typed) {
      const { workshops } = await desk.home()
      const [found, ...others] = named(typed, workshops)
      if (!found)
        throw new UserError(`There is no workshop "${typed}" in ${store?.name ?? data}. There are: ${idsOf(workshops) || 'none'}`)
      if (others.length > 0)
        throw new UserError(`"${typed}" may be each of several workshops. Name one by its id: ${idsOf([found, ...others])}`)
      return found
    },
  }
}

/** The workshops that somebody may mean: the one with that very id, else those with it in other letters, else those with that code. */
function named(typed: string, workshops: readonly HomeWorkshop[]): HomeWorkshop[] {
  const text = typed.trim()
  // An id ends in its code: one that is wrong before that means no workshop.
  const code = /^[a-z\s-]+$/i.test(text) && isCode(readCode(text)) ? readCode(text) : undefined
  const ways: ((workshop: HomeWorkshop) => boolean)[] = [({ id }) => id === text, ({ id }) => id.toLowerCase() === text.toLowerCase(), one => one.code === code]
  return ways.map(is => workshops.filter(is)).find(({ length }) => length > 0) ?? []
}

function idsOf(workshops: readonly HomeWorkshop[]): string {
  return workshops.map(({ id }) => id).join(', ')
}

type Actions = Omit<Desk, 'isServed' | 'find'>

/** Asks the server that uses the folder, as its home page would. */
function servedDesk(url: string, secret: string, waitMs: number): Actions {
  const headers = { cookie: `${cookieNames(secret).facilitator}=${facilitatorToken(secret)}`, origin: new URL(url).origin, accept: 'application/json' }

  async function ask<Value>(path: string, form?: Record<string, string | undefined>, ms = waitMs): Promise<Value> {
    const body = form && new URLSearchParams(Object.entries(form).filter((entry): entry is [string, string] => entry[1] !== undefined))
    const response = await fetch(`${url}/facilitate${path}`, { headers, signal: AbortSignal.timeout(ms), ...body && { method: 'POST', body } }).catch((error: Error) => {
      throw new UserError(`The server at ${url} does not answer. Look at its terminal, or stop it and try again.`, { cause: error })
    })
    const answer = await response.json().catch(() => null) as (Value & { message?: string }) | null
    if (!response.ok || !answer)
      throw new UserError(answer?.message ?? `The server at ${url} answered with ${response.status}.`)
    return answer
  }

  const act = (what: string) => async (id: string) => void await ask(`/${what}/${id}`, {})
  return {
    home: () => ask<HomeState>(''),
    start: async ({ deck, seats, ...wish }) =>
      (await ask<{ id: string }>('/start', { ...wish, deck: deck && pathOfDeck(deckAt(deck)), seats: seats?.toString() }, BUILD_MS)).id,
    end: act('end'),
    reopen: act('reopen'),
    rename: async (id, title) => void await ask(`/rename/${id}`, { title }),
    remove: act('delete'),
    close: async () => {},
  }
}

/** Does it here: nobody else uses the folder. */
async function ownDesk(store: Store): Promise<Actions> {
  const rooms = { log: store.log, now: Date.now, onFault: (error: unknown) => console.error(error) }
  const catalog = await createCatalog(store)
  // Nothing is shown here, so nothing is built.
  const decks = createDecks([ownDeck], { read: readDeck, build: async () => '' })
  const workshops = createWorkshops({ store, catalog, decks, auth: createAuth(store.secret), rooms })

  async function withRoom(id: string, work: (room: Room) => Promise<void>): Promise<void> {
    const room = await resumeRoom(id, rooms)
    await work(room).finally(room.close)
    catalog.note(room.workshop)
  }

  return {
    home: async () => ({
      workshops: catalog.list().toSorted((a, b) => b.startedAt - a.startedAt).map(one => ({ ...one, code: codeOf(one.id), online: 0, comparedWith: null })),
    }),
    async start({ deck, ...wish }) {
      const { room } = await workshops.start({ ...wish, served: await decks.of(deckAt(deck)) })
      return room.workshop.id
    },
    end: id => withRoom(id, workshops.end),
    reopen: id => withRoom(id, workshops.reopen),
    rename: (id, title) => withRoom(id, room => workshops.rename(room, title)),
    remove: workshops.remove,
    async close() {
      await catalog.save()
      await store.close()
    },
  }
}
