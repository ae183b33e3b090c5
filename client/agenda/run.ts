import type { ComputedRef, Ref } from 'vue'
import type { PlannedPart } from '../../core/plan/plan.ts'
import type { PlanView } from '../../core/protocol/down.ts'
import type { SlideMeta, SlideRoute } from '../slidev-client.d.ts'
import { plan as declared } from 'virtual:workshop'
import { computed, shallowReactive, shallowRef, watch } from 'vue'
import { slides } from '#slidev/slides'
import { newPlan, partsOf, routeOf } from '../../core/plan/plan.ts'
import { partsOfSlides, runningOrder, slidesRun } from '../../core/plan/running-order.ts'
import { slideKeys } from '../../core/plan/slide-keys.ts'
import { deck } from '../link/deck.ts'

/*
 * The built deck follows the agenda: `slides`, which all of Slidev reads, is reordered and renumbered. Slidev assumes that
 * `slides[no - 1]` has the number `no`, so a slide that moves gets another number here: its position. Its number in the built
 * deck, which server and log know, never changes.
 */

/** The slides as Slidev built them: in the order of their author, with numbers of their own. */
const built = shallowRef(slides.value)
export const builtSlides: Readonly<Ref<readonly SlideRoute[]>> = built

/** The plan of a page that no server has told one; null where the deck has no routes. */
const initial = declared && newPlan(declared)

/** The parts of the run as planned. */
const planned: ComputedRef<readonly PlannedPart[]> = computed(() => deck.room?.plan?.parts ?? (initial ? partsOf(initial) : []))

/** The route in force. */
export function routeIn({ routes, route }: PlanView): PlanView['routes'][number] {
  return routes.find(({ id }) => id === route)!
}

/** The minutes of the route in force; null where the deck has no routes. */
export const routeMinutes = computed(() => {
  if (deck.room?.plan)
    return routeIn(deck.room.plan).minutes
  return initial && routeOf(initial).minutes
})

/** The part of each slide of the built deck, by index. */
export const partOfSlide = computed(() => partsOfSlides(built.value.map(({ meta }) => meta.slide.frontmatter)))

/** The poll that each slide of the built deck puts on the phones, by index. */
export const pollOfSlide = computed(() => built.value.map(({ meta }) => {
  const { poll } = meta.slide.frontmatter
  return typeof poll === 'string' ? poll : null
}))

/** Whether a slide of the built deck, by its number, shows the actions. */
export function showsPlan(no: number): boolean {
  return built.value[no - 1]?.meta.layout === 'actions'
}

/** What identifies each slide of the built deck, by index. */
export const keyOfSlide = computed(() => slideKeys(built.value.map(({ meta: { slide } }, index) =>
  ({ alias: ownAddress(slide), title: slide.ownTitle ?? slide.title, revision: slide.revision, poll: pollOfSlide.value[index]! }))))

const placed = computed(() => built.value.map(({ meta }, index) =>
  ({ part: partOfSlide.value[index]!, layout: meta.layout ?? (index === 0 ? 'cover' : 'default') })))

/** Indices in the built deck: of the slides of the run, in its order. */
const inRun = computed(() => planned.value.length > 0 ? runningOrder(placed.value, planned.value) : built.value.map((_, index) => index))

/** Everything else follows, in the order of the built deck, so that it can still be reached. */
const order = computed(() => {
  const run = new Set(inRun.value)
  return [...inRun.value, ...built.value.map((_, index) => index).filter(index => !run.has(index))]
})

/** A live deck has all slides; a print draws what was run, or the whole deck. */
const isWhole = computed(() => deck.status !== 'frozen' || deck.all)
const shown = computed(() => {
  if (isWhole.value || planned.value.length === 0)
    return order.value
  const wasShown = new Set(deck.shown)
  return slidesRun(placed.value.map((slide, index) => {
    const poll = pollOfSlide.value[index]!
    return { ...slide, hasPoll: poll !== null, wasRun: wasShown.has(keyOfSlide.value[index]!) || wasShown.has(`${index + 1}`) || (poll !== null && (deck.polls[poll]?.voters ?? 0) > 0) }
  }), planned.value)
})

