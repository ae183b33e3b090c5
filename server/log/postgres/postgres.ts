import type { Entry } from '../../../core/entry.ts'
import type { Log, WorkshopInfo } from '../log.ts'
import type { Peers } from '../store.ts'
import type { Connection } from './connection.ts'
import type { Row, Stored } from './statements.ts'
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { areFirst, LogConflict } from '../log.ts'
import { connect, isLocked, patiently } from './connection.ts'
import { checkNotifications, checkSettings, checkWritable, configOf, refusedBecause } from './database.ts'
import { createFollowers } from './followers.ts'
import { migrate } from './migrations.ts'
import { CHANNELS, createPeers } from './peers.ts'
import { APPEND, APPEND_ONE, BEGIN, ENTRIES, HISTORY, isLastPage, LENGTHS, STORED } from './statements.ts'

/**
 * How long a batch is sent again after the connection was lost, in milliseconds; then its senders get an error, and nobody knows whether it
 * was stored. Long enough for a second attempt where the first one hung.
 */
const PATIENCE_MS = 4000
/** What a database says that does not tell its history: the right is lacking, or the function. */
const UNTOLD = /^(?:42501|42883|0A000)$/
/** How often the ends of the streams are compared, in case a notification was lost, in milliseconds. */
const LOOK_MS = 1000

interface Writer {
  workshop: string
  gather: () => readonly Entry[]
  resolve: () => void
  reject: (error: unknown) => void
}

interface Batch extends Writer {
  entries: readonly Entry[]
  text: string
}

export interface PostgresOptions {
  /** Called when the database cannot be reached, and when it can be again. */
  onReachable?: (isReachable: boolean) => void
  /** Called with errors of ours, or of the database. */
  onFault?: (error: unknown) => void
}

/** A log on a database that several servers share. */
export interface SharedLog extends Log {
  isReachable: () => boolean
  /** Asks the database what may be asked twice; see `Connection`. */
  query: Connection['query']
  peers: Peers
}

/**
 * The log in a PostgreSQL database.
 * @param url such as `postgres://user:password@host:5432/database`
 * @throws UserError when it cannot be reached or used, or does not keep what it acknowledges
 */
