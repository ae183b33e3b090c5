import type { CommandOf } from '../../../core/commands/commands.ts'
import type { AppOptions } from '../../../server/app.ts'
import type { Log } from '../../../server/log/log.ts'
import type { Room } from '../../../server/rooms/room.ts'
import type { ConnectOptions, TestClient } from './test-client.ts'
import { onTestFinished } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { cookieNames, createAuth, facilitatorToken } from '../../../server/access/auth.ts'
import { createApp } from '../../../server/app.ts'
import { memoryLog } from '../../../server/log/memory.ts'
import { ownDeck, paths } from '../../../server/paths.ts'
import { createCatalog } from '../../../server/places/catalog.ts'
import { createDecks } from '../../../server/places/decks.ts'
import { createWorkshops } from '../../../server/places/workshops.ts'
import { readOwners } from '../../../server/rooms/owners.ts'
import { resumeRoom, startRoom } from '../../../server/rooms/room.ts'
import { seatCodes } from '../../../server/rooms/seats/codes.ts'
import { issueSeats } from '../../../server/rooms/seats/issue.ts'
import { standInPages } from '../browser/pages.ts'
import { workshopStart } from '../polls/polls.ts'
import { tempFolder } from '../temp-folder.ts'
import { connect } from './test-client.ts'

const SECRET = 'the-facilitators-secret'
export const COOKIES = cookieNames(SECRET)
export const FACILITATOR_COOKIE = `${COOKIES.facilitator}=${facilitatorToken(SECRET)}`
export const JOIN_URL = 'http://join.test'

/** Milliseconds since 1970 at which every test's workshop starts. */
export const NOON = Date.UTC(2026, 10, 23, 12)

export interface TestServerOptions extends Partial<Pick<AppOptions, 'port' | 'publicUrl' | 'trustProxy' | 'baseUrl' | 'monotonic' | 'dev'>> {
  /** The folder of the built pages. */
  dist?: string
  /** The slides are somebody else's. */
  openDeck?: boolean
  adminKey?: string
  /** A workshop in it goes on; else one starts. */
  log?: Log
  start?: Partial<CommandOf<'workshop:start'>>
  /** Only who has one of so many may vote. */
  seats?: number
  /** Milliseconds since 1970; noon for ever where none is given. */
  now?: () => number
  /** What `onFault` was told is checked by the test; else a fault fails it. */
  faults?: unknown[]
}

export interface TestServer {
  url: string
  /** Where its workshop is. */
  place: string
  port: number
  room: Room
  log: Log
  newSignInPath: (workshop?: string) => string
  readdress: () => void
  /** The codes of its seats. */
  codes: string[]
  /** @param name of an attendee who comes back as the same one */
  attendee: (name?: string, options?: ConnectOptions) => Promise<TestClient>
  screen: (options?: ConnectOptions) => Promise<TestClient>
  /** With the cookie. */
  facilitator: (options?: ConnectOptions) => Promise<TestClient>
  close: () => Promise<void>
}

/** A real server on a free port, which goes with the test. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { log = memoryLog(), adminKey, start, seats, faults, dist = standInPages(), port = 0, publicUrl, trustProxy = false, baseUrl = () => publicUrl ?? JOIN_URL, now = () => NOON, monotonic, dev, openDeck = false } = options
  const pages = { dist, isOpenDeck: openDeck }
  const unexpected: unknown[] = []
  const onFault = (error: unknown) => void (faults ?? unexpected).push(error)
  const roomOptions = { log, now, onFault }
  const [known] = log.workshops()
  const room = known ? resumeRoom(known.id, roomOptions) : startRoom(workshopStart(start), roomOptions)
  const auth = createAuth(SECRET, publicUrl)
  const codes = seatCodes(auth, room.workshop.id)
  await issueSeats(room, codes, seats)
  const catalog = createCatalog(log)
  const decks = createDecks([ownDeck], { read: () => loadContent(paths.root), build: async () => dist })
  const workshops = { ...createWorkshops({ log, data: tempFolder(), catalog, decks, auth, rooms: roomOptions }), load: async (id: string) => ({ room: resumeRoom(id, roomOptions), pages }) }
  const owners = readOwners(tempFolder())
  const app = await createApp({ first: { room, pages }, workshops, decks, catalog, owners, openId: null, adminKey, auth, host: '127.0.0.1', port, publicUrl, trustProxy, dev, baseUrl, onFault, ...monotonic && { monotonic } })
  let closed: Promise<void> | undefined
  const close = () => closed ??= app.close()
  onTestFinished(async () => {
    await close()
    if (unexpected.length > 0)
      throw new AggregateError(unexpected, 'The server had a fault')
  })
  return {
    url: app.url,
    place: `${app.url}/${app.place.code}`,
    port: app.port,
    room,
    log,
    newSignInPath: auth.newSignInPath,
    readdress: app.readdress,
    codes: codes.first(room.workshop.seats.size),
    attendee: (name, options) => connect(app.url, 'attendee', { ...name && { cookie: attendeeCookie(name) }, ...options }),
    screen: options => connect(app.url, 'screen', options),
    facilitator: options => connect(app.url, 'facilitator', { cookie: FACILITATOR_COOKIE, ...options }),
    close,
  }
}

/** The cookie of an attendee who was here before. */
export function attendeeCookie(name: string): string {
  return `${COOKIES.attendee}=${name.padEnd(32, '-')}`
}
