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
      const { tokens, last } = buckets.get(caller) ?? { tokens: burst, last: now }
      const filled = Math.min(burst, tokens + (now - last) * perSecond / 1000)
      buckets.set(caller, { tokens: filled < 1 ? filled : filled - 1, last: now })
      return filled >= 1
    },
    forget: caller => void buckets.delete(caller),
  }
}
