import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { useSlideContext } from '@slidev/client'
import { computed, onScopeDispose, shallowReactive, shallowRef } from 'vue'
import { deck } from '../link/deck.ts'

/** A result as one slide draws it. While a deck is written, its slide may get another number or another poll. */
interface Drawn {
  poll: () => string
  /** Number of the slide, from 1. */
  slide: Readonly<Ref<number>>
  /** How many pages it takes there, 1 at least. */
  count: ComputedRef<number>
  /** The page that a print is at. */
  printed: ShallowRef<number>
}

const drawn = shallowReactive(new Set<Drawn>())

/**
 * The page of a poll's result that a slide is to draw, where it takes more than one. All screens draw the same page; a print has all
 * of them, one after another.
 * @param id of the poll
 * @param count how many pages its result takes here, 1 at least
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

/** The text or question of a poll that every screen shows alone; null where it shows all of them. */
export function useSpotlight(id: () => string): ComputedRef<string | null> {
  return computed(() => deck.status === 'frozen' ? null : turned(id())?.post ?? null)
}

/** How many pages a poll's result takes on a slide, 1 at least. */
export function pageCount(slide: number, poll: string): number {
  return Math.max(1, ...[...drawn].filter(one => one.slide.value === slide && one.poll() === poll).map(({ count }) => count.value))
}

/** How many pages of results a slide takes in a print, 1 at least. */
export function printedPages(slide: number): number {
  return Math.max(1, ...[...drawn].filter(one => one.slide.value === slide).map(({ count }) => count.value))
}

/** Turns the results of a slide to a page, in a print. */
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
