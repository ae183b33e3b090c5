/** Lets each caller have `burst` calls at once and `perSecond` in the long run. */
export interface Limits {
  /** @param now monotonic milliseconds */
  allows: (caller: string, now: number) => boolean
  /** The caller is gone. */
  forget: (caller: string) => void
}

/** A token bucket for each caller; never for an IP address: a whole room sits behind one. */
export function createLimits({ burst, perSecond }: { burst: number, perSecond: number }): Limits {
  const buckets = new Map<string, { tokens: number, last: number }>()
  return {
    allows(caller, now) {
      let bucket = buckets.get(caller)
      if (!bucket)
        buckets.set(caller, bucket = { tokens: burst, last: now })
      bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.last) * perSecond / 1000)
      bucket.last = now
      if (bucket.tokens < 1)
        return false
      bucket.tokens--
      return true
    },
    forget: caller => void buckets.delete(caller),
  }
}
