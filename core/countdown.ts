import type { CountdownView } from './protocol/down.ts'
import type { Countdown, Workshop } from './workshop.ts'
import { currentRound } from './workshop.ts'

/** A countdown is for one round, while its voting is open: it goes when that closes, for whatever reason. [T3] */
export function dropCountdown(workshop: Workshop): void {
  const { countdown, polls } = workshop
  if (!countdown)
    return
  const poll = polls.get(countdown.poll)
  const round = poll && currentRound(poll)
  if (round?.id !== countdown.round || round.voting !== 'open')
    workshop.countdown = null
}

/**
 * Milliseconds left.
 * @param elapsed milliseconds since it was started
 */
export function timeLeft({ seconds, isOver }: Countdown, elapsed: number): number {
  return isOver ? 0 : Math.max(0, Math.round(seconds * 1000 - elapsed))
}

/**
 * A view with the countdown, for a message that is sent now. Views that are kept or compared have none, so no page gets an old one. [T5]
 * @param elapsed milliseconds since it was started
 */
export function withCountdown<View extends { countdown?: CountdownView | undefined }>(view: View, { countdown }: Pick<Workshop, 'countdown'>, elapsed: number): View {
  if (!countdown)
    return view
  const { poll, seconds, closes } = countdown
  return { ...view, countdown: { poll, left: timeLeft(countdown, elapsed), of: seconds * 1000, closes } }
}
