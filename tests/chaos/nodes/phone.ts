import type { Answer } from '../../../core/kinds/kinds.ts'
import type { RefusalCode, Reply } from '../../../core/protocol/refusal.ts'
import type { Wire } from '../../support/server/wire.ts'
import { setTimeout as pass } from 'node:timers/promises'
import { MOST_INSTEAD } from '../../../core/protocol/limits.ts'
import { picks } from '../../support/polls/answers.ts'
import { connectWire, newId } from '../../support/server/wire.ts'

/** Refusals that are about the server, and not about the vote: it may count later. */
const PASSING: readonly RefusalCode[] = ['rate_limited', 'storage_failed', 'internal']
/** After so long without an answer, a phone connects anew, in milliseconds. */
const PATIENCE_MS = 8000
/** Old votes that servers have to remember. */
const REMEMBERED = 50

/** A vote as its phone knows it. */
export interface Cast {
  id: string
  answer: Answer
  /** Ids of unanswered votes that it replaces. */
  instead: string[]
  /** `never`: there was no answer. */
  answered: 'accepted' | 'refused' | 'never'
}

export interface PhoneOptions {
  /** Of the proxy. */
  url: string
  workshop: string
  attendee: number
  poll: string
  /** The round that all vote in. */
  round: string
  options: readonly string[]
  random: () => number
  /** Told of answers that are not those of before. */
  onWrong: (line: string) => void
}

/** Somebody who votes again and again, whatever becomes of the connection. */
export interface Phone {
  history: readonly Cast[]
  /** How long it was without a connection, each time, in milliseconds. */
  readonly away: readonly number[]
  /** Votes no more; resolves once its last vote is answered, or was given up. */
  stop: () => Promise<void>
  close: () => void
}

export function startPhone({ url, workshop, attendee, poll, round, options, random, onWrong }: PhoneOptions): Phone {
  const history: Cast[] = []
  const away: number[] = []
  let wire: Wire | null = null
  let isStopped = false
  const working = work()

  async function connected(): Promise<Wire> {
    const began = performance.now()
    const isFirst = wire === null
    for (;;) {
      try {
        const next = await connectWire(url, { attendee, workshop })
        if (!isFirst)
          away.push(performance.now() - began)
        void next.closed.then(() => {
          if (wire === next && !isStopped)
            reconnecting ??= connected().finally(() => reconnecting = null)
        })
        return wire = next
      }
      catch {
        await pass(100 + random() * 400)
      }
    }
  }
  let reconnecting: Promise<Wire> | null = null

  async function send(one: Cast): Promise<Reply | null> {
    const used = await (reconnecting ?? wire ?? connected())
    const late = new AbortController()
    const reply = await Promise.race([
      used.send({ type: 'ballot:cast', id: one.id, poll, round, answer: one.answer, ...one.instead.length > 0 && { instead: one.instead } }).catch(() => null),
      pass(PATIENCE_MS, null, { signal: late.signal }).catch(() => null),
    ])
    late.abort()
    if (reply === null)
      used.terminate()
    return reply && !reply.ok && PASSING.includes(reply.code) ? null : reply
  }

  async function cast(one: Cast): Promise<void> {
    const reply = await send(one)
    if (reply)
      one.answered = reply.ok ? 'accepted' : 'refused'
  }

  /** A vote of before comes once more: it counts no second time, and what was refused stays refused. */
  async function resendOld(): Promise<void> {
    const old = history.slice(-REMEMBERED, -1).filter(({ answered }) => answered !== 'never')
    const one = old[Math.floor(random() * old.length)]
    if (!one)
      return
    const reply = await send(one)
    if (reply && reply.ok !== (one.answered === 'accepted'))
      onWrong(`attendee ${attendee}: a vote that was ${one.answered} got ${JSON.stringify(reply)} when it came again`)
  }

  async function work(): Promise<void> {
    await connected()
    for (let isLast = false; !isLast; isLast = isStopped) {
      await pass(random() * 1500)
      const last = history.at(-1)
      if (last?.answered === 'never' && random() < 0.8)
        await cast(last)
      else if (random() < 0.1)
        await resendOld()
      else
        await castNew()
    }
    // Phones keep their tap until it is answered.
    const last = history.at(-1)
    for (let tries = 0; last?.answered === 'never' && tries < 5; tries++)
      await cast(last)
  }

  async function castNew(): Promise<void> {
    const answer = picks(options[Math.floor(random() * options.length)]!)
    const instead = history.filter(({ answered }) => answered === 'never').slice(-MOST_INSTEAD).map(({ id }) => id)
    const one: Cast = { id: newId(), answer, instead, answered: 'never' }
    history.push(one)
    await cast(one)
  }

  return {
    history,
    away,
    async stop() {
      isStopped = true
      await working
    },
    close: () => wire?.close(),
  }
}
