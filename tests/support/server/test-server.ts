import type { CommandOf } from '../../../core/commands/commands.ts'
import type { OpenId } from '../../../server/access/openid/openid.ts'
import type { AppOptions } from '../../../server/app.ts'
import type { Log } from '../../../server/log/log.ts'
import type { Store } from '../../../server/log/store.ts'
import type { Catalog } from '../../../server/places/catalog.ts'
import type { Place } from '../../../server/places/place.ts'
import type { Places } from '../../../server/places/places.ts'
import type { Workshops } from '../../../server/places/workshops.ts'
import type { Room } from '../../../server/rooms/room.ts'
import type { ConnectOptions, TestClient } from './test-client.ts'
import { onTestFinished } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { cookieNames, createAuth, facilitatorToken } from '../../../server/access/auth.ts'
import { codeOf } from '../../../server/access/join-codes.ts'
import { createApp } from '../../../server/app.ts'
import { memoryLog, memoryStore } from '../../../server/log/memory.ts'
import { spareRecordsIn } from '../../../server/log/record-files.ts'
import { ownDeck, paths } from '../../../server/paths.ts'
import { createCatalog } from '../../../server/places/catalog.ts'
import { createDecks } from '../../../server/places/decks.ts'
import { createWorkshops } from '../../../server/places/workshops.ts'
import { ownersIn } from '../../../server/rooms/owners.ts'
import { resumeRoom, startRoom } from '../../../server/rooms/room.ts'
import { seatCodes } from '../../../server/rooms/seats/codes.ts'
import { issueSeats } from '../../../server/rooms/seats/issue.ts'
import { standInPages } from '../browser/pages.ts'
import { workshopStart } from '../polls/polls.ts'
import { connect } from './test-client.ts'

const SECRET = 'the-facilitators-secret'
export const COOKIES = cookieNames(SECRET)
/** Of a host, who runs all workshops. */
export const FACILITATOR_COOKIE = `${COOKIES.facilitator}=${facilitatorToken(SECRET)}`
export const JOIN_URL = 'http://join.test'

/** Milliseconds since 1970 at which every test's workshop starts. */
export const NOON = Date.UTC(2026, 10, 23, 12)

/** A workshop of a test's server. */
interface WorkshopOptions {
  start?: Partial<CommandOf<'workshop:start'>>
  /** Only who has one of so many may vote. */
  seats?: number
}

export interface TestServerOptions extends WorkshopOptions, Partial<Pick<AppOptions, 'port' | 'publicUrl' | 'trustProxy' | 'baseUrl' | 'monotonic' | 'dev' | 'pause' | 'isReachable' | 'meter'>> {
  /** The folder of the built pages. */
  dist?: string
  /** The slides are somebody else's. */
  openDeck?: boolean
  adminKey?: string
  /** Makes the sign-in with accounts, given the server's secret. */
  openId?: (secret: string) => OpenId
  /** A workshop in it goes on; else one starts. */
  log?: Log
  /** What other servers share with this one. A workshop in it goes on; else one starts. */
  store?: Store
  /** Further workshops, each with an id of its own. */
  others?: WorkshopOptions[]
  /** The file that the list of workshops is kept in. */
  catalogPath?: string
  /** Awaited before a workshop is opened from its log; may throw. */
  beforeLoad?: (id: string) => Promise<void> | void
  /** Milliseconds since 1970; noon for ever where none is given. */
  now?: () => number
  /** What `onFault` was told is checked by the test; else a fault fails it. */
  faults?: unknown[]
}

/** A workshop on a test's server, and those who come to it. */
export interface TestWorkshop {
  id: string
  code: string
  /** Where it is. */
  place: string
  room: Room
  /** The codes of its seats. */
  codes: string[]
  /** The cookie of somebody who runs this workshop only. */
  cookie: string
  /** @param name of an attendee who comes back as the same one */
  attendee: (name?: string, options?: ConnectOptions) => Promise<TestClient>
  screen: (options?: ConnectOptions) => Promise<TestClient>
  /** A host, unless another cookie is given. */
  facilitator: (options?: ConnectOptions) => Promise<TestClient>
}