export async function postgresLog(url: string, { onReachable = () => {}, onFault = () => {} }: PostgresOptions = {}): Promise<SharedLog> {
  const config = configOf(url)
  const server = randomUUID().slice(0, 8)
  /** Batches that are on their way, by their origin. */
  const own = new Map<string, Map<string, readonly Entry[]>>()
  let due: Writer[] = []
  let flushing: Promise<void> | null = null
  let flushes = 0
  let wasReachable = true
  let isClosed = false
  let history: string | undefined

  const opened: Connection[] = []
  let writer: Connection
  let reader: Connection
  let listener: Connection
  const followers = createFollowers({ reader: () => reader, ownOf: (origin, workshop) => own.get(origin)?.get(workshop), isClosed: () => isClosed, onFault })
  const peers = createPeers({ server, query: (...args) => reader.query(...args), onWritten: followers.wake })
  const open = async (...args: Parameters<typeof connect>) => {
    const connection = await connect(...args)
    opened.push(connection)
    return connection
  }
  try {
    writer = await open(config, { prepare: prepareWriter, onUp: noteReachable, onLost: noteReachable, onFault: noteRefused, distrustsWarnings: true })
    await checkSettings(writer)
    reader = await open(config, { prepare: checkHistory, onUp: noteReachable, onLost: noteReachable, onFault: noteRefused })
    listener = await open(config, {
      async prepare(client) {
        for (const channel of CHANNELS)
          await client.query(`LISTEN ${channel}`)
      },
      // What was appended while nobody listened.
      onUp() {
        followers.wake()
        peers.say('new')
      },
      onNotification: peers.hear,
    })
    await checkNotifications(writer, config)
  }
  catch (error) {
    await Promise.all(opened.map(({ close }) => close()))
    throw refusedBecause(error, config)
  }
  const looking = setInterval(() => void look(), LOOK_MS).unref()

  function noteReachable(): void {
    const isReachable = Boolean(writer?.isUp() && reader?.isUp())
    if (!isClosed && isReachable !== wasReachable && reader)
      onReachable(wasReachable = isReachable)
  }

  async function prepareWriter(client: pg.Client): Promise<void> {
    await checkWritable(client)
    await migrate(client)
  }

  function noteRefused(error: Error): void {
    onFault(refusedBecause(error, config))
  }

  /** A standby that has become the primary may lack what was acknowledged before, and have something else in its place. */
  async function checkHistory(client: pg.Client): Promise<void> {
    const found = await client.query<{ history: string }>(HISTORY).then(({ rows }) => rows[0]!.history, (error: unknown) => {
      // Some hosts of databases don't say.
      if (error instanceof pg.DatabaseError && UNTOLD.test(error.code ?? ''))
        return undefined
      throw error
    })
    const before = history
    history = found ?? before
    if (before !== history && before !== undefined)
      followers.rewind()
  }

  async function flush(): Promise<void> {
    try {
      while (due.length > 0) {
        // What else comes in this turn shares the statement.
        await new Promise<void>(resolve => setImmediate(resolve))
        const batches = gather()
        await Promise.all([write(BEGIN, batches.filter(({ entries }) => areFirst(entries))), write(APPEND, batches.filter(({ entries }) => !areFirst(entries)))])
      }
    }
    finally {
      flushing = null
    }
  }

  /** One batch for each workshop; who else appends to the same one waits for the next flush. */
  function gather(): Batch[] {
    const now = new Map<string, Writer>()
    const later: Writer[] = []
    for (const one of due)
      now.has(one.workshop) ? later.push(one) : now.set(one.workshop, one)
    due = later
    return [...now.values()].flatMap((one) => {
      const entries = one.gather()
      try {
        if (entries.length > 0)
          return [{ ...one, entries, text: JSON.stringify(entries) }]
        one.resolve()
      }
      catch (error) {
        one.reject(error)
      }
      return []
    })
  }

  async function write(statement: string, batches: Batch[]): Promise<void> {
    if (batches.length === 0)
      return
    const origin = `${server} ${++flushes}`
    own.set(origin, new Map(batches.map(({ workshop, entries }) => [workshop, entries])))
    try {
      const stored = await store(statement, batches, origin)
      const places = new Map(stored.map(({ workshop, seq }) => [workshop, Number(seq)]))
      const delivered = batches.map(async ({ workshop, entries, resolve, reject }) => {
        const place = places.get(workshop)
        if (place === undefined)
          return reject(new LogConflict(workshop, areFirst(entries)))
        await followers.deliver(workshop, place, entries).catch(onFault)
        resolve()
      })
      // Nobody else waits for whoever has to read first.
      void Promise.all(delivered).finally(() => own.delete(origin))
    }
    catch (error) {
      own.delete(origin)
      // Somebody holds one of the workshops: that is nothing to the others.
      if (isLocked(error) && batches.length > 1)
        await Promise.all(batches.map(batch => write(statement, [batch])))
      else
        batches.forEach(({ reject }) => reject(error instanceof pg.DatabaseError ? refusedBecause(error, config) : error))
    }
  }

  /** Sends it until there is an answer: sent again, commands count once. */
  function store(statement: string, batches: readonly Batch[], origin: string): Promise<Stored[]> {
    const workshops = batches.map(({ workshop }) => workshop)
    return patiently(writer, { ms: PATIENCE_MS, isClosed: () => isClosed }, async (isAgain) => {
      const before = isAgain ? await writer.query<Stored>(STORED, [workshops, origin]) : []
      if (before.length > 0)
        return before
      const [one] = batches
      const stored = await (batches.length === 1 && statement === APPEND
        ? writer.query<Stored>(APPEND_ONE, [one!.workshop, one!.entries.length, one!.text, origin], 'append one')
        : writer.query<Stored>(statement, [workshops, batches.map(({ entries }) => entries.length), batches.map(({ text }) => text), origin], statement === APPEND ? 'append' : 'begin'))
      // After the append, and not within: a transaction that notifies keeps all others of the database waiting.
      peers.wake(workshops)
      // The first copy may have come in after it was looked for: then the second one is in its way.
      if (isAgain && stored.length < batches.length)
        return writer.query<Stored>(STORED, [workshops, origin])
      return stored
    })
  }

  /** A notification may be lost, and a connection hang. */
  async function look(): Promise<void> {
    peers.sayAgain()
    // A connection on which nothing is asked may be gone, and nothing says so.
    for (const connection of [writer, listener])
      void connection.query('SELECT 1').catch(() => {})
    // Once it is connected again, they look for all.
    await followers.look().catch(() => {})
  }

  /** Asks what may be asked twice, again and again while the database cannot be reached for a moment. */
  function query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    return patiently(reader, { ms: PATIENCE_MS, isClosed: () => isClosed }, () => reader.query<Row>(text, values))
  }

  return {
    async workshops() {
      const rows = await query<{ workshop: string, length: string }>('SELECT workshop, length FROM workshop.stream ORDER BY written, workshop')
      return rows.map(({ workshop, length }): WorkshopInfo => ({ id: workshop, length: Number(length) }))
    },
    append: (workshop, gather) => new Promise((resolve, reject) => {
      if (isClosed)
        return reject(new Error('The log is closed.'))
      due.push({ workshop, gather, resolve, reject })
      flushing ??= flush()
    }),
    async* read(workshop, from = 0) {
      for (let at = from, isLast = false; !isLast;) {
        const page = await query<Row>(ENTRIES, [workshop, at])
        isLast = isLastPage(page)
        const entries = page.flatMap(({ entries }) => JSON.parse(entries) as Entry[])
        const first = Number(page[0]?.seq ?? at)
        if (entries.length > 0)
          yield first < at ? entries.slice(at - first) : entries
        at = first + entries.length
      }
    },
    follow: followers.follow,
    async catchUp(workshop) {
      const [{ length } = { length: '0' }] = await query<{ length: string }>(LENGTHS, [[workshop]])
      await followers.catchUp(workshop, Number(length))
    },
    async remove(workshop) {
      // Statements of their own, sent at once so that nothing comes between: the second one sees what was appended while the first one waited.
      await Promise.all([
        writer.query('BEGIN'),
        writer.query('DELETE FROM workshop.stream WHERE workshop = $1', [workshop]),
        writer.query('DELETE FROM workshop.batch WHERE workshop = $1', [workshop]),
        writer.query('COMMIT'),
      ])
    },
    isReachable: () => writer.isUp() && reader.isUp(),
    query,
    peers,
    async close() {
      if (isClosed)
        return
      await flushing
      isClosed = true
      clearInterval(looking)
      peers.close()
      await Promise.all(opened.map(({ close }) => close()))
    },
  }
}
