import type { Attendee } from '../../link/attendee.ts'
import { onMounted, onUnmounted } from 'vue'
import { addressOf } from './items.ts'

/** Opens polls that can be answered beforehand. The page's address names the open one, so that Back leads to the list. */
export function useAddress({ view, choose }: Pick<Attendee, 'view' | 'choose'>): { open: (poll: string) => void, toList: () => void } {
  function follow(): void {
    choose(new URLSearchParams(location.search).get('poll'))
  }

  onMounted(() => {
    addEventListener('popstate', follow)
    follow()
  })
  onUnmounted(() => removeEventListener('popstate', follow))

  return {
    open(poll) {
      // Otherwise the browser scrolls the list before it is drawn.
      history.scrollRestoration = 'manual'
      if (view.value?.poll)
        history.replaceState(history.state, '', addressOf(poll))
      else
        history.pushState({ isFromList: true }, '', addressOf(poll))
      follow()
    },
    toList() {
      if ((history.state as { isFromList?: true } | null)?.isFromList)
        return history.back()
      history.replaceState(null, '', '/')
      follow()
    },
  }
}
