import type { CountdownView } from '../../core/protocol/down.ts'

/** A countdown as a page keeps it. */
export interface Countdown extends Omit<CountdownView, 'left'> {
  /** By `performance.now()`: wall clocks of phones are wrong, and change. */
  endsAt: number
}

/** Keeps a countdown that has just been received. */
export function receiveCountdown(view: CountdownView | undefined): Countdown | null {
  return view ? { poll: view.poll, of: view.of, closes: view.closes, endsAt: performance.now() + view.left } : null
}
