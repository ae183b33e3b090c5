import type { SlideInfo } from '@slidev/types'
import type { PollDef } from '../../core/kinds/kinds.ts'
import type { PlanDef, Route } from '../../core/plan/schema.ts'
import type { Problem } from '../problem.ts'
import type { AuthoredRoute, Discipline } from '../schema.ts'
import type { AuthoredPoll } from '../sense.ts'
import type { PlacedSlide } from './placed-slides.ts'
import { hasOptions, sum } from '../../core/kinds/shared/with-options.ts'
import { needOf } from '../../core/plan/last-time.ts'
import { AGENDA_POLL } from '../../core/plan/plan.ts'
import { fits } from '../../core/polls/options.ts'
import { placeInFrontmatter, placeOfText } from '../deck/slides.ts'
import { suggest } from '../nearest.ts'
import { offsetOf } from '../problem.ts'
import { slidesOf } from './placed-slides.ts'

export interface DeckParts {
  routes: readonly AuthoredRoute[]
  disciplines: readonly Discipline[]
  slides: readonly PlacedSlide[]
  polls: readonly PollDef[]
  /** Where an author finds a field of the settings. */
  at: AuthoredPoll['at']
}

/** The deck's routes, with minutes for every part. Without routes, nothing. */
export function routesOf(deck: DeckParts): { plan?: PlanDef, problems: Problem[] } {
  const { routes, slides } = deck
  if (routes.length === 0)
    return { problems: [] }
  const problems = routes.flatMap((route, index) => routeProblems(deck, route, index))
  if (problems.length > 0)
    return { problems }
  const sections = sectionsOf(deck)
  return {
    problems,
    plan: {
      sections: sections.map(({ id, tag }) => ({ id, title: tag })),
      routes: routes.map(({ id, title, minutes, parts }): Route => ({ id, title, minutes, slots: parts.flatMap(part => slotsOf(part, slides, sections)) })),
    },
  }
}

/** The disciplines that the deck has slides of. */
function sectionsOf({ disciplines, slides }: DeckParts): Discipline[] {
  return disciplines.filter(({ id }) => slides.some(({ part }) => part === id))
}

function slotsOf({ part, sections: count = 0, minutes, without }: AuthoredRoute['parts'][number], slides: readonly PlacedSlide[], sections: readonly Discipline[]): Route['slots'] {
  if (part !== undefined) {
    const needs = needOf(slidesOf(slides, part, without))
    return [{ part, title: titleOf(part), minutes: minutes ?? minutesOf(slides, part, without), without, ...needs && { needs } }]
  }
  return Array.from({ length: count }, (): Route['slots'][number] => ({ part: null, title: 'Section', minutes: minutes ?? longest(slides, sections, without), without }))
}

/** What the slides of a part need. */
function minutesOf(slides: readonly PlacedSlide[], part: string, without: readonly string[]): number {
  return Math.ceil(sum(slidesOf(slides, part, without).map(({ minutes }) => minutes)))
}

function longest(slides: readonly PlacedSlide[], sections: readonly Discipline[], without: readonly string[]): number {
  return Math.max(0, ...sections.map(({ id }) => minutesOf(slides, id, without)))
}

/** `warm-up` as a title. */
function titleOf(part: string): string {
  const words = part.replaceAll('-', ' ')
  return words[0]!.toUpperCase() + words.slice(1)
}

function routeProblems(deck: DeckParts, route: AuthoredRoute, index: number): Problem[] {
  const { slides, at } = deck
  const known = [...new Set(slides.flatMap(({ part }) => part ?? []))]
  const sections = sectionsOf(deck)
  const here = (path: PropertyKey[], message: string): Problem => ({ ...at(['routes', index, ...path]), message })
  const problems = route.parts.flatMap(({ part, sections: count = 0, minutes, without }, place): Problem[] => {
    const path = ['parts', place]
    if (part !== undefined && !known.includes(part))
      return [here([...path, 'part'], `names "${part}", but no slide begins a part of that name; ${suggest(part, known, 'write part: in the frontmatter of its first slide, or take it out')}`)]
    if (part !== undefined && sections.some(({ id }) => id === part))
      return [here([...path, 'part'], `names the section "${part}"; the agenda decides which sections are given: write sections: with how many`)]
    if (part !== undefined && route.parts.findIndex(other => other.part === part) < place)
      return [here([...path, 'part'], `names "${part}" a second time; take one of them out`)]
    const sofar = sum(route.parts.slice(0, place).map(({ sections: before = 0 }) => before))
    if (part === undefined && sofar + count > sections.length)
      return [here([...path, 'sections'], `takes ${count}${sofar > 0 ? ` after ${sofar} others` : ''}, but the deck has slides of ${sections.length} disciplines; write ${sections.length - sofar} or less`)]
    if (part !== undefined && sofar > 0 && slidesOf(slides, part, without).some(({ poll }) => poll === AGENDA_POLL))
      return [here([...path, 'part'], `asks where the time should go, but ${sofar === 1 ? 'a section is' : `${sofar} sections are`} over by then; put it before the first sections:, or take it out`)]
    const own = part === undefined ? sections.map(({ id }) => id) : [part]
    const layouts = slides.filter(slide => slide.part !== null && own.includes(slide.part)).map(({ layout }) => layout)
    const stranger = without.findIndex(layout => !layouts.includes(layout))
    if (stranger !== -1)
      return [here([...path, 'without', stranger], `no slide there has the layout "${without[stranger]}"; ${suggest(without[stranger]!, layouts, 'take it out')}`)]
    const needed = part === undefined ? longest(slides, sections, without) : minutesOf(slides, part, without)
    return minutes !== undefined && minutes < needed
      ? [here([...path, 'minutes'], `gives ${minutes}, but the slides need ${needed} (minutes: in their frontmatter); give ${needed} or more, or leave slides out with without:`)]
      : []
  })
  if (problems.length > 0)
    return problems
  const slots = route.parts.flatMap(part => slotsOf(part, slides, sections))
  const needed = sum(slots.map(({ minutes }) => minutes))
  if (needed > route.minutes)
    return [here(['minutes'], `is less than its parts take, which is ${needed}; write ${needed} or more, or shorten parts`)]
  return unfed(deck, route).map(id => here(['parts'], `has the poll "${id}", but no poll that it takes its options from; add the part of one, or leave its slide out`))
}

/** Polls of a route that take their options from polls which it leaves out. */
function unfed({ slides, disciplines, polls }: DeckParts, { parts }: AuthoredRoute): string[] {
  const shown = parts.flatMap(({ part, without }) => (part === undefined ? disciplines.map(({ id }) => id) : [part])
    .flatMap(part => slidesOf(slides, part, without))
    .flatMap(({ poll }) => poll ?? []))
  return polls
    .filter(def => shown.includes(def.id) && hasOptions(def) && def.from?.polls && !def.from.polls.some(pattern => shown.some(id => fits(pattern, id))))
    .map(({ id }) => id)
}

/** Slides whose `minutes` are no minutes. Only decks with routes read them. */
export function minutesProblems(root: string, slides: readonly SlideInfo[]): Problem[] {
  return slides.flatMap(({ frontmatter: { minutes }, source }): Problem[] => {
    if (minutes === undefined || (typeof minutes === 'number' && minutes >= 0 && minutes <= 600))
      return []
    const offset = source.frontmatterDoc && offsetOf(['minutes'], source.frontmatterDoc)
    const place = offset === undefined ? placeOfText(root, source, 'minutes:') : placeInFrontmatter(root, source, offset)
    return [{ ...place, field: 'minutes', message: 'should be how long the slide takes: a number from 0 to 600' }]
  })
}
