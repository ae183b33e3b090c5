import type { ComputedRef, Ref } from 'vue'
import { computed } from 'vue'
import { useFit } from '../draw/use-fit.ts'

/** Up to so many rows stand large. */
const LARGE = 3
/** How often the type gets smaller before anything else is tried. */
export const STEPS = 8

export interface FittedListOptions {
  list: () => HTMLElement | null
  /** How many rows it has. */
  count: () => number
  /** What is written in them. */
  of: () => unknown[]
  /** The size of their text where few stand large, and where not, in pixels. */
  sizes: [large: number, usual: number]
  ways: number
}

export interface FittedList {
  /** The way that fits, from 0. */
  way: Readonly<Ref<number>>
  /** For the list. */
  style: ComputedRef<Record<string, string | number>>
}

/** Rows of equal height, with type that gets smaller until the longest text fits. Styled by `fitted-list.css`. */
export function useFittedList({ list, count, of, sizes: [large, usual], ways }: FittedListOptions): FittedList {
  const way = useFit({
    element: list,
    of,
    ways,
    overflows: ({ children }) => [...children].some(({ scrollHeight, clientHeight }) => scrollHeight > clientHeight + 1),
  })
  const style = computed(() => ({ '--rows': Math.max(LARGE, count()), '--base': `${count() <= LARGE ? large : usual}px`, '--size': 0.93 ** (way.value % STEPS) }))
  return { way, style }
}
