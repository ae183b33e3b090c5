import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { useSlideContext } from '@slidev/client'
import { computed, onScopeDispose, shallowReactive, shallowRef } from 'vue'
import { deck } from '../link/deck.ts'

/** A result on a slide. While a deck is being edited, the slide's number and poll can change. */
interface Drawn {
  poll: () => string
  /** Number of the slide, from 1. */
  slide: Readonly<Ref<number>>
  /** The number of pages, at least 1. */
  count: ComputedRef<number>
  /** The page to draw in a print. */
  printed: ShallowRef<number>
}

const drawn = shallowReactive(new Set<Drawn>())

/**
 * The page of a poll's result that a slide draws. All screens draw the same page; a print draws all of them, one after another.
 * @param id the poll's
 * @param count the number of pages of the result on this slide, at least 1
 * @returns the page's number, from 1 to `count`
 */
export function usePages(id: () => string, count: () => number): ComputedRef<number> {
  const { $page } = useSlideContext()
  const pages = computed(count)
  const one: Drawn = { poll: id, slide: $page, count: pages, printed: shallowRef(1) }
  drawn.add(one)
  onScopeDispose(() => drawn.delete(one))
  return computed(() => Math.min(pages.value, deck.status === 'frozen' ? one.printed.value : turned(id())?.no ?? 1))
}

/** The text or question of a poll that all screens show alone; null if they show all of them. */
export function useSpotlight(id: () => string): ComputedRef<string | null> {
  return computed(() => deck.status === 'frozen' ? null : turned(id())?.post ?? null)
}

/** The number of pages of a poll's result on a slide, at least 1. */
export function pageCount(slide: number, poll: string): number {
  return Math.max(1, ...[...drawn].filter(one => one.slide.value === slide && one.poll() === poll).map(({ count }) => count.value))
}

/** The number of result pages of a slide in a print, at least 1. */
export function printedPages(slide: number): number {
  return Math.max(1, ...[...drawn].filter(one => one.slide.value === slide).map(({ count }) => count.value))
}

/** Makes a slide draw the given page of its results, in a print. */
export function printPage(slide: number, page: number): void {
  drawn.forEach((one) => {
    if (one.slide.value === slide)
      one.printed.value = page
  })
}

function turned(poll: string) {
  const page = deck.room?.slide.page
  return page?.poll === poll ? page : undefined
}
