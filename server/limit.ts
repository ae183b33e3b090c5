/** Lets each attendee have `burst` calls at once and `perSecond` in the long run. */
export interface Limits {
  /** @param now monotonic milliseconds */
  allows: (attendee: string, now: number) => boolean
  /** The attendee is gone. */
  forget: (attendee: string) => void
}

/** A token bucket for each attendee, however many tabs; never for an IP address: a whole room sits behind one. */
export function createLimits({ burst, perSecond }: { burst: number, perSecond: number }): Limits {
  const buckets = new Map<string, { tokens: number, last: number }>()
  return {
    allows(attendee, now) {
      let bucket = buckets.get(attendee)
      if (!bucket)
        buckets.set(attendee, bucket = { tokens: burst, last: now })
      bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.last) * perSecond / 1000)
      bucket.last = now
      if (bucket.tokens < 1)
        return false
      bucket.tokens--
      return true
    },
    forget: attendee => void buckets.delete(attendee),
  }
}
