import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Auth } from './access/auth.ts'
import type { Peers } from './log/store.ts'
import type { Meter } from './meter.ts'
import type { Catalog } from './places/catalog.ts'
import type { Decks } from './places/decks.ts'
import type { Pages, Place } from './places/place.ts'
import type { Places } from './places/places.ts'
import type { Workshops } from './places/workshops.ts'
import type { Room } from './rooms/room.ts'
import type { FacilitateOptions } from './web/facilitate/routes.ts'
import { createServer } from 'node:http'
import { setTimeout as pass } from 'node:timers/promises'
import pLimit from 'p-limit'
import { httpUrl } from './access/addresses.ts'
import { countWrongCodes } from './access/wrong-codes.ts'
import { createLimits } from './limit.ts'
import { noPeers } from './log/store.ts'
import { noMeter } from './meter.ts'
import { createCodeLookup } from './places/code-lookup.ts'
import { createPlaces } from './places/places.ts'
import { siteOf } from './places/site.ts'
import { createConnections } from './realtime/connections.ts'
import { letPagesIn } from './realtime/sockets.ts'
import { createTraffic } from './realtime/traffic.ts'
import { printInProcess } from './report/print-process.ts'
import { UserError } from './user-error.ts'
import { mayRunBy } from './web/facilitate/visitor.ts'
import { createHttp } from './web/http.ts'
import { answerInTurn } from './web/in-turn.ts'
import { answerBelow } from './web/network/below.ts'
import { trustForwarded } from './web/network/forwarded.ts'
import { LAST_PORT, USUAL_PORT } from './web/network/ports.ts'
import { createReadiness } from './web/operations/ready.ts'
import { createPlacePages } from './web/place-pages.ts'
import { wayIn } from './web/way-in.ts'

/** Milliseconds that a connection may take to ask for something. Idle connections are closed after that. */
const TIMEOUTS = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 }

export interface AppOptions extends Omit<FacilitateOptions, 'pages'> {
  workshops: Workshops
  decks: Decks
  catalog: Catalog
  auth: Auth
  peers: Peers
  /** Whether commands can be stored now, as far as is known; see `readdress`. */
  isStored?: () => boolean
  /** Asks the store whether it takes entries now; one that is not asked always does. */
  isReachable?: () => Promise<boolean>
  meter?: Meter | undefined
  /** The workshop that is open from the start, if one is, and the pages of a deck for what belongs to none. */
  first: { room: Room | null, pages: Pages }
  /** Undefined: all addresses of this machine. */
  host: string | undefined
  /** 0 takes any free port. */
  port: number
  publicUrl?: string | undefined
  /** Only a proxy reaches this server. */
  trustProxy?: boolean
  /** The address that phones reach the server at, without a slash at the end, given the port that is listened on. */
  baseUrl: (port: number) => string
  /** No pages are built: the development servers have them. */
  dev?: boolean
  monotonic?: () => number
  /** Resolves after so many milliseconds: of a visitor who has to wait. */
  pause?: (ms: number) => Promise<unknown>
  onFault: (error: unknown) => void
}

export interface App {
  port: number
  /** On this machine, without a slash at the end. */
  url: string
  places: Places
  /** The workshop that is open from the start, if one is. */
  place: Place | null
  /** Call it when `baseUrl` or `isStored` has changed: the pages are told. */
  readdress: () => void
  /**
   * Prepares the end: nobody new is let in, and the pages go to another server, or come back to the next one here. Resolves when all
   * have gone and have their answers, or after so many milliseconds.
   */
  drain: (ms: number) => Promise<void>
  close: () => Promise<void>
}

/**
 * Wrong links and wrong cookies of everybody together: a person mistypes less often. The right one is checked first and
 * always works, so that guessing locks nobody out; its 192 bits keep it safe.
 */
const GUESS_LIMIT = { burst: 20, perSecond: 2 }
/** Tries of the server's key, of everybody together, right ones included: somebody chose that one. */
const KEY_LIMIT = { burst: 20, perSecond: 0.2 }

/** How long a server that has met a newer one takes nobody in, in milliseconds: others are being updated, or were and are no more. */
const OUTDATED_MS = 600_000

/** In which pages go to another server, in milliseconds: a whole room at once would be felt there. */
const MOVE_MS = 1000

/** Each takes a browser, and most of a processor. */
const MOST_PRINTS = 2

