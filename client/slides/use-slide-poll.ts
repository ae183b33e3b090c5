import type { ComputedRef } from 'vue'
import type { PollState } from '../link/deck.ts'
import { polls } from 'virtual:workshop'
import { usePoll } from '../link/deck.ts'

/** A poll of this deck, by id, as the slide should draw it now. */
export function useSlidePoll(id: () => string | undefined): ComputedRef<PollState> {
  return usePoll(id, polls)
}
