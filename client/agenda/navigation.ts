import type { Nav, SlideRoute, TocItem } from '../slidev-client.d.ts'
import { CLICKS_MAX, injectionSlidevContext } from '@slidev/client/constants.ts'
import { useSessionStorage } from '@vueuse/core'
import { computed, inject, toRaw, watch } from 'vue'
import { builtNumberOf, orderKey, partOfSlide, positionOf, runLength } from './run.ts'

/** As many as anybody goes back. */
const REMEMBERED = 200

/**
 * Makes Slidev's navigation end with the run: next and back, total, preview and contents. A slide off the agenda is left at the
 * ends of its part, back to where the run was left.
 */
export function navigateRun(): void {
  // The plain object behind Slidev's context, which `useNav()` reads too.
  const { nav } = toRaw(inject(injectionSlidevContext)!)
  const { slides, currentSlideNo, clicks, clicksStart, clicksTotal, queryClicks, go, next: nextClick, prev: prevClick, tocTree } = nav
  /** The slides of the run that were shown, by their numbers in the built deck, the latest last. A reload keeps them. */
  const trail = useSessionStorage<number[]>('workshop:trail', [])
  watch([currentSlideNo, orderKey], ([no]) => {
    if (no <= runLength.value)
      trail.value = [...trail.value, builtNumberOf(no)].slice(-REMEMBERED)
  }, { immediate: true })
  /** Where the run was left. The agenda may have changed since. */
  const left = computed(() => trail.value.map(positionOf).findLast(position => position <= runLength.value) ?? 1)

  const partAt = (position: number) => partOfSlide.value[builtNumberOf(position) - 1]
  const isAway = (position: number) => position > runLength.value

  /** The position after or before the current one; the current one at the ends of the run. */
  function beside(step: 1 | -1): number {
    const no = currentSlideNo.value
    const to = no + step
    if (!isAway(no))
      return Math.max(1, Math.min(to, runLength.value))
    const goesOn = isAway(to) && to <= slides.value.length && partAt(to) === partAt(no)
    return goesOn ? to : Math.min(step === 1 ? left.value + 1 : left.value, runLength.value)
  }

  const after = computed(() => beside(1))
  const before = computed(() => beside(-1))
  const routeAt = (position: number): SlideRoute => slides.value[position - 1]!

  async function move(to: number, lastClicks: boolean): Promise<void> {
    if (to !== currentSlideNo.value)
      await go(to, lastClicks ? CLICKS_MAX : undefined)
  }
  const nextSlide = (lastClicks = false) => move(after.value, lastClicks)
  const prevSlide = (lastClicks = false) => move(before.value, lastClicks)

  Object.assign(nav, {
    // Off the agenda, a place is one among all slides.
    total: computed(() => isAway(currentSlideNo.value) ? slides.value.length : runLength.value),
    hasNext: computed(() => after.value !== currentSlideNo.value || clicks.value < clicksTotal.value),
    hasPrev: computed(() => before.value !== currentSlideNo.value || clicks.value > 0),
    nextRoute: computed(() => routeAt(after.value)),
    prevRoute: computed(() => routeAt(before.value)),
    nextSlide,
    prevSlide,
    // Slidev's own would call its own `nextSlide` and `prevSlide`.
    next: () => queryClicks.value < clicksTotal.value ? nextClick() : nextSlide(),
    prev: () => queryClicks.value > clicksStart.value ? prevClick() : prevSlide(true),
    goLast: () => go(runLength.value),
    tocTree: computed(() => withinRun(tocTree.value)),
  } satisfies Partial<Nav>)
}

function withinRun(tree: readonly TocItem[]): TocItem[] {
  return tree.filter(({ no }) => no <= runLength.value).map(item => ({ ...item, children: withinRun(item.children) }))
}
