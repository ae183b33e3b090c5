export interface LimitOptions {
  burst: number
  perSecond: number
}

/** Holds `burst` tokens at most and gets `perSecond` of them back. */
export class Bucket {
  readonly #limit: LimitOptions
  #tokens: number
  #last: number

  /** A full one. @param now monotonic milliseconds */
  constructor(limit: LimitOptions, now: number) {
    this.#limit = limit
    this.#tokens = limit.burst
    this.#last = now
  }

  isFull(now: number): boolean {
    return this.#refill(now) === this.#limit.burst
  }

  /** Returns false, and takes nothing, if there are too few. */
  take(now: number, cost: number): boolean {
    if (this.#refill(now) < cost)
      return false
    this.#tokens -= cost
    return true
  }

  #refill(now: number): number {
    const { burst, perSecond } = this.#limit
    this.#tokens = Math.min(burst, this.#tokens + (now - this.#last) * perSecond / 1000)
    this.#last = now
    return this.#tokens
  }
}

/** Allows each caller `burst` at once and `perSecond` in the long run. */
export interface Limits {
  /**
   * @param now monotonic milliseconds
   * @param cost how many it takes, 1 where it is not given
   */
  allows: (caller: string, now: number, cost?: number) => boolean
}

/** Buckets are only swept above this number. */
const FEW = 1000

/**
 * A bucket for each caller, but never for an IP address: a whole room sits behind one. A bucket is forgotten once it is full
 * again and no earlier, so that reconnecting doesn't fill it; there are at most twice as many as needed.
 */
export function createLimits(limit: LimitOptions): Limits {
  const buckets = new Map<string, Bucket>()
  let sweepAt = FEW

  function add(caller: string, now: number): Bucket {
    if (buckets.size >= sweepAt) {
      for (const [each, bucket] of buckets) {
        if (bucket.isFull(now))
          buckets.delete(each)
      }
      sweepAt = Math.max(FEW, 2 * buckets.size)
    }
    const bucket = new Bucket(limit, now)
    buckets.set(caller, bucket)
    return bucket
  }

  return { allows: (caller, now, cost = 1) => (buckets.get(caller) ?? add(caller, now)).take(now, cost) }
}
