import type { Attendee } from '../../link/attendee.ts'
import { onMounted, onUnmounted } from 'vue'
import { addressOf } from './items.ts'

export interface Addresses {
  /** Opens the poll that the page's address names. */
  follow: () => void
  open: (poll: string) => void
  toList: () => void
}

/** Opens polls that can be answered beforehand. The page's address names the open one, so that Back leads to the list. */
export function addressesOf({ view, choose }: Pick<Attendee, 'view' | 'choose'>): Addresses {
  function follow(): void {
    choose(new URLSearchParams(location.search).get('poll'))
  }

  return {
    follow,
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
      history.replaceState(null, '', location.pathname)
      follow()
    },
  }
}

/** Follows the browser's Back and Forward, in a component's setup. */
export function followAddress({ follow }: Addresses): void {
  onMounted(() => {
    addEventListener('popstate', follow)
    follow()
  })
  onUnmounted(() => removeEventListener('popstate', follow))
}
