import type { Entry } from '../../../core/entry.ts'
import type { Log, OnEntries, WorkshopInfo } from '../log.ts'
import type { Peers } from '../store.ts'
import type { Connection } from './connection.ts'
import { randomUUID } from 'node:crypto'
import { areFirst, LogConflict } from '../log.ts'
import { connect, ConnectionLost } from './connection.ts'
import { checkNotifications, checkSettings, configOf, refusedBecause } from './database.ts'
import { migrate } from './migrations.ts'

/** How long a batch is sent again after the connection was lost, in milliseconds; then its senders are told. */
const PATIENCE_MS = 2500
/** How often the ends of the streams are compared, in case a notification was lost, in milliseconds. */
const LOOK_MS = 1000
/** Batches that are read at once. */
const READ = 200
/** What servers wake one another with: which server wrote, and to which workshops. */
const CHANNEL = 'workshop'
/** What else they tell one another. */
const PEERS = 'workshop_peers'
const HERE = 'here'
/** Between two notifications at least, in milliseconds: each makes all other servers read. */
const NOTIFY_MS = 4
/** How often a server says that it is there, and how long it counts as being there, in milliseconds. */
const HERE_MS = 3000
const GONE_MS = 10_000
/** A notification holds 8,000 bytes. */
const MOST_NAMED = 7000

/**
 * All batches, or none. Rows are locked in one order, so that servers don't wait for each other in a circle. The lock on the head of a
 * stream, held until the commit, orders the batches of several servers, and no place is left out.
 */
const APPEND = `
  WITH new AS (
    SELECT * FROM unnest($1::text[], $2::int[], $3::text[]) AS t(workshop, size, entries)
  ), locked AS (
    SELECT workshop FROM workshop.stream WHERE workshop = ANY($1) ORDER BY workshop FOR UPDATE
  ), head AS (
    UPDATE workshop.stream s SET length = s.length + new.size, written = clock_timestamp()
    FROM new JOIN locked USING (workshop) WHERE s.workshop = new.workshop
    RETURNING s.workshop, s.length - new.size AS seq, new.size, new.entries
  )
  INSERT INTO workshop.batch SELECT workshop, seq, size, $4, entries FROM head RETURNING workshop, seq
`
/** The same for one workshop: the text of a batch in an array costs as much again as to store it. */
const APPEND_ONE = `
  WITH head AS (
    UPDATE workshop.stream SET length = length + $2, written = clock_timestamp() WHERE workshop = $1 RETURNING length - $2 AS seq
  )
  INSERT INTO workshop.batch SELECT $1, seq, $2, $4, $3 FROM head RETURNING workshop, seq
`
/** What others appended before a batch of ours, asked for behind it: it is answered together with that. */
const BEHIND = `
  SELECT b.workshop, seq, size, origin, entries FROM unnest($1::text[], $2::bigint[]) AS f(workshop, at) JOIN workshop.batch b ON b.workshop = f.workshop AND b.seq >= f.at
  WHERE origin <> $3 ORDER BY seq LIMIT ${READ}
`
/** The first batches of new workshops. */
const BEGIN = `
  WITH new AS (
    SELECT * FROM unnest($1::text[], $2::int[], $3::text[]) AS t(workshop, size, entries)
  ), head AS (
    INSERT INTO workshop.stream (workshop, length) SELECT workshop, size FROM new ORDER BY workshop ON CONFLICT DO NOTHING RETURNING workshop
  )
  INSERT INTO workshop.batch SELECT workshop, 0, size, $4, entries FROM head JOIN new USING (workshop) RETURNING workshop, seq
`
/**
 * What was stored although the answer was lost. It may not have come to a standby yet, and that is what a commit waits for: so something is
 * committed behind it.
 */
