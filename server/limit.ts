/** Lets through `burst` calls at once and `perSecond` in the long run. */
export interface Limit {
  /** @param now monotonic milliseconds */
  allows: (now: number) => boolean
}

/** A token bucket. One for each attendee, never for an IP address: a whole room sits behind one. */
export function createLimit({ burst, perSecond }: { burst: number, perSecond: number }): Limit {
  let tokens = burst
  let last: number | undefined
  return {
    allows(now) {
      tokens = Math.min(burst, tokens + (now - (last ?? now)) * perSecond / 1000)
      last = now
      if (tokens < 1)
        return false
      tokens--
      return true
    },
  }
}
