import type { Reactions } from '../../core/protocol/down.ts'

/** Screens burst what came in this time as one. */
const GATHER_MS = 250

/**
 * Gathers reactions: the first goes out at once, further ones a quarter of a second later, as counts.
 * @param send tells the screens
 * @param now monotonic milliseconds
 */
export function createReactions(send: (counts: Reactions) => void, now: () => number): { add: (emoji: string) => void } {
  let counts: Reactions = {}
  let lastSent = -Infinity
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    // The event loop may be late, so that a reaction leaves while the timer still waits: there is nothing left for it then.
    clearTimeout(timer)
    timer = undefined
    lastSent = now()
    send(counts)
    counts = {}
  }

  return {
    add(emoji) {
      counts[emoji] = (counts[emoji] ?? 0) + 1
      const wait = lastSent + GATHER_MS - now()
      if (wait <= 0)
        flush()
      else
        timer ??= setTimeout(flush, wait).unref()
    },
  }
}
