import type { Content } from './load.ts'
import { rulesOf } from '../core/kinds/kinds.ts'
import { sum } from '../core/kinds/shared/with-options.ts'
import { slidesOf } from './placed-slides.ts'

/** What a route asks of a room. */
export interface RouteFacts {
  id: string
  minutes: number
  /** What its parts take of them. */
  planned: number
  /** Sections that it has time for. */
  sections: number
  /** Taps of an attendee who answers everything, with the sections that ask for the most. */
  taps: number
}

/** What each route of a deck asks of a room; none where it has no routes. */
export function routeFacts({ plan, polls, slides, file }: Content): RouteFacts[] {
  const defs = new Map(polls.map(def => [def.id, def]))

  function tapsOf(part: string, without: readonly string[]): number {
    const shown = slidesOf(slides, part, without).map(({ poll }) => defs.get(poll ?? ''))
    return sum([...new Set(shown)].map(def => def ? rulesOf(def).taps(def) : 0))
  }

  return (plan?.routes ?? []).map(({ id, minutes, slots }) => {
    const own = slots.map(({ part, without }) => part === null ? 0 : tapsOf(part, without))
    const places = slots.filter(({ part }) => part === null)
    const sections = plan!.sections.map(section => Math.max(0, ...places.map(({ without }) => tapsOf(section.id, without)))).sort((a, b) => b - a)
    return {
      id,
      minutes,
      sections: places.length,
      planned: sum(slots.map(({ minutes }) => minutes)),
      // The role is a tap too.
      taps: sum(own) + sum(sections.slice(0, places.length)) + (file.roles.length > 0 ? 1 : 0),
    }
  })
}
