import type { Route } from '../../core/plan/schema.ts'
import type { Content } from '../load.ts'
import { rulesOf } from '../../core/kinds/kinds.ts'
import { sum } from '../../core/kinds/shared/with-options.ts'
import { slidesOf } from './placed-slides.ts'

interface Demand {
  /** What its parts take of its minutes. */
  planned: number
  /** Taps of an attendee who answers everything, with the sections that ask for the most. */
  taps: number
}

/** What a route asks of a room. */
export interface RouteFacts extends Demand {
  id: string
  minutes: number
  /** Sections that it has time for. */
  sections: number
  /** The same in a workshop that is compared with an earlier one; null where the route shows nothing of it. */
  withLastTime: Demand | null
}

/** What each route of a deck asks of a room; none where it has no routes. */
export function routeFacts({ plan, polls, slides, file }: Content): RouteFacts[] {
  const defs = new Map(polls.map(def => [def.id, def]))

  function tapsOf(part: string, without: readonly string[]): number {
    const shown = slidesOf(slides, part, without).map(({ poll }) => defs.get(poll ?? ''))
    return sum([...new Set(shown)].map(def => def ? rulesOf(def).taps(def) : 0))
  }

  function demandOf(slots: Route['slots']): Demand {
    const own = slots.map(({ part, without }) => part === null ? 0 : tapsOf(part, without))
    const places = slots.filter(({ part }) => part === null)
    const sections = plan!.sections.map(section => Math.max(0, ...places.map(({ without }) => tapsOf(section.id, without)))).sort((a, b) => b - a)
    return {
      planned: sum(slots.map(({ minutes }) => minutes)),
      // The role is a tap too.
      taps: sum(own) + sum(sections.slice(0, places.length)) + (file.roles.length > 0 ? 1 : 0),
    }
  }

  return (plan?.routes ?? []).map(({ id, minutes, slots }) => {
    const usual = slots.filter(({ needs }) => needs === undefined)
    return {
      id,
      minutes,
      sections: slots.filter(({ part }) => part === null).length,
      ...demandOf(usual),
      withLastTime: usual.length < slots.length ? demandOf(slots) : null,
    }
  })
}
