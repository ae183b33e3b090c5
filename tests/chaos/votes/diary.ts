import type { Wire } from '../../support/server/wire.ts'
import type { Answer, Sending } from './checker.ts'
import { newId } from '../../support/server/wire.ts'

/** What one attendee wants to be counted. */
export interface Wish {
  attendee: string
  poll: string
  round: string
  answer: Answer
  /** Of an intent that was sent before. */
  id?: string
}

/** All that phones send, and what they saw of it. */
export interface Diary {
  /** The next moment; no two are the same. */
  tick: () => number
  /** Sends a ballot and resolves, with its line in the diary, when that is complete. Never rejects. */
  cast: (wire: Wire, wish: Wish) => Promise<Sending>
  /** What was sent to a round, in the order of sending. */
  of: (round: string) => readonly Sending[]
  readonly totals: Record<Sending['answered'], number>
}

/** Refusals by which the server says that it did not look at the ballot, or could not. */
const UNJUDGED = ['rate_limited', 'storage_failed', 'internal']

/** @param onAnswer told of each complete line at once */
export function createDiary(onAnswer: (sending: Sending) => void = () => {}): Diary {
  const rounds = new Map<string, Sending[]>()
  const totals = { accepted: 0, refused: 0, unjudged: 0, never: 0 }
  let now = 0
  const tick = () => ++now
  return {
    tick,
    totals,
    of: round => rounds.get(round) ?? [],
    async cast(wire, { id = newId(), ...wish }) {
      const sending: Sending = { id, ...wish, sentAt: tick(), endedAt: Infinity, answered: 'never' }
      const known = rounds.get(wish.round)
      if (known)
        known.push(sending)
      else
        rounds.set(wish.round, [sending])
      try {
        const reply = await wire.send({ type: 'ballot:cast', id, poll: wish.poll, round: wish.round, answer: wish.answer })
        sending.answered = reply.ok ? 'accepted' : UNJUDGED.includes(reply.code) ? 'unjudged' : 'refused'
      }
      catch {
        // The connection ended: nobody knows.
      }
      sending.endedAt = tick()
      totals[sending.answered]++
      onAnswer(sending)
      return sending
    },
  }
}