/** How many slides the run has. Those after it in `slides` are not on the agenda; a print has no such. */
export const runLength = computed(() => deck.status === 'frozen' ? shown.value.length : inRun.value.length)

/** The parts of the run; none where the deck has no routes. A print of what was run has its sections only. */
export const parts = computed(() => {
  if (isWhole.value)
    return planned.value
  const printed = new Set(shown.value.map(index => partOfSlide.value[index]!))
  const further = deck.room?.plan?.sections.filter(({ id }) => printed.has(id) && planned.value.every(part => part.id !== id)) ?? []
  return [
    ...planned.value.filter(({ id, isSection }) => !isSection || printed.has(id)),
    ...further.map(section => ({ ...section, isSection: true, planned: 0, minutes: 0, without: [] })),
  ]
})

/** The same without skipped ones. */
export const partsGiven = computed(() => parts.value.filter(({ minutes, isSection }) => minutes > 0 || (!isWhole.value && isSection)))

/** Changes whenever a slide has another position than before. */
export const orderKey = computed(() => shown.value.join())

/** The number in the built deck of the slide at a position, both from 1. */
export function builtNumberOf(position: number): number {
  return (shown.value[position - 1] ?? position - 1) + 1
}

/** The position of a slide of the built deck, by its number there. */
export function positionOf(builtNumber: number): number {
  return shown.value.indexOf(builtNumber - 1) + 1 || builtNumber
}

/** An address that a slide keeps wherever it stands. It must not be a number: Slidev takes numbers for positions. */
export function addressOf(builtNumber: number): string {
  return String(built.value[builtNumber - 1]?.meta.slide.frontmatter.routeAlias ?? builtNumber)
}

const given = new WeakMap<object, string>()

/** The address that the author gave a slide; undefined if none. */
export function ownAddress({ frontmatter }: SlideMeta['slide']): unknown {
  return frontmatter.routeAlias === given.get(frontmatter) ? undefined : frontmatter.routeAlias
}

function giveAddresses(): void {
  for (const { no, meta: { slide: { frontmatter } } } of built.value) {
    if (frontmatter.routeAlias === undefined) {
      given.set(frontmatter, `s${no}`)
      frontmatter.routeAlias = `s${no}`
    }
  }
}

/** A slide with another number; the same one for the same slide and number. */
const renumbered = new WeakMap<SlideMeta, Map<number, SlideRoute>>()

function withNumber(route: SlideRoute, no: number): SlideRoute {
  if (route.no === no)
    return route
  const known = renumbered.get(route.meta) ?? new Map<number, SlideRoute>()
  renumbered.set(route.meta, known)
  let found = known.get(no)
  if (!found) {
    let own: { of: SlideMeta['slide'], slide: SlideMeta['slide'] } | undefined
    // What is not its own comes from the built slide, also after an edit.
    const meta = shallowReactive(Object.create(route.meta, {
      __clicksContext: { value: null, writable: true, enumerable: true },
      __preloaded: { value: false, writable: true, enumerable: true },
      slide: {
        enumerable: true,
        get: () => {
          const { slide } = route.meta
          if (own?.of !== slide)
            own = { of: slide, slide: { ...slide, no } }
          return own.slide
        },
      },
    })) as SlideMeta
    known.set(no, found = { ...route, no, meta })
  }
  return found
}

/** Makes `slides` follow the agenda from now on. Called once, before the first page; decks without routes stay as they are. */
export function followAgenda(): void {
  if (!declared)
    return
  let own = slides.value
  // Under development an edit brings a new list.
  watch(slides, (list) => {
    if (list !== own)
      built.value = list
  }, { flush: 'sync' })
  watch(() => built.value.map(({ meta }) => meta.slide.frontmatter.routeAlias), giveAddresses, { immediate: true, flush: 'sync' })
  watch([built, orderKey], () => {
    slides.value = own = shown.value.map((index, place) => withNumber(built.value[index]!, place + 1))
  }, { immediate: true, flush: 'sync' })
}
