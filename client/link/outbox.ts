import type { CommandOf } from '../../core/commands/commands.ts'
import type { Answer } from '../../core/kinds/kinds.ts'
import type { Refusal, RefusalCode, Reply } from '../../core/protocol/refusal.ts'
import { shallowReactive } from 'vue'
import { MOST_INSTEAD } from '../../core/protocol/limits.ts'

export type Cast = CommandOf<'ballot:cast'>

/** How the latest tap of a round stands. */
export type Delivery
  = | { state: 'sending', /** The server said that it cannot take it yet. */ stuck?: true }
    | { state: 'counted' }
    | { state: 'refused', code: RefusalCode, message: string, /** What was not taken. */ answer: Answer }

export interface OutboxOptions {
  /** Rejects when no answer came; the cast may have counted all the same. */
  send: (cast: Cast) => Promise<Reply>
  /** A function, because a browser that forbids storage throws as soon as one reaches for it. */
  storage: () => Pick<Storage, 'getItem' | 'setItem'>
  /** The server counted it. */
  onCounted?: (cast: Cast) => void
  /** The server said no, for good. */
  onRefused?: (cast: Cast, refusal: Refusal) => void
  /** Taps that were kept for another workshop are given up; nobody knows whether the server had them. */
  onForgotten?: () => void
  /** Calls back once after so many milliseconds; returns how to call it off. */
  later?: (task: () => void, ms: number) => () => void
  /** From 0 to 1: spreads the retries of a room that failed together. */
  random?: () => number
}

export interface Outbox {
  /** The room this page is in, and the round on show. Casts that were meant for another workshop are forgotten. */
  enter: (workshop: string, round: string | null) => void
  /** Wants this answer in this round, in place of any that waits. */
  cast: (cast: Cast) => void
  /** The answer that waits for the server; reactive. */
  waiting: (round: string) => Answer | undefined
  /** Undefined for a round that nothing was cast in since the page loaded; reactive. */
  delivery: (round: string) => Delivery | undefined
  /** The connection is up: send what waits. Does nothing when it was up already. */
  resume: () => void
  /** The connection is gone: keep what waits. */
  pause: () => void
  /** The verdicts so far are about a seat that is no longer this attendee's. */
  forgetVerdicts: () => void
}

const KEY = 'workshop:outbox'
/** The server had a bad moment; the same cast may well count a little later. */
const PASSING: readonly RefusalCode[] = ['rate_limited', 'storage_failed', 'internal']
/** Failed tries after which a cast for a round that is no longer on show is given up. */
const TRIES_OFF_SHOW = 5
const RETRY_FIRST_MS = 500
const RETRY_MOST_MS = 8000

const laterByTimer: NonNullable<OutboxOptions['later']> = (task, ms) => {
  const timer = setTimeout(task, ms)
  return () => clearTimeout(timer)
}

/**
 * Keeps one wanted answer for each round until the server has judged it, over lost answers, disconnects and reloads.
 * One cast is on its way at a time, so that an older answer cannot overtake a newer one. [C3]
 */
export function createOutbox({ send, storage, onCounted, onRefused, onForgotten, later = laterByTimer, random = Math.random }: OutboxOptions): Outbox {
  /** By round; the latest tap is last. */
  const waiting = shallowReactive(new Map<string, Cast>())
  const judged = shallowReactive(new Map<string, Delivery>())
  /** Ids that may have reached the server. */
  const sent = new Set<string>()
  /** Failed tries, by round. */
  const tries = shallowReactive(new Map<string, number>())
  let workshop: string | undefined
  let shown: string | null = null
  let up = false
  let sending = false
  let failures = 0
  let callOff: (() => void) | undefined

  function flush(): void {
    // The latest tap goes first: it is the one its sender is looking at.
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

  /** A newer tap in the same round stays: this verdict is not about it. */
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
      conclude(cast, { ok: false, code: 'internal', message: 'The server did not take it.' })
    const ms = Math.min(RETRY_MOST_MS, RETRY_FIRST_MS * 2 ** failures++) * (0.75 + random() / 2)
    callOff = later(() => {
      callOff = undefined
      flush()
    }, ms)
  }

  /** Casts of its round that may still be on their way, on a connection that is gone: they must not overtake it. [C5] */
  function replacedBy({ round }: Cast): string[] {
    const { id, instead = [] } = waiting.get(round) ?? {}
    return id !== undefined && sent.has(id) ? [...instead, id] : instead
  }

  function save(): void {
    try {
      storage().setItem(KEY, JSON.stringify({ workshop, casts: [...waiting.values()] }))
    }
    catch {
      // Full or forbidden: the taps live as long as the page does.
    }
  }

  /** @returns whether casts are kept there that were meant for another workshop */
  function load(): boolean {
    try {
      const saved = JSON.parse(storage().getItem(KEY) ?? 'null') as { workshop: string, casts: Cast[] } | null
      // Round ids repeat from one workshop to the next: an old tap must not vote in a new room.
      if (saved?.workshop !== workshop)
        return (saved?.casts.length ?? 0) > 0
      saved?.casts.forEach(cast => sent.add(cast.id) && waiting.set(cast.round, cast))
    }
    catch {
      // Forbidden or garbled: nothing was kept.
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
