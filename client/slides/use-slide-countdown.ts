import type { PollState } from '../link/deck.ts'
import type { CountdownNow } from '../link/use-countdown.ts'
import { deck } from '../link/deck.ts'
import { useCountdown } from '../link/use-countdown.ts'

/** The countdown of a poll, if the room's is for it. */
export function useSlideCountdown(view: () => PollState['view']): CountdownNow {
  return useCountdown(() => deck.countdown?.poll === view()?.def.id ? deck.countdown : null, () => view()?.voting === 'open')
}
