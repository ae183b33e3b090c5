import type { Meter } from '../meter.ts'

/** What goes through a server, for one that is about to end. */
export interface Traffic extends Meter {
  /** Resolves once no page is connected, and every command that has come is answered. */
  untilQuiet: () => Promise<void>
}

/** @param meter hears of all of it */
export function createTraffic(meter: Meter): Traffic {
  let here = 0
  let listeners: (() => void)[] = []

  /** @returns to be called once, when it has gone */
  function count(gone: () => void): () => void {
    here++
    return () => {
      gone()
      if (--here > 0)
        return
      listeners.forEach(listener => listener())
      listeners = []
    }
  }

  return {
    connected: role => count(meter.connected(role)),
    received: () => count(meter.received()),
    accepted: meter.accepted,
    untilQuiet: () => new Promise(resolve => here === 0 ? resolve() : listeners.push(resolve)),
  }
}
