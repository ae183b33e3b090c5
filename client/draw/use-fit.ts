import type { Ref } from 'vue'
import { useResizeObserver } from '@vueuse/core'
import { nextTick, onMounted, onScopeDispose, onUpdated, shallowRef, watch } from 'vue'

export interface Fit {
  /** What has to hold its content; null while it is not drawn. */
  element: () => HTMLElement | null
  /** What everything in it is made from: when that changes, the first way is tried again. */
  of: () => unknown
  /** How many further ways there are. */
  ways?: number
  /** Whether the content does not fit as it is drawn. */
  overflows?: (element: HTMLElement) => boolean
}

/** Further ways that are tried, at most: each costs a render. */
const WAYS = 40

/**
 * Draws the same in tighter and tighter ways until it fits, before anything is painted: nobody knows how wide the letters of all
 * scripts are, and a font may be missing.
 * @returns which way is to be drawn now, from 0; whatever draws `element` has to depend on it
 */
export function useFit({ element, of, ways = WAYS, overflows = hangsOver }: Fit): Readonly<Ref<number>> {
  const way = shallowRef(0)
  const check = () => {
    const found = element()
    // What is not on has no size.
    if (found && found.offsetHeight > 0 && way.value < ways && overflows(found))
      way.value++
  }
  const again = () => {
    way.value = 0
    void nextTick(check)
  }
  watch(of, () => way.value = 0, { flush: 'pre' })
  onMounted(check)
  onUpdated(check)
  // In time for the frame in which a slide comes on or changes its size.
  useResizeObserver(element, () => void nextTick(check))
  document.fonts.addEventListener('loadingdone', again)
  onScopeDispose(() => document.fonts.removeEventListener('loadingdone', again))
  return way
}

/** Whether a child ends below or beside its parent, or is too narrow for what is in it. Rows that are on their way count as where they go. */
export function hangsOver(element: HTMLElement): boolean {
  return [...element.children].some(child => child instanceof HTMLElement && (
    child.offsetTop + child.offsetHeight > top(element, child) + element.clientHeight + 1
    || child.scrollWidth > child.clientWidth + 1))
}

/** Where an element begins, as its children count. */
function top(element: HTMLElement, child: HTMLElement): number {
  return child.offsetParent === element ? 0 : element.offsetTop
}
