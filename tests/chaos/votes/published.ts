import type { PollView } from '../../../core/protocol/down.ts'
import type { Wire, WireOptions } from '../../support/server/wire.ts'
import type { Count } from './checker.ts'
import { setTimeout as wait } from 'node:timers/promises'
import { rowsOf } from '../../support/polls/results.ts'
import { connectWire } from '../../support/server/wire.ts'
import { difference } from './checker.ts'

/** A connection that is sent slides. */
export interface Watcher {
  wire: Wire
  slides: Slides
}

/** The newest view of each poll that a screen or the facilitator has been sent. */
export interface Slides {
  view: (poll: string) => PollView
  /** Resolves with the newest view once it fits; with the newest there is when that takes too long, for the caller to judge. */
  until: (poll: string, fits: (view: PollView) => boolean) => Promise<PollView>
}

/** What a message may take from the server to a slide; far more than it does. */
const PATIENCE_MS = 3000

export async function connectWatcher(url: string, options: WireOptions): Promise<Watcher> {
  const wire = await connectWire(url, options)
  return { wire, slides: slidesOf(wire) }
}

function slidesOf(wire: Wire): Slides {
  const views = new Map(wire.latest.welcome!.polls.map(view => [view.def.id, view]))
  const listeners = new Set<() => void>()
  wire.onMessage((type, payload) => {
    if (type !== 'poll')
      return
    views.set((payload as PollView).def.id, payload as PollView)
    listeners.forEach(listener => listener())
  })
  const view = (poll: string) => views.get(poll)!
  return {
    view,
    async until(poll, fits) {
      const tooLong = new AbortController()
      const seen = new Promise<void>((resolve) => {
        const look = () => {
          if (!fits(view(poll)))
            return
          listeners.delete(look)
          resolve()
        }
        listeners.add(look)
        look()
      })
      await Promise.race([seen, wire.closed, wait(PATIENCE_MS, undefined, { signal: tooLong.signal }).catch(() => {})])
      tooLong.abort()
      return view(poll)
    },
  }
}

/** What a slide shows; null while it shows no result. */
export function shownBy({ result }: PollView): Count | null {
  return result ? { voters: result.voters, options: Object.fromEntries(rowsOf(result).map(({ id, voters, count = voters }) => [id, { count, voters }])) } : null
}

/** What the CSV should say of a round. */
export type CsvRound = Count & { revealed: boolean }

/**
 * Where a CSV differs from what it should say, in words.
 * @param expected by `keyOf` poll and round; further rounds in the CSV are nobody's business
 */
export function csvDifferences(text: string, expected: ReadonlyMap<string, CsvRound>): string[] {
  const found = countsInCsv(text)
  return [...expected].flatMap(([key, count]) => {
    const round = found.get(key)
    const differs = difference(round, count) ?? (round!.revealed === count.revealed ? null : `revealed is ${round!.revealed}`)
    return differs ? [`${key}: ${differs}`] : []
  })
}

function countsInCsv(text: string): Map<string, CsvRound> {
  const [header, ...lines] = cellsOf(text)
  const column = Object.fromEntries(header!.map((name, index) => [name, index]))
  const rounds = new Map<string, CsvRound>()
  for (const line of lines) {
    const cell = (name: string) => line[column[name]!]!
    const key = keyOf(cell('poll'), Number(cell('round')))
    const round = rounds.get(key) ?? { voters: Number(cell('round_voters')), options: {}, revealed: cell('revealed') === 'yes' }
    round.options[cell('option')] = { count: Number(cell('count')), voters: Number(cell('voters')) }
    rounds.set(key, round)
  }
  return rounds
}

export function keyOf(poll: string, no: number): string {
  return `${poll} round ${no}`
}

/** RFC 4180, after a byte order mark. */
function cellsOf(text: string): string[][] {
  const lines: string[][] = [[]]
  for (const [, quoted, bare, end] of text.replace(/^\uFEFF/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    lines.at(-1)!.push(quoted?.replaceAll('""', '"') ?? bare!)
    if (end === '')
      break
    if (end !== ',')
      lines.push([])
  }
  return lines.filter(cells => cells.length > 1)
}
