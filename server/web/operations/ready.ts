import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Why a server should be sent nobody. */
export interface Reason {
  code: 'draining' | 'outdated' | 'pages' | 'store'
  message: string
}

export interface ReadyOptions {
  /** The folder of the built pages; undefined: others have them. */
  dist: string | undefined
  /** Asks the store, which may take a while. */
  isReachable: () => Promise<boolean>
  isDraining: () => boolean
  /** A newer version has just gone on with what was open here. */
  isOutdated: () => boolean
  /** Monotonic milliseconds. */
  monotonic: () => number
  /** Resolves after so many milliseconds. */
  pause: (ms: number) => Promise<unknown>
}

/** How long an answer of the store is good for: anybody may ask for it, as often as they like. In milliseconds. */
const GOOD_MS = 500
/** A store that takes longer than this does not answer, in milliseconds. */
const PATIENCE_MS = 1000
/**
 * For so long it may not answer, in milliseconds: it is away for all servers at once, and their pages wait for it, which those of a proxy
 * don't.
 */
const AWAY_MS = 20_000

/** @returns why this server should be sent nobody now; nothing if it is ready */
export function createReadiness({ dist, isReachable, isDraining, isOutdated, monotonic, pause }: ReadyOptions): () => Promise<Reason[]> {
  let known: { at: number, answer: Promise<boolean> } | undefined
  let answeredAt = monotonic()

  function ask(): Promise<boolean> {
    if (known && monotonic() - known.at < GOOD_MS)
      return known.answer
    const answer = Promise.race([isReachable(), pause(PATIENCE_MS).then(() => false)]).catch(() => false).then((answers) => {
      if (answers)
        answeredAt = monotonic()
      return monotonic() - answeredAt < AWAY_MS
    })
    known = { at: monotonic(), answer }
    return answer
  }

  return async () => {
    // It leaves in any case: whoever asks need not wait for the store.
    if (isDraining())
      return [{ code: 'draining', message: 'This server is ending. Another one takes over.' }]
    const reasons: Reason[] = []
    if (isOutdated())
      reasons.push({ code: 'outdated', message: 'A newer version has written to the store, and goes on with it. Update this server.' })
    if (dist !== undefined && !['phone', 'deck', 'facilitator'].every(page => existsSync(join(dist, page, 'index.html'))))
      reasons.push({ code: 'pages', message: 'The built pages are gone. Stop the server and start it again, which builds them.' })
    if (!await ask())
      reasons.push({ code: 'store', message: 'The store of the workshops cannot be reached.' })
    return reasons
  }
}
