import type { RequestHandler } from 'express'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Auth } from './access/auth.ts'
import type { Room } from './rooms/room.ts'
import { createServer } from 'node:http'
import { httpUrl } from './access/addresses.ts'
import { createSockets } from './realtime/sockets.ts'
import { createCountdownTimer } from './rooms/countdown.ts'
import { keepPace } from './rooms/keep-pace.ts'
import { UserError } from './user-error.ts'
import { createHttp } from './web/http.ts'
import { answerInTurn } from './web/in-turn.ts'
import { LAST_PORT, USUAL_PORT } from './web/ports.ts'

/** Milliseconds that a connection may take to ask for something. Idle connections are closed after that. */
const TIMEOUTS = { headersTimeout: 15_000, requestTimeout: 30_000, connectionsCheckingInterval: 5_000 }

export interface AppOptions {
  room: Room
  auth: Auth
  dist: string
  api: RequestHandler
  /** Undefined: all addresses of this machine. */
  host: string | undefined
  /** 0 takes any free port. */
  port: number
  publicUrl?: string | undefined
  /** The address that phones open, given the port that is listened on. */
  joinUrl: (port: number) => string
  /** No pages are built: the development servers have them. */
  dev?: boolean
  /** The slides are somebody else's. */
  openDeck?: boolean
  monotonic?: () => number
  onFault: (error: unknown) => void
}

export interface App {
  port: number
  /** On this machine. */
  url: string
  /** Call it when `joinUrl` has changed: the slides then draw the new address. */
  readdress: () => void
  close: () => Promise<void>
}

/**
 * Builds the whole server and listens.
 * @throws UserError when the port is taken or may not be used
 */
export async function createApp(options: AppOptions): Promise<App> {
  const { room, auth, dist, api, host, publicUrl, joinUrl, onFault } = options
  const monotonic = options.monotonic ?? (() => performance.now())
  const countdown = createCountdownTimer(room, monotonic)
  let port = options.port
  const common = { room, auth, publicUrl, joinUrl: () => joinUrl(port), monotonic, onFault }
  const http = createServer(TIMEOUTS, createHttp({
    ...common,
    dist,
    api,
    dev: options.dev ?? false,
    openDeck: options.openDeck ?? false,
    attendeeView: () => sockets.attendeeView(),
    receiveForm: (...form) => sockets.receiveForm(...form),
  }))
  const sockets = createSockets(http, { ...common, countdownElapsed: countdown.elapsed })

  answerInTurn(http)

  const stopPace = await keepPace(room)
  await listen(http, host, port)
  port = (http.address() as AddressInfo).port
  return {
    port,
    url: httpUrl(ownName(host), port),
    readdress: sockets.readdress,
    close: async () => {
      // What it still writes may set timers.
      room.close()
      countdown.close()
      stopPace()
      const closed = sockets.io.close()
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
