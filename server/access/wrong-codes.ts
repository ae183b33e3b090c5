import type { Peers } from '../log/store.ts'
import { createLimits } from '../limit.ts'

/** Wrong codes of everybody together, on all servers: enough for rooms of people who mistype. */
const WRONG = { burst: 60, perSecond: 1 }
/** How long every code is checked late after the last wrong one of too many, in milliseconds. */
const SLOW_FOR_MS = 60_000
/** Between two reminders of that to other servers, in milliseconds. */
const AGAIN_MS = 1000

export interface WrongCodesOptions {
  /** The other servers: whoever guesses may be connected to all of them. */
  peers: Peers
  /** What the codes are for. */
  topic: string
  /** Empty for those of no workshop. */
  workshop: string
  /** Monotonic milliseconds. */
  now: () => number
}

/** Notices when somebody guesses codes. */
export interface WrongCodes {
  /** Somebody sent a wrong one here. */
  count: () => void
  /** There are too many now. */
  areMany: () => boolean
  close: () => void
}

export function countWrongCodes({ peers, topic, workshop, now }: WrongCodesOptions): WrongCodes {
  const wrong = createLimits(WRONG)
  let slowUntil = -Infinity
  let remindedAt = -Infinity

  const takeOne = () => wrong.allows('all', now())
  const slowDown = () => void (slowUntil = now() + SLOW_FOR_MS)

  const stop = peers.onTold(topic, workshop, (_, message) => {
    if (message === 'many' || !takeOne())
      slowDown()
  })

  return {
    count() {
      if (takeOne())
        return peers.tell(topic, workshop, 'one')
      slowDown()
      // A guesser must not keep the servers busy.
      if (now() - remindedAt < AGAIN_MS)
        return
      remindedAt = now()
      peers.tell(topic, workshop, 'many')
    },
    areMany: () => now() < slowUntil,
    close: stop,
  }
}
