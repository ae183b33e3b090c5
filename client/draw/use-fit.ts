import type { Ref } from 'vue'
import { useResizeObserver } from '@vueuse/core'
import { nextTick, onMounted, onScopeDispose, onUpdated, shallowRef, watch } from 'vue'

export interface Fit {
  /** The element whose content has to fit; null while it is not drawn. */
  element: () => HTMLElement | null
  /** What the content depends on: when it changes, fitting starts again with the first way. */
  of: () => unknown
  /** The number of tighter ways. */
  ways?: number
  /** Whether the content does not fit as it is drawn. */
  overflows?: (element: HTMLElement) => boolean
}

/** The maximum number of tighter ways. Each costs a render. */
const WAYS = 40

/**
 * Renders content in tighter and tighter ways until it fits, before anything is painted. Calculated layouts can be wrong, because
 * the widths of letters are not known for all scripts, and a font may be missing.
 * @returns the way to draw now, from 0; the content of `element` must depend on it
 */
export function useFit({ element, of, ways = WAYS, overflows = hangsOver }: Fit): Readonly<Ref<number>> {
  const way = shallowRef(0)
  const check = () => {
    const found = element()
    // A hidden element has no size.
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
  // Runs before the first frame in which a slide is visible or has a new size.
  useResizeObserver(element, () => void nextTick(check))
  document.fonts.addEventListener('loadingdone', again)
  onScopeDispose(() => document.fonts.removeEventListener('loadingdone', again))
  return way
}

/** Whether a child ends below its parent or is too narrow for its content. Uses final positions: transforms of moving rows don't count. */
export function hangsOver(element: HTMLElement): boolean {
  return [...element.children].some(child => child instanceof HTMLElement && (
    child.offsetTop + child.offsetHeight > top(element, child) + element.clientHeight + 1
    || child.scrollWidth > child.clientWidth + 1))
}

/** The top of an element in the coordinates of its children's `offsetTop`. */
function top(element: HTMLElement, child: HTMLElement): number {
  return child.offsetParent === element ? 0 : element.offsetTop
}