const STORED = `
  WITH stored AS (
    SELECT workshop, seq FROM workshop.batch WHERE workshop = ANY($1) AND origin = $2
  ), behind AS (
    UPDATE workshop.stream SET written = clock_timestamp() WHERE workshop = ANY(SELECT workshop FROM stored)
  )
  SELECT workshop, seq FROM stored
`
/** From an entry on, which may stand in the middle of a batch. */
const ENTRIES = `
  SELECT workshop, seq, size, origin, entries FROM workshop.batch
  WHERE workshop = $1 AND seq >= coalesce((SELECT max(seq) FROM workshop.batch WHERE workshop = $1 AND seq <= $2), 0) AND seq + size > $2
  ORDER BY seq LIMIT ${READ}
`

interface Row { workshop: string, seq: string, size: number, origin: string, entries: string }

interface Stored { workshop: string, seq: string }

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

interface Follower {
  workshop: string
  /** How many entries it has. */
  at: number
  onEntries: OnEntries
  /** What it reads now. */
  reading: Promise<void> | null
  /** Something may have been appended since that began. */
  isStale: boolean
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
  const followers = new Map<string, Set<Follower>>()
  /** Batches that are on their way, by their origin: a read may overtake the answer. */
  const own = new Map<string, Map<string, readonly Entry[]>>()
  const listeners = new Map<string, Set<Parameters<Peers['onTold']>[2]>>()
  let due: Writer[] = []
  let flushing: Promise<void> | null = null
  let flushes = 0
  /** When another server was last heard of. */
  let heardAt = -Infinity
  let saidAt = -Infinity
  /** The workshops that the others are to be told of. */
  const written = new Set<string>()
  let notifying: NodeJS.Timeout | undefined
  let wasReachable = true
  let isClosed = false