export interface TestServer extends TestWorkshop {
  url: string
  port: number
  log: Log
  /** Those of `others`, in their order. */
  others: TestWorkshop[]
  places: Places
  catalog: Catalog
  workshops: Workshops
  newSignInPath: (workshop?: string) => string
  readdress: () => void
  drain: (ms: number) => Promise<void>
  close: () => Promise<void>
}

/** A real server on a free port, which goes with the test. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { store: shared, log = shared?.log ?? memoryLog(), adminKey, openId, start, seats, others = [], faults, dist = standInPages(), port = 0, publicUrl, trustProxy = false, baseUrl = () => publicUrl ?? JOIN_URL, now = () => NOON, monotonic, pause, dev, openDeck = false, isReachable, meter, catalogPath, beforeLoad } = options
  const pages = { dist, isOpenDeck: openDeck }
  const unexpected: unknown[] = []
  const onFault = (error: unknown) => void (faults ?? unexpected).push(error)
  const roomOptions = { log, now, onFault }
  const store = shared ?? memoryStore({ log, secret: SECRET, ...catalogPath !== undefined && { summaries: spareRecordsIn(catalogPath) } })
  const auth = createAuth(SECRET, publicUrl, store.links)
  const begin = async ({ start, seats }: WorkshopOptions) => {
    const room = await startRoom(workshopStart(start), roomOptions)
    await issueSeats(room, seatCodes(auth, room.workshop.id), seats)
    return room
  }
  const [known] = await log.workshops()
  const room = known ? await resumeRoom(known.id, roomOptions) : await begin({ start, seats })
  if (known)
    await issueSeats(room, seatCodes(auth, known.id), seats)
  const catalog = await createCatalog(store)
  const decks = createDecks([ownDeck], { read: () => loadContent(paths.root), build: async () => dist })
  const workshops: Workshops = {
    ...createWorkshops({ store, catalog, decks, auth, rooms: roomOptions }),
    async load(id) {
      await beforeLoad?.(id)
      return { room: await resumeRoom(id, roomOptions), pages }
    },
  }
  const owners = ownersIn(store)
  const app = await createApp({ first: { room, pages }, workshops, decks, catalog, owners, peers: store.peers, openId: openId?.(SECRET) ?? null, adminKey, auth, host: '127.0.0.1', port, publicUrl, trustProxy, dev, baseUrl, onFault, meter, ...isReachable && { isReachable }, ...monotonic && { monotonic }, ...pause && { pause } })
  let closed: Promise<void> | undefined
  const close = () => closed ??= app.close()
  onTestFinished(async () => {
    await close()
    if (unexpected.length > 0)
      throw new AggregateError(unexpected, 'The server had a fault')
  })

  /** @param isOnly there is no other, and its pages come from the root */
  function workshopOf({ code, room }: Place, isOnly: boolean): TestWorkshop {
    const { id } = room.workshop
    const come = (role: 'attendee' | 'screen' | 'facilitator', more?: ConnectOptions) =>
      connect(app.url, role, { ...!isOnly && { auth: { role, v: PROTOCOL_VERSION, workshop: code } }, ...more })
    return {
      id,
      code,
      place: `${app.url}/${code}`,
      room,
      codes: seatCodes(auth, id).first(room.workshop.seats.size),
      cookie: facilitatorCookie(id),
      attendee: (name, more) => come('attendee', { ...name && { cookie: attendeeCookie(name) }, ...more }),
      screen: more => come('screen', more),
      facilitator: more => come('facilitator', { cookie: FACILITATOR_COOKIE, ...more }),
    }
  }

  const further: TestWorkshop[] = []
  for (const other of others)
    further.push(workshopOf(await app.places.serve(await begin(other), pages), false))
  return {
    ...workshopOf(app.place!, others.length === 0),
    url: app.url,
    port: app.port,
    log,
    others: further,
    places: app.places,
    catalog,
    workshops,
    newSignInPath: auth.newSignInPath,
    readdress: app.readdress,
    drain: app.drain,
    close,
  }
}

/** The cookie of an attendee who was here before. */
export function attendeeCookie(name: string): string {
  return `${COOKIES.attendee}=${name.padEnd(32, '-')}`
}

/** The cookie of somebody who runs one workshop only. @param id of the workshop */
export function facilitatorCookie(id: string): string {
  return `${COOKIES.facilitator}_${codeOf(id)}=${facilitatorToken(SECRET, id)}`
}
