import { useNav } from '@slidev/client'
import { computed } from 'vue'
import { deck } from '../../link/deck.ts'
import { useResultPages } from '../poll/use-result-pages.ts'
import { usePanelKeys } from './use-panel-keys.ts'

/** The panel's keys for the pages of a result, in a window that moves the slides but has no panel. */
export function usePageKeys(): void {
  const poll = computed(() => deck.polls[deck.room?.slide.poll ?? ''])
  // Refusals are not shown on a slide.
  const pages = useResultPages(poll, useNav().currentSlideNo, () => {})
  const keys = { n: () => pages.turn(1), p: () => pages.turn(-1) }
  usePanelKeys(() => deck.role === 'screen' && deck.mayMove ? keys : {})
}
