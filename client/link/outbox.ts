import type { CommandOf } from '../../core/commands/commands.ts'
import type { Answer } from '../../core/kinds/kinds.ts'
import type { Refusal, RefusalCode, Reply } from '../../core/protocol/refusal.ts'
import { shallowReactive } from 'vue'
import { MOST_INSTEAD } from '../../core/protocol/limits.ts'

export type Cast = CommandOf<'ballot:cast'>

/** The state of the latest tap in a round. */
export type Delivery
  = | { state: 'sending', /** The server can't accept it yet. */ stuck?: true }
    | { state: 'counted' }
    | { state: 'refused', code: RefusalCode, message: string, /** What was not taken. */ answer: Answer }

export interface OutboxOptions {
  /** Rejects without a reply; the cast may still have counted. */
  send: (cast: Cast) => Promise<Reply>
  /** A function, because browsers that forbid storage throw on access. */
  storage: () => Pick<Storage, 'getItem' | 'setItem'>
  /** The server has counted it. */
  onCounted?: (cast: Cast) => void
  /** The server has refused it, permanently. */
  onRefused?: (cast: Cast, refusal: Refusal) => void
  /** Taps kept for another workshop are discarded. The server may or may not have had them. */
  onForgotten?: () => void
  /** Runs a task after some milliseconds; returns a function that cancels it. */
  later?: (task: () => void, ms: number) => () => void
  /** From 0 to 1: spreads the retries of phones that failed at the same time. */
  random?: () => number
}

export interface Outbox {
  /** Sets the current workshop and the displayed round. Discards casts for another workshop. */
  enter: (workshop: string, round: string | null) => void
  /** Sends a cast; it replaces one that waits in the same round. */
  cast: (cast: Cast) => void
  /** The answer that waits for the server; reactive. */
  waiting: (round: string) => Answer | undefined
  /** Undefined for rounds without a cast since the page was loaded; reactive. */
  delivery: (round: string) => Delivery | undefined
  /** Call when the connection is up: sends what waits. */
  resume: () => void
  /** Call when the connection is lost: keeps what waits. */
  pause: () => void
  /** Forgets the server's replies, because they are about a seat that this attendee no longer holds. */
  forgetVerdicts: () => void
}

const KEY = 'workshop:outbox'
/** Temporary refusals: the same cast can count later. */
const PASSING: readonly RefusalCode[] = ['rate_limited', 'storage_failed', 'internal']
/** After this many failed attempts, a cast for a round that is no longer displayed is discarded. */
const TRIES_OFF_SHOW = 5
const RETRY_FIRST_MS = 500
const RETRY_MOST_MS = 8000

const laterByTimer: NonNullable<OutboxOptions['later']> = (task, ms) => {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}

/**
 * Keeps the latest answer of each round until the server has replied, over lost replies, disconnects and reloads.
 * Sends one cast at a time, so that an older answer can't overtake a newer one. [C3]
 */
export function createOutbox({ send, storage, onCounted, onRefused, onForgotten, later = laterByTimer, random = Math.random }: OutboxOptions): Outbox {
  /** By round; the latest tap is last. */
  const waiting = shallowReactive(new Map<string, Cast>())
  const judged = shallowReactive(new Map<string, Delivery>())
  /** Ids that may have reached the server. */
  const sent = new Set<string>()
  /** Failed attempts, by round. */
  const tries = shallowReactive(new Map<string, number>())
  let workshop: string | undefined
  let shown: string | null = null
  let up = false
  let sending = false
  let failures = 0
  let callOff: (() => void) | undefined

  function flush(): void {
    // The latest tap goes first, because its round is likely to be on the screen.
    const cast = [...waiting.values()].pop()
    if (!up || sending || callOff || !cast)
      return
    sending = true
    sent.add(cast.id)
    void send(cast)
      .then(reply => settle(cast, reply), () => retryLater(cast))
      .then(() => {
        sending = false
        flush()
      })
  }

  function settle(cast: Cast, reply: Reply): void {
    if (!reply.ok && PASSING.includes(reply.code))
      return retryLater(cast)
    failures = 0
    if (reply.ok)
      onCounted?.(cast)
    conclude(cast, reply)
  }

  /** Applies a reply, unless there is a newer tap in the same round. */
  function conclude(cast: Cast, reply: Reply): void {
    if (waiting.get(cast.round)?.id !== cast.id)
      return
    waiting.delete(cast.round)
    tries.delete(cast.round)
    judged.set(cast.round, reply.ok ? { state: 'counted' } : { state: 'refused', code: reply.code, message: reply.message, answer: cast.answer })
    save()
    if (!reply.ok)
      onRefused?.(cast, reply)
  }

  function retryLater(cast: Cast): void {
    if (!up)
      return
    const tried = (tries.get(cast.round) ?? 0) + 1
    tries.set(cast.round, tried)
    if (tried >= TRIES_OFF_SHOW && cast.round !== shown)
      conclude(cast, { ok: false, code: 'internal', message: 'The server did not accept it.' })
    const ms = Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** failures++) * (0.75 + random() / 2)
    callOff = later(() => {
      callOff = undefined
      flush()
    }, ms)
  }

  /** Ids of older casts in the round that may still be in flight on a lost connection and must not overtake this one. [C5] */
  function replacedBy({ round }: Cast): string[] {
    const { id, instead = [] } = waiting.get(round) ?? {}
    return id !== undefined && sent.has(id) ? [...instead, id] : instead
  }

  function save(): void {
    try {
      storage().setItem(KEY, JSON.stringify({ workshop, casts: [...waiting.values()] }))
    }
    catch {
      // Storage is full or forbidden: taps are kept in memory only.
    }
  }

  /** @returns whether storage has casts for another workshop */
  function load(): boolean {
    try {
      const saved = JSON.parse(storage().getItem(KEY) ?? 'null') as { workshop: string, casts: Cast[] } | null
      // Workshops can have rounds with the same id: an old tap must not count in a new workshop.
      if (saved?.workshop !== workshop)
        return (saved?.casts.length ?? 0) > 0
      saved?.casts.forEach(cast => sent.add(cast.id) && waiting.set(cast.round, cast))
    }
    catch {
      // Storage is forbidden or corrupt: nothing to restore.
    }
    return false
  }

  return {
    enter(id, round) {
      shown = round
      if (id === workshop)
        return
      workshop = id
      const hadOthers = waiting.size > 0
      waiting.clear()
      judged.clear()
      tries.clear()
      if (load() || hadOthers) {
        save()
        onForgotten?.()
      }
    },
    cast(cast) {
      const instead = [...replacedBy(cast), ...cast.instead ?? []].slice(-MOST_INSTEAD)
      tries.delete(cast.round)
      waiting.delete(cast.round)
      waiting.set(cast.round, instead.length > 0 ? { ...cast, instead } : cast)
      save()
      flush()
    },
    waiting: round => waiting.get(round)?.answer,
    delivery: round => waiting.has(round) ? { state: 'sending', ...tries.has(round) && { stuck: true } } : judged.get(round),
    resume() {
      if (up)
        return
      up = true
      failures = 0
      callOff?.()
      callOff = undefined
      flush()
    },
    pause() {
      up = false
    },
    forgetVerdicts: () => judged.clear(),
  }
}