  const opened: Connection[] = []
  const open = async (...args: Parameters<typeof connect>) => {
    const connection = await connect(...args)
    opened.push(connection)
    return connection
  }
  let writer: Connection
  let reader: Connection
  let listener: Connection
  try {
    writer = await open(config, { prepare: migrate, onUp: noteReachable, onLost: noteReachable, distrustsWarnings: true })
    await checkSettings(writer)
    reader = await open(config, { onUp: noteReachable, onLost: noteReachable })
    listener = await open(config, {
      async prepare(client) {
        await client.query(`LISTEN ${CHANNEL}`)
        await client.query(`LISTEN ${PEERS}`)
      },
      // What was appended while nobody listened.
      onUp() {
        lookForAll()
        say('new')
      },
      onNotification: hear,
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
      const { stored, others } = await store(statement, batches, origin)
      const places = new Map(stored.map(({ workshop, seq }) => [workshop, Number(seq)]))
      const delivered = batches.map(async ({ workshop, entries, resolve, reject }) => {
        const place = places.get(workshop)
        if (place === undefined)
          return reject(new LogConflict(workshop, areFirst(entries)))
        await deliver(workshop, place, entries, others.filter(row => row.workshop === workshop)).catch(onFault)
        resolve()
      })
      // Nobody else waits for whoever has to read first.
      void Promise.all(delivered).finally(() => own.delete(origin))
    }
    catch (error) {
      own.delete(origin)
      batches.forEach(({ reject }) => reject(error))
    }
  }

  /** Sends it until there is an answer: sent again, commands count once. */
  async function store(statement: string, batches: readonly Batch[], origin: string): Promise<{ stored: Stored[], others: Row[] }> {
    const end = performance.now() + PATIENCE_MS
    const workshops = batches.map(({ workshop }) => workshop)
    for (let isAgain = false; ; isAgain = true) {
      try {
        const before = isAgain ? await writer.query<Stored>(STORED, [workshops, origin]) : []
        if (before.length > 0)
          return { stored: before, others: [] }
        const [one] = batches
        const answer = batches.length === 1 && statement === APPEND
          ? writer.query<Stored>(APPEND_ONE, [one!.workshop, one!.entries.length, one!.text, origin], 'append one')
          : writer.query<Stored>(statement, [workshops, batches.map(({ entries }) => entries.length), batches.map(({ text }) => text), origin], statement === APPEND ? 'append' : 'begin')
        const behind = hasOthers() ? writer.query<Row>(BEHIND, [workshops, workshops.map(positionOf), origin], 'behind') : []
        // If the one is lost, so is the other.
        const [stored, others] = await Promise.all([answer, behind])
        notify(workshops)
        // The first copy may have come in after it was looked for: then the second one is in its way.
        if (isAgain && stored.length < batches.length)
          return { stored: await writer.query<Stored>(STORED, [workshops, origin]), others: [] }
        return { stored, others }
      }
      catch (error) {
        const left = end - performance.now()
        if (!(error instanceof ConnectionLost) || left <= 0 || isClosed)
          throw error
        await writer.untilUp(left)
      }
    }
  }

  /** The furthest back that a follower is: from there on, it needs what others wrote. */
  function positionOf(workshop: string): number {
    return Math.min(Number.MAX_SAFE_INTEGER, ...[...followers.get(workshop) ?? []].map(({ at }) => at))
  }

  function hasOthers(): boolean {
    return performance.now() - heardAt < GONE_MS
  }

  /** Says that this server is there. Those who hear of a new one say it too. */
  function say(how: 'new' | 'here'): void {
    saidAt = performance.now()
    tell(HERE, '', how)
  }

  /** After the append, and not within: a transaction that notifies keeps all others of the database waiting. */
  function notify(workshops: readonly string[]): void {
    if (!hasOthers())
      return
    workshops.forEach(workshop => written.add(workshop))
    notifying ??= setTimeout(() => {
      notifying = undefined
      const payload = JSON.stringify([server, ...written])
      written.clear()
      // Those who are told of nothing look for everything.
      void reader.query('SELECT pg_notify($1, $2)', [CHANNEL, payload.length > MOST_NAMED ? JSON.stringify([server]) : payload], 'notify').catch(() => {})
    }, NOTIFY_MS)
  }

  function hear(channel: string, payload: string): void {
    if (channel === PEERS)
      return hearPeer(payload)
    const [by, ...workshops] = JSON.parse(payload) as string[]
    if (by === server)
      return
    heardAt = performance.now()
    if (workshops.length === 0)
      return lookForAll()
    workshops.flatMap(workshop => [...followers.get(workshop) ?? []]).forEach(read)
  }

  function hearPeer(payload: string): void {
    const [by, topic, workshop, message] = JSON.parse(payload) as [string, string, string, unknown]
    if (by === server)
      return
    heardAt = performance.now()
    if (topic === HERE && message === 'new')
      say('here')
    listeners.get(`${topic} ${workshop}`)?.forEach(listener => listener(by, message))
  }

  function tell(topic: string, workshop: string, message: unknown): void {
    // Whoever tells says it again if it matters.
    void reader.query('SELECT pg_notify($1, $2)', [PEERS, JSON.stringify([server, topic, workshop, message])], 'notify').catch(() => {})
  }

  const peers: Peers = {
    tell,
    onTold(topic, workshop, listener) {
      const key = `${topic} ${workshop}`
      const all = listeners.get(key) ?? new Set()
      listeners.set(key, all.add(listener))
      return () => {
        all.delete(listener)
        if (all.size === 0)
          listeners.delete(key)
      }
    },
  }

  function lookForAll(): void {
    [...followers.values()].flatMap(all => [...all]).forEach(read)
  }

  /** A notification may be lost, and a connection hang. */
  async function look(): Promise<void> {
    if (performance.now() - saidAt > HERE_MS)
      say('here')
    if (followers.size === 0)
      return
    // A connection on which only others speak may be gone, and nothing says so.
    void listener.query('SELECT 1').catch(() => {})
    try {
      const rows = await reader.query<{ workshop: string, length: string }>('SELECT workshop, length FROM workshop.stream WHERE workshop = ANY($1)', [[...followers.keys()]])
      for (const { workshop, length } of rows)
        [...followers.get(workshop) ?? []].filter(({ at }) => at < Number(length)).forEach(read)
    }
    catch {
      // Once it is connected again, it looks for all.
    }
  }

  /** Entries of our own, whose place is known. */
  async function deliver(workshop: string, place: number, entries: readonly Entry[], others: readonly Row[]): Promise<void> {
    const behind = []
    for (const follower of followers.get(workshop) ?? []) {
      for (const row of others) {
        if (follower.at === place)
          give(follower, entries)
        if (Number(row.seq) <= follower.at)
          take(follower, row)
      }
      if (follower.at === place)
        give(follower, entries)
      else if (follower.at < place)
        behind.push(read(follower))
    }
    await Promise.all(behind)
  }

  function give(follower: Follower, entries: readonly Entry[]): void {
    follower.at += entries.length
    follower.onEntries(entries)
  }

  /** Brings a follower to the end of its stream, however long the database cannot be reached. */
  function read(follower: Follower): Promise<void> {
    follower.isStale = true
    return follower.reading ??= readOn(follower).finally(() => follower.reading = null)
  }

  function isFollowing(follower: Follower): boolean {
    return !isClosed && followers.get(follower.workshop)?.has(follower) === true
  }

  async function readOn(follower: Follower): Promise<void> {
    const { workshop } = follower
    while (follower.isStale && isFollowing(follower)) {
      follower.isStale = false
      try {
        const rows = await rowsFrom(workshop, follower.at)
        follower.isStale ||= rows.length === READ
        for (const row of rows)
          take(follower, row)
      }
      catch (error) {
        if (!(error instanceof ConnectionLost))
          return onFault(error)
        follower.isStale = true
        await reader.untilUp(PATIENCE_MS).catch(() => {})
      }
    }
  }

  function take(follower: Follower, { seq, size, origin, entries: text }: Row): void {
    const place = Number(seq)
    // It was given in the meantime.
    if (place + size <= follower.at)
      return
    if (place > follower.at)
      throw new Error(`The stream of ${follower.workshop} has a hole: after ${follower.at} entries comes number ${place}.`)
    const entries = own.get(origin)?.get(follower.workshop) ?? JSON.parse(text) as Entry[]
    give(follower, entries.slice(follower.at - place))
  }

  function rowsFrom(workshop: string, from: number): Promise<Row[]> {
    return reader.query<Row>(ENTRIES, [workshop, from], 'entries')
  }

  /** Asks what may be asked twice, again and again while the database cannot be reached for a moment. */
  async function query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]> {
    const end = performance.now() + PATIENCE_MS
    for (;;) {
      try {
        return await reader.query<Row>(text, values)
      }
      catch (error) {
        const left = end - performance.now()
        if (!(error instanceof ConnectionLost) || left <= 0 || isClosed)
          throw error
        await reader.untilUp(left)
      }
    }
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
      for (let at = from, rows = READ; rows === READ;) {
        const page = await query<Row>(ENTRIES, [workshop, at])
        rows = page.length
        const entries = page.flatMap(({ entries }) => JSON.parse(entries) as Entry[])
        const first = Number(page[0]?.seq ?? at)
        if (entries.length > 0)
          yield first < at ? entries.slice(at - first) : entries
        at = first + entries.length
      }
    },
    follow(workshop, from, onEntries) {
      const all = followers.get(workshop) ?? new Set()
      const follower: Follower = { workshop, at: from, onEntries, reading: null, isStale: false }
      followers.set(workshop, all.add(follower))
      // Somebody may have written since those before were read.
      void read(follower)
      return () => {
        all.delete(follower)
        if (all.size === 0 && followers.get(workshop) === all)
          followers.delete(workshop)
      }
    },
    async catchUp(workshop) {
      const [{ length } = { length: '0' }] = await query<{ length: string }>('SELECT length FROM workshop.stream WHERE workshop = $1', [workshop])
      await Promise.all([...followers.get(workshop) ?? []].filter(({ at }) => at < Number(length)).map(read))
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
      clearTimeout(notifying)
      await Promise.all(opened.map(({ close }) => close()))
    },
  }
}
