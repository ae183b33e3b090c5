import type { ComputedRef } from 'vue'
import type { Confidence } from '../../core/actions/confidence.ts'
import { computed } from 'vue'
import { asksConfidence, confidenceIn } from '../../core/actions/confidence.ts'
import { deck, shownResult } from '../link/deck.ts'

/** The room's confidence in each action, by its id, once it was shown. */
export const confidence: ComputedRef<ReadonlyMap<string, Confidence>> = computed(() => {
  const view = Object.values(deck.polls).find(({ def }) => asksConfidence(def))
  const result = shownResult(view)
  return view && result ? confidenceIn(view.def, result) : new Map()
})
