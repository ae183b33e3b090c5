import type { Workshop } from '../../core/workshop.ts'
import type { Log } from '../log/log.ts'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { votersOf } from '../../core/workshop.ts'
import { codeOf } from '../access/join-codes.ts'
import { writeWhole } from '../files.ts'
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

const file = z.object({ version: z.literal(1), workshops: z.array(summary.extend({ length: z.number() })) })

/** The file of a data folder that the list is kept in. It may be deleted at any time. */
export function catalogPath(data: string): string {
  return join(data, 'workshops.json')
}

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
  /** Takes up why a workshop cannot be opened, until it is. */
  fail: (id: string, fault: string) => void
  /** Forgets a workshop that was deleted. */
  forget: (id: string) => void
  /** Calls back when another number of workshops has not ended. */
  onRunning: (listener: () => void) => void
  /** Keeps the list for the next start, which then reads no log of a workshop that has not changed. */
  save: () => Promise<void>
}

/**
 * Lists the workshops of a log. What an earlier run has kept of those that have not changed is not worked out again.
 * @param path see `catalogPath`; undefined: it is not kept
 */
export async function createCatalog(log: Log, path?: string): Promise<Catalog> {
  const kept = new Map(keptIn(path).map(({ length, ...one }) => [one.id, { length, one }]))
  const summaries = new Map<string, Summary>()
  for (const { id, length } of await log.workshops()) {
    const known = kept.get(id)
    summaries.set(id, known?.length === length ? known.one : await read(log, id))
  }
  const ids = new Map([...summaries.values()].sort(byStart).map(({ id }) => [codeOf(id), id]))
  const running = new Set([...summaries.values()].filter(({ ended, fault }) => !ended && fault === undefined).map(({ id }) => id))
  const listeners: (() => void)[] = []

  function setRunning(id: string, isRunning: boolean): void {
    if (running.has(id) === isRunning)
      return
    isRunning ? running.add(id) : running.delete(id)
    listeners.forEach(listener => listener())
  }

  async function save(): Promise<void> {
    if (path === undefined)
      return
    const workshops = (await log.workshops()).flatMap(({ id, length }) => {
      const one = summaries.get(id)
      return one && one.fault === undefined ? [{ ...one, length }] : []
    })
    keepIn(path, workshops)
  }

  // What was read now is not read again, even if this server is killed.
  if ([...summaries].some(([id, one]) => kept.get(id)?.one !== one))
    await save()

  return {
    list: () => [...summaries.values()],
    running: () => running,
    idOf: code => ids.get(code),
    claim: id => void ids.set(codeOf(id), id),
    note(workshop) {
      const ran = summaries.get(workshop.id)?.at !== workshop.at
      if (ran)
        summaries.delete(workshop.id)
      summaries.set(workshop.id, summaryOf(workshop))
      // What is done with an older one from outside takes nothing from the room that is there.
      if (!ids.has(codeOf(workshop.id)))
        ids.set(codeOf(workshop.id), workshop.id)
      setRunning(workshop.id, !workshop.ended)
    },
    fail(id, fault) {
      const known = summaries.get(id)
      if (known)
        summaries.set(id, { ...known, fault })
      setRunning(id, false)
    },
    forget(id) {
      summaries.delete(id)
      const code = codeOf(id)
      if (ids.get(code) === id) {
        const other = [...summaries.values()].sort(byStart).findLast(one => codeOf(one.id) === code)
        other ? ids.set(code, other.id) : ids.delete(code)
      }
      setRunning(id, false)
    },
    onRunning: listener => void listeners.push(listener),
    save,
  }
}

/** Forgets a workshop that is deleted while no server runs. */
export function forgetKept(data: string, id: string): void {
  const path = catalogPath(data)
  const kept = keptIn(path)
  if (kept.some(one => one.id === id))
    keepIn(path, kept.filter(one => one.id !== id))
}

function keepIn(path: string, workshops: z.infer<typeof file>['workshops']): void {
  try {
    writeWhole(path, JSON.stringify({ version: 1, workshops } satisfies z.infer<typeof file>))
  }
  catch {
    // It would be out of date.
    rmSync(path, { force: true })
  }
}

function keptIn(path: string | undefined): z.infer<typeof file>['workshops'] {
  if (path === undefined || !existsSync(path))
    return []
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8'))).workshops
  }
  catch {
    // It is worked out anew.
    return []
  }
}

function byStart(one: Summary, other: Summary): number {
  return one.startedAt - other.startedAt
}

async function read(log: Log, id: string): Promise<Summary> {
  try {
    return summaryOf(await foldLog(log, id))
  }
  catch (error) {
    return { id, title: id, startedAt: 0, at: 0, ended: true, people: 0, fault: (error as Error).message }
  }
}

function summaryOf(workshop: Workshop): Summary {
  const { id, title, startedAt, at, ended } = workshop
  return { id, title, startedAt, at, ended, people: votersOf(workshop).size }
}
