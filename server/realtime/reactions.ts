import type { Reactions } from '../../core/protocol/down.ts'

/** Screens animate the reactions of this time together. */
const GATHER_MS = 250

/**
 * Gathers reactions: the first is sent at once, further ones a quarter of a second later, as counts.
 * @param send sends to the screens
 * @param now monotonic milliseconds
 */
export function createReactions(send: (counts: Reactions) => void, now: () => number): { add: (emoji: string) => void } {
  let counts: Reactions = {}
  let lastSent = -Infinity
  let timer: NodeJS.Timeout | undefined

  function flush(): void {
    // If the event loop is late, a reaction may have been sent before the timer fires: then there is nothing left.
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
