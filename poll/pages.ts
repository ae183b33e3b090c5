import type { ComputedRef } from 'vue'
import { computed, onScopeDispose, shallowReactive, watchEffect } from 'vue'

/** How many pages the result of each poll takes on the slide of this page; a poll that no slide draws is absent. */
export const pageCounts = shallowReactive(new Map<string, number>())

/** Which page of a result every screen shows, from 1. */
const turned = shallowReactive(new Map<string, number>())

/**
 * The page of a poll's result that is to be drawn, where it takes more than one. All screens show the same one; a print has all
 * of them, one after another.
 * @param id of the poll
 * @param count how many pages its result takes here, 1 at least
 * @returns the page's number, from 1 to `count`
 */
export function usePages(id: () => string, count: () => number): ComputedRef<number> {
  watchEffect(() => pageCounts.set(id(), count()))
  onScopeDispose(() => pageCounts.delete(id()))
  return computed(() => Math.min(count(), turned.get(id()) ?? 1))
}

/** The text or question of a poll that every screen shows alone; null where it shows all of them. */
export function useSpotlight(_id: () => string): ComputedRef<string | null> {
  return computed(() => null)
}