/**
 * Builds the whole server and listens.
 * @throws UserError when the port is taken or may not be used
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { first, workshops, catalog, auth, peers, host, publicUrl, trustProxy, baseUrl, dev, meter, isReachable = async () => true, isStored = () => true, onFault } = options
  const monotonic = options.monotonic ?? (() => performance.now())
  let port = options.port
  const site = siteOf(publicUrl, () => baseUrl(port), dev)
  const mayRun = mayRunBy(options)
  const guesses = createLimits(GUESS_LIMIT)
  const mayGuess = () => guesses.allows('', monotonic())
  const keyTries = createLimits(KEY_LIMIT)
  const mayTryKey = () => keyTries.allows('', monotonic())
  // Socket.IO takes its own requests out of those that the pages are listened for with.
  const http = createServer(TIMEOUTS, (request, response) => pages(request, response))
  const connections = createConnections(http, { auth, publicUrl, monotonic })
  const traffic = createTraffic(meter ?? noMeter)
  let isDraining = false
  /** Others go on with what is here until then, by the monotonic clock. */
  let outdatedUntil = -Infinity
  const turns = pLimit(MOST_PRINTS)
  const print: typeof printInProcess = (...job) => turns(() => printInProcess(...job))
  const places = createPlaces({
    catalog,
    load: workshops.load,
    makePages: place => createPlacePages({ ...place, auth, mayRun, site, wayIn: wayIn({ ...options, site }), print, mayGuess, onFault }),
    io: connections.io,
    auth,
    peers,
    isStored,
    meter: traffic,
    site,
    monotonic,
    // Without other servers, only that workshop is out of reach.
    onOutdated: peers === noPeers ? undefined : leaveToNewer,
    onFault,
  })
  function leaveToNewer(): void {
    outdatedUntil = monotonic() + OUTDATED_MS
    // A proxy that keeps to one server would bring them back.
    connections.take(false)
    setTimeout(() => connections.take(!isDraining && monotonic() >= outdatedUntil), OUTDATED_MS).unref()
  }
  const wrong = countWrongCodes({ peers, topic: 'wrong code', workshop: '', now: monotonic })
  const { lookUp, letIn } = createCodeLookup({ places, auth, mayRun, wrong, monotonic, pause: options.pause })
  const reasons = createReadiness({ dist: dev ? undefined : first.pages.dist, isReachable, isDraining: () => isDraining, isOutdated: () => monotonic() < outdatedUntil, monotonic, pause: ms => pass(ms, undefined, { ref: false }) })
  const pages = createHttp({ ...options, reasons, pages: first.pages, places, auth, site, mayGuess, mayTryKey, lookUp, letIn, onFault })
  letPagesIn(connections, { mayRun, placeOf: async (code, arrival) => code === undefined ? places.main() : (await lookUp(code, arrival)).place, onFault })
  answerBelow(http, site.path)
  if (trustProxy)
    trustForwarded(http)
  answerInTurn(http)

  const place = first.room && await places.serve(first.room, first.pages)
  await listen(http, host, port)
  port = (http.address() as AddressInfo).port
  return {
    port,
    url: `${httpUrl(ownName(host), port)}${site.path}`,
    places,
    place,
    readdress: places.readdress,
    async drain(ms) {
      isDraining = true
      connections.take(false)
      // Proxies keep connections for the next request.
      http.prependListener('request', (_, response) => response.setHeader('Connection', 'close'))
      connections.io.emit('move', { within: Math.min(MOVE_MS, Math.floor(ms / 2)) })
      const given = new AbortController()
      const tooLate = pass(ms, undefined, { signal: given.signal }).catch(() => {})
      await Promise.race([tooLate, traffic.untilQuiet()])
      // What is still being answered, such as a form.
      await Promise.race([tooLate, new Promise(resolve => http.close(resolve))])
      given.abort()
    },
    close: async () => {
      wrong.close()
      await places.close()
      const closed = connections.io.close()
      // A request that never ends would keep the server.
      http.closeAllConnections()
      await closed
    },
  }
}

/** A name by which this machine can reach itself. */
function ownName(host: string | undefined): string {
  // `localhost` may be the other one's address.
  return host === undefined || ['0.0.0.0', '::', '127.0.0.1'].includes(host) ? 'localhost' : host
}

/**
 * Checks that a port is free, before anything is built or written.
 * @throws UserError when it is taken or may not be used
 */
export async function tryPort(host: string | undefined, port: number): Promise<void> {
  const server = createServer()
  await listen(server, host, port)
  await new Promise(resolve => server.close(resolve))
}

function listen(server: Server, host: string | undefined, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenProblem(error, host, port)))
    // Without a host Node listens on IPv6 and IPv4, or on the one that exists.
    server.listen({ ...host && { host }, port, backlog: 4096 }, resolve)
  })
}

/** Windows reserves hundreds of ports. */
function farFrom(port: number): number {
  return Math.abs(port - USUAL_PORT) > 1000 ? USUAL_PORT : USUAL_PORT + 4000
}

/** @returns an error for the user, or the original one */
export function listenProblem(error: NodeJS.ErrnoException, host: string | undefined, port: number): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new UserError(`Port ${port} is taken. Is a workshop running already? Stop it, or choose another port: npm start -- --port ${port < LAST_PORT ? port + 1 : port - 1}`)
    case 'EACCES':
      return new UserError(port < 1024
        ? `Port ${port} may not be used by this account. Choose one above 1023: npm start -- --port ${USUAL_PORT}`
        : `Port ${port} is reserved by the system. Choose another one: npm start -- --port ${farFrom(port)}`)
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new UserError(`This machine has no address ${host}. Leave --host out to listen on all of them.`)
    default:
      return error
  }
}
