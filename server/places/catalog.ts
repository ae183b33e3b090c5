import type { Workshop } from '../../core/workshop.ts'
import type { Log } from '../log/log.ts'
import type { Records, Store } from '../log/store.ts'
import { z } from 'zod'
import { votersOf } from '../../core/workshop.ts'
import { codeOf } from '../access/join-codes.ts'
import { createLimits } from '../limit.ts'
import { foldLog } from '../log/fold-log.ts'

const summary = z.object({
  id: z.string(),
  title: z.string(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** Of its last entry, in milliseconds since 1970. */
  at: z.number(),
  ended: z.boolean(),
  /** How many have voted. */
  people: z.number(),
  /** It cannot be opened, for this reason: its log cannot be read, or its deck cannot be given. */
  fault: z.string().optional(),
})

/** What a list says of a workshop. */
export type Summary = z.infer<typeof summary>

/** How long what is known of other servers is fresh, in milliseconds. */
const FRESH_MS = 1000
/** How often it is asked for at once in spite of that. */
const AT_ONCE = { burst: 20, perSecond: 2 }

/** What is kept of it. */
const kept = summary.extend({
  /** How many entries of its log this comes to. */
  length: z.number(),
})
type Kept = z.infer<typeof kept>

/** The workshops of a log in short. */
export interface Catalog {
  /** The one that ran last at the end. */
  list: () => readonly Summary[]
  /** The ids of those that have not ended and can be opened, as far as is known. */
  running: () => ReadonlySet<string>
  /** The id of the workshop with a code. Codes of old ones may be the same: of two, the one that started last has it. */
  idOf: (code: string) => string | undefined
  /** Gives a workshop its code, whichever other one had it. */
  claim: (id: string) => void
  /** Takes up a workshop as it is now. */
  note: (workshop: Workshop) => void
  /** It is open here no more: what other servers keep of it counts. */
  close: (id: string) => void
  /** Takes up why a workshop cannot be opened, until it is. */
  fail: (id: string, fault: string) => void
  /** Forgets a workshop that was deleted. */
  forget: (id: string) => void
  /** Calls back when another number of workshops has not ended. */
  onRunning: (listener: () => void) => void
  /**
   * Takes up what other servers have done: workshops that are new, ended, renamed, deleted. Not more than once a second.
   * @param now somebody asks for what is not known: a few times a second even so
   */
  refresh: (now?: boolean) => Promise<void>
  /** Keeps the list for other servers and the next start, which then read no log of a workshop that has not changed. */
  save: () => Promise<void>
}

/**
 * Lists the workshops of a store. What another server has kept of those that have not changed is not worked out again.
 */
export async function createCatalog(store: Store): Promise<Catalog> {
  const { log, summaries: records } = store
  const summaries = new Map<string, Kept>()
  /** How many entries each had when it was last looked at. */
  const lengths = new Map<string, number>()
  const ids = new Map<string, string>()
  const running = new Set<string>()
  const listeners: (() => void)[] = []
  /** Those that are noted here, whose rooms follow their logs. */
  const own = new Set<string>()
  let unsaved = new Set<string>()
  /** What was kept at the last look, by its text: of thousands of workshops, hardly any has changed since. */
  let known = new Map<string, { text: string, one: Kept }>()
  const atOnce = createLimits(AT_ONCE)
  let refreshing: Promise<void> | undefined
  let refreshedAt = performance.now()

  function setRunning(id: string, isRunning: boolean): void {
    if (running.has(id) === isRunning)
      return
    isRunning ? running.add(id) : running.delete(id)
    listeners.forEach(listener => listener())
  }

  function set(one: Kept): void {
    const { id, at, ended, fault } = one
    if (summaries.get(id)?.at !== at)
      summaries.delete(id)
    summaries.set(id, one)
    setRunning(id, !ended && fault === undefined)
  }

  function setCode({ id, startedAt }: Kept): void {
    const holder = summaries.get(ids.get(codeOf(id)) ?? '')
    if (!holder || holder.startedAt <= startedAt)
      ids.set(codeOf(id), id)
  }

  /** Whoever asks meanwhile gets the same, but for those who need what is there now. */
  async function refresh(now = false): Promise<void> {
    if (now)
      await refreshing?.catch(() => {})
    const isFresh = performance.now() - refreshedAt < FRESH_MS && !(now && atOnce.allows('', performance.now()))
    if (!store.isShared || (!refreshing && isFresh))
      return
    return refreshing ??= look().finally(() => {
      refreshedAt = performance.now()
      refreshing = undefined
    })
  }

  async function look(): Promise<void> {
    // One that is started from now on is not missing.
    const noted = [...summaries.keys()]
    const there = await log.workshops()
    // Not before: whoever starts a workshop records its deck and its owner first.
    await store.refresh()
    known = keptIn(records, known)
    const fresh: Kept[] = []
    for (const { id, length } of there) {
      const before = lengths.get(id)
      lengths.set(id, length)
      if (own.has(id) && summaries.has(id))
        continue
      const one = known.get(id)?.one
      // While it grows, some server has it open, and keeps what has changed.
      const isSound = one !== undefined && (one.length >= length || (before !== undefined && before !== length))
      if (isSound) {
        if (summaries.get(id) !== one)
          fresh.push(one)
        continue
      }
      if (before === length && summaries.has(id))
        continue
      fresh.push(await read(log, id))
      unsaved.add(id)
    }
    fresh.forEach(set)
    fresh.forEach(setCode)
    const left = new Set(there.map(({ id }) => id))
    noted.filter(id => !left.has(id)).forEach(forget)
  }

  async function save(): Promise<void> {
    const saved = unsaved
    unsaved = new Set()
    const values = [...saved].flatMap((id) => {
      const one = summaries.get(id)
      return one && one.fault === undefined ? [[id, JSON.stringify(one)]] : []
    })
    if (values.length === 0)
      return
    try {
      await records.put(Object.fromEntries(values))
    }
    catch (error) {
      saved.forEach(id => unsaved.add(id))
      throw error
    }
  }

  function forget(id: string): void {
    summaries.delete(id)
    lengths.delete(id)
    own.delete(id)
    const code = codeOf(id)
    if (ids.get(code) === id) {
      const other = [...summaries.values()].sort(byStart).findLast(one => codeOf(one.id) === code)
      other ? ids.set(code, other.id) : ids.delete(code)
    }
    setRunning(id, false)
  }

  await look()
  // What was read now is not read again, even if this server is killed.
  await save()

  return {
    list: () => [...summaries.values()],
    running: () => running,
    idOf: code => ids.get(code),
    claim: id => void ids.set(codeOf(id), id),
    note(workshop) {
      const { id } = workshop
      own.add(id)
      unsaved.add(id)
      set(summaryOf(workshop))
      // What is done with an older one from outside takes nothing from the room that is there.
      if (!ids.has(codeOf(id)))
        ids.set(codeOf(id), id)
    },
    fail(id, fault) {
      const known = summaries.get(id)
      if (known)
        summaries.set(id, { ...known, fault })
      setRunning(id, false)
    },
    close: id => void own.delete(id),
    forget,
    onRunning: listener => void listeners.push(listener),
    refresh,
    save,
  }
}

function keptIn(records: Records, before: ReadonlyMap<string, { text: string, one: Kept }>): Map<string, { text: string, one: Kept }> {
  const all = new Map<string, { text: string, one: Kept }>()
  for (const [id, text] of Object.entries(records.read())) {
    const same = before.get(id)
    if (same?.text === text) {
      all.set(id, same)
      continue
    }
    try {
      const one = kept.parse(JSON.parse(text))
      if (one.id === id)
        all.set(id, { text, one })
    }
    catch {
      // It is worked out anew.
    }
  }
  return all
}

function byStart(one: Summary, other: Summary): number {
  return one.startedAt - other.startedAt
}

async function read(log: Log, id: string): Promise<Kept> {
  try {
    return summaryOf(await foldLog(log, id))
  }
  catch (error) {
    return { id, title: id, startedAt: 0, at: 0, ended: true, people: 0, length: 0, fault: (error as Error).message }
  }
}

function summaryOf(workshop: Workshop): Kept {
  const { id, title, startedAt, at, ended, rev: length } = workshop
  return { id, title, startedAt, at, ended, people: votersOf(workshop).size, length }
}
