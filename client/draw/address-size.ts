import type { Ref } from 'vue'
import { useResizeObserver } from '@vueuse/core'
import { nextTick, onMounted, onScopeDispose, shallowRef, watch } from 'vue'

export interface AddressBox {
  /** Pixels of the canvas. */
  width: number
  height: number
  lineHeight: number
  largest: number
}

/** A further line has to make it so much larger: in one line it is easier to type. */
const WORTH_A_LINE = 1.2

/**
 * The largest size at which an address fits its box, in as many lines as make it large.
 * @param widths of the parts that a line may break between, in em
 * @returns px
 */
export function addressSize(widths: readonly number[], { width, height, lineHeight, largest }: AddressBox): number {
  let best = 0
  for (let lines = 1; lines <= widths.length; lines++) {
    const size = Math.min(largest, width / narrowest(widths, lines), lines === 1 ? height : height / (lines * lineHeight))
    if (size > best * (lines === 1 ? 1 : WORTH_A_LINE))
      best = size
  }
  return Math.floor(best)
}

/** The width of the widest line, if parts are broken into so many lines as evenly as they can be. */
function narrowest(widths: readonly number[], lines: number): number {
  if (lines === 1)
    return widths.reduce((sum, width) => sum + width, 0)
  const ends = widths.slice(0, widths.length - lines + 1).map((_, index) => index + 1)
  return Math.min(...ends.map(end => Math.max(narrowest(widths.slice(0, end), 1), narrowest(widths.slice(end), lines - 1))))
}

/**
 * The size of an address that is as large as its box lets it be. Measured, because digits, capitals and dots differ much in width.
 * @param element around a `JoinAddress`
 */
export function useAddressSize(element: () => HTMLElement | null, url: () => string | undefined, box: AddressBox): Readonly<Ref<number>> {
  const size = shallowRef(box.largest)
  const measure = () => {
    const found = element()
    // A hidden element has no size.
    if (!found || found.offsetHeight === 0)
      return
    const now = Number.parseFloat(getComputedStyle(found).fontSize)
    // Sizes are whole pixels, so that a part may be almost one wider.
    const widths = [...found.querySelectorAll<HTMLElement>('.part')].map(part => (part.scrollWidth + 1) / now)
    if (widths.length > 0)
      size.value = addressSize(widths, box)
  }
  onMounted(measure)
  watch(url, () => void nextTick(measure))
  // Runs before the first frame in which a slide is visible.
  useResizeObserver(element, measure)
  document.fonts.addEventListener('loadingdone', measure)
  onScopeDispose(() => document.fonts.removeEventListener('loadingdone', measure))
  return size
}
