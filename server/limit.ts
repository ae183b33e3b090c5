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
      const { tokens, last } = buckets.get(attendee) ?? { tokens: burst, last: now }
      const filled = Math.min(burst, tokens + (now - last) * perSecond / 1000)
      buckets.set(attendee, { tokens: filled < 1 ? filled : filled - 1, last: now })
      return filled >= 1
    },
    forget: attendee => void buckets.delete(attendee),
  }
}
