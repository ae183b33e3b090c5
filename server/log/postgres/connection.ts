import type { ClientConfig } from 'pg'
import { randomUUID } from 'node:crypto'
import { setTimeout as pass } from 'node:timers/promises'
import pg from 'pg'
import { UserError } from '../../user-error.ts'
import { LogUnreachable } from '../log.ts'

/** How long a connection and an answer may take, in milliseconds. What hangs longer is given up: a proxy may hold a dead connection open. */
const CONNECT_MS = 3000
const ANSWER_MS = 2000
/** How long a connection that is given up may take to say goodbye, in milliseconds. */
const GOODBYE_MS = 500
/** How long the database may take to end the session of a connection that was given up, in milliseconds. */
const FENCE_MS = 1000
/** Between attempts to connect again, at first and at most, in milliseconds. */
const FIRST_PAUSE_MS = 50
const LAST_PAUSE_MS = 1000

/** There is no connection, or it was lost before the answer: whether the database has done what it was asked is not known. */
export class ConnectionLost extends LogUnreachable {
  override name = 'ConnectionLost'
  readonly reason: string

  constructor(reason: string, options?: ErrorOptions) {
    super(`The database cannot be reached now (${reason}).`, options)
    this.reason = reason
  }
}

/** One connection to the database, which comes back by itself. */
export interface Connection {
  /**
   * Sends a statement behind those that are on their way.
   * @param name of a statement that is sent often: the database plans it once
   * @throws ConnectionLost
   * @throws pg.DatabaseError what the database answers
   */
  query: <Row extends object>(text: string, values?: readonly unknown[], name?: string) => Promise<Row[]>
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
  /** Called with what else than a lost connection keeps it from coming back, each time that is something new. */
  onFault?: (error: Error) => void
  /** What the database warns of ends the connection: on it, an answer would promise too much. */
  distrustsWarnings?: boolean
}

/** @throws Error when the first attempt to connect fails */
export async function connect(config: ClientConfig, { prepare, onUp, onNotification, onLost, onFault, distrustsWarnings = false }: ConnectionOptions = {}): Promise<Connection> {
  // By this name the database finds the session of a connection that is lost here, and not yet there.
  const name = `workshop ${randomUUID()}`
  let client: pg.Client | null = null
  /** Why there is none. */
  let reason = 'there is no connection'
  let isClosed = false
  let listeners: (() => void)[] = []

  /** Gives the connection up, if it is still the one that is used. */
  function drop(lost: pg.Client, error: Error): void {
    if (client !== lost)
      return
    client = null
    reason = error instanceof ConnectionLost ? error.reason : error.message
    void end(lost)
    if (isClosed)
      return
    onLost?.(error)
    void again()
  }

  async function open(): Promise<void> {
    const next = new pg.Client({ ...config, application_name: name, pipeline: true, keepAlive: true, connectionTimeoutMillis: CONNECT_MS, query_timeout: ANSWER_MS })
    const early: { error?: Error } = {}
    const lose = (error: Error) => {
      early.error ??= error
      drop(next, error)
    }
    next.on('error', lose)
    next.on('end', () => lose(new ConnectionLost('the connection ended')))
    next.on('notification', ({ channel, payload }) => onNotification?.(channel, payload ?? ''))
    try {
      await next.connect()
      await endFormer(next, name)
      await prepare?.(next)
      // It may have ended since it was made.
      if (early.error)
        throw early.error
    }
    catch (error) {
      void end(next)
      throw error
    }
    if (isClosed)
      return end(next)
    if (distrustsWarnings)
      next.on('notice', ({ message = 'a warning' }) => drop(next, new ConnectionLost(`it warned: ${message}`)))
    client = next
    const waiting = listeners
    listeners = []
    waiting.forEach(listener => listener())
    onUp?.()
  }

  async function again(pause = FIRST_PAUSE_MS, known = ''): Promise<void> {
    try {
      if (!isClosed)
        await open()
    }
    catch (error) {
      const { message } = error as Error
      reason = message
      if (message !== known && !isLoss(error))
        onFault?.(error as Error)
      await pass(pause)
      await again(Math.min(2 * pause, LAST_PAUSE_MS), message)
    }
  }

  await open()
  return {
    async query<Row extends object>(text: string, values: readonly unknown[] = [], name?: string) {
      const used = client
      if (!used)
        throw new ConnectionLost(reason)
      try {
        const { rows } = await used.query<Row>({ text, values: [...values], ...name !== undefined && { name } })
        if (client !== used)
          throw new ConnectionLost('the connection was given up')
        return rows
      }
      catch (error) {
        if (!isLoss(error))
          throw error
        const lost = error instanceof ConnectionLost ? error : new ConnectionLost((error as Error).message, { cause: error })
        drop(used, lost)
        throw lost
      }
    },
    async untilUp(ms) {
      if (client)
        return
      const given = new AbortController()
      await Promise.race([
        new Promise<void>(resolve => listeners.push(resolve)).then(() => given.abort()),
        pass(ms, undefined, { signal: given.signal }).then(() => {
          throw new ConnectionLost(reason)
        }),
      ])
    },
    isUp: () => client !== null,
    async close() {
      isClosed = true
      const last = client
      client = null
      if (last)
        await end(last)
    },
  }
}

