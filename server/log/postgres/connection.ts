import type { ClientConfig } from 'pg'
import { setTimeout as pass } from 'node:timers/promises'
import pg from 'pg'

/** How long a connection and an answer may take, in milliseconds. What hangs longer is given up: a proxy may hold a dead connection open. */
const CONNECT_MS = 3000
const ANSWER_MS = 5000
/** Between attempts to connect again, at first and at most, in milliseconds. */
const FIRST_PAUSE_MS = 50
const LAST_PAUSE_MS = 1000

/** There is no connection, or it was lost before the answer: whether the database has done what it was asked is not known. */
export class ConnectionLost extends Error {
  override name = 'ConnectionLost'
}

/** One connection to the database, which comes back by itself. */
export interface Connection {
  /**
   * Sends a statement behind those that are on their way.
   * @throws ConnectionLost
   * @throws pg.DatabaseError what the database answers
   */
  query: <Row extends object>(text: string, values?: readonly unknown[]) => Promise<Row[]>
  /**
   * Resolves once it is connected.
   * @throws ConnectionLost after so many milliseconds
   */
  untilUp: (ms: number) => Promise<void>
  isUp: () => boolean
  close: () => Promise<void>
}

export interface ConnectionOptions {
  /** Done on every new connection before it is used. */
  prepare?: (client: pg.Client) => Promise<void>
  /** Called when there is a connection again. */
  onUp?: () => void
  onNotification?: (channel: string, payload: string) => void
  /** Called once for each lost connection. */
  onLost?: (error: Error) => void
  /** What the database warns of ends the connection: on it, an answer would promise too much. */
  distrustsWarnings?: boolean
}

/** @throws Error when the first attempt to connect fails */
export async function connect(config: ClientConfig, { prepare, onUp, onNotification, onLost, distrustsWarnings = false }: ConnectionOptions = {}): Promise<Connection> {
  let client: pg.Client | null = null
  let isClosed = false
  let listeners: (() => void)[] = []

  async function open(): Promise<void> {
    const next = new pg.Client({ ...config, pipeline: true, keepAlive: true, connectionTimeoutMillis: CONNECT_MS, query_timeout: ANSWER_MS })
    const drop = (error: Error) => {
      if (client !== next)
        return
      client = null
      void next.end().catch(() => {})
      if (isClosed)
        return
      onLost?.(error)
      void again()
    }
    next.on('error', drop)
    next.on('end', () => drop(new ConnectionLost('The connection to the database ended.')))
    next.on('notification', ({ channel, payload }) => onNotification?.(channel, payload ?? ''))
    try {
      await next.connect()
      await prepare?.(next)
    }
    catch (error) {
      void next.end().catch(() => {})
      throw error
    }
    if (isClosed)
      return next.end()
    if (distrustsWarnings)
      next.on('notice', ({ message = 'a warning' }) => drop(new ConnectionLost(`The database warned: ${message}`)))
    client = next
    const waiting = listeners
    listeners = []
    waiting.forEach(listener => listener())
    onUp?.()
  }

  async function again(pause = FIRST_PAUSE_MS): Promise<void> {
    try {
      if (!isClosed)
        await open()
    }
    catch {
      await pass(pause)
      await again(Math.min(2 * pause, LAST_PAUSE_MS))
    }
  }

  await open()
  return {
    async query<Row extends object>(text: string, values: readonly unknown[] = []) {
      const used = client
      if (!used)
        throw new ConnectionLost('There is no connection to the database.')
      try {
        const { rows } = await used.query<Row>(text, [...values])
        if (client !== used)
          throw new ConnectionLost('The connection to the database was given up.')
        return rows
      }
      catch (error) {
        throw isLoss(error) ? new ConnectionLost((error as Error).message, { cause: error }) : error
      }
    },
    async untilUp(ms) {
      if (client)
        return
      const given = new AbortController()
      await Promise.race([
        new Promise<void>(resolve => listeners.push(resolve)).then(() => given.abort()),
        pass(ms, undefined, { signal: given.signal }).then(() => {
          throw new ConnectionLost('There is no connection to the database.')
        }),
      ])
    },
    isUp: () => client !== null,
    async close() {
      isClosed = true
      const last = client
      client = null
      await last?.end().catch(() => {})
    },
  }
}

/** A connection that was refused, cut or timed out; or the server shuts down, or starts, or has no connection left. */
export function isLoss(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) || /^(?:08|57P|53300)/.test(error.code ?? '')
}