/**
 * Ends the session that a lost connection of this name may have left: what it was still to do is done by then, or never will be. And
 * nothing stays locked, or takes one of the database's connections.
 * @throws ConnectionLost when it doesn't end
 */
async function endFormer(client: pg.Client, name: string): Promise<void> {
  const { rows } = await client.query<{ ended: boolean }>('SELECT pg_terminate_backend(pid, $2) AS ended FROM pg_stat_activity WHERE application_name = $1 AND pid <> pg_backend_pid()', [name, FENCE_MS])
  if (rows.some(({ ended }) => !ended))
    throw new ConnectionLost('a former connection of this server has not ended')
}

/** A client for one purpose, which ends with it. It gives up what hangs, as a connection does. */
export async function withClient<Value>(config: ClientConfig, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ ...config, keepAlive: true, connectionTimeoutMillis: CONNECT_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  }
  finally {
    await end(client)
  }
}

/** Says goodbye, and does not wait long for an answer: there may be nobody who hears it. */
async function end(client: pg.Client): Promise<void> {
  const ended = new AbortController()
  const hangs = pass(GOODBYE_MS, undefined, { signal: ended.signal }).then(() => void client.connection.stream.destroy(), () => {})
  await Promise.race([client.end().catch(() => {}), hangs])
  ended.abort()
}

/**
 * A connection that was refused, cut or timed out; or the server shuts down, or starts, or has no connection left, or takes nothing any
 * more, because another one has become the primary.
 */
function isLoss(error: unknown): boolean {
  if (error instanceof pg.DatabaseError)
    return /^(?:08|57P|53300|25006)/.test(error.code ?? '')
  return error instanceof ConnectionLost || !(error instanceof UserError)
}

/** Somebody else holds what a statement needs. It has done nothing. */
export function isLocked(error: unknown): boolean {
  return error instanceof pg.DatabaseError && /^(?:55P03|40P01|57014)$/.test(error.code ?? '')
}

/**
 * Works over a connection, again and again while it is lost for a moment.
 * @param work told whether it was tried before: then nobody knows what became of that
 * @throws ConnectionLost after so many milliseconds, or once it is closed
 */
export async function patiently<Value>(connection: Connection, { ms, isClosed }: { ms: number, isClosed: () => boolean }, work: (isAgain: boolean) => Promise<Value>): Promise<Value> {
  const end = performance.now() + ms
  for (let isAgain = false; ; isAgain = true) {
    try {
      return await work(isAgain)
    }
    catch (error) {
      const left = end - performance.now()
      if (!(error instanceof ConnectionLost) || left <= 0 || isClosed())
        throw error
      await connection.untilUp(left)
    }
  }
}
