import type { PlannedPart } from './plan.ts'
import { SLUG, SLUG_LENGTH } from '../protocol/limits.ts'

/** A slide, as far as the plan is concerned. */
export interface PlacedInPart {
  /** The part of the deck that it belongs to; null before the first one. */
  part: string | null
  layout: string
}

type RunPart = Pick<PlannedPart, 'id' | 'isSection' | 'minutes' | 'without'>

/** What a slide's frontmatter says of its place: `part` begins a part, `discipline` is a section. */
export interface PartFields {
  part?: unknown
  discipline?: unknown
}

/** The part of each slide: its own, else that of the slide before it. */
export function partsOfSlides(slides: readonly PartFields[]): (string | null)[] {
  let current: string | null = null
  return slides.map(({ part, discipline }) => current = nameIn(part) ?? nameIn(discipline) ?? current)
}

/** Other values are for somebody else: a layout of the deck's own, or another tool. */
function nameIn(value: unknown): string | undefined {
  const name = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return SLUG.test(name) && name.length <= SLUG_LENGTH ? name : undefined
}

/**
 * The slides of a run, in its order; those before the first part come first. [L1]
 * @param slides all of the deck
 * @param parts of the run; those without minutes are skipped
 * @returns their indices in the deck
 */
export function runningOrder(slides: readonly PlacedInPart[], parts: readonly RunPart[]): number[] {
  return slidesIn(slides, parts.filter(({ minutes }) => minutes > 0))
}

/** @param isKept whether a slide is there although its part leaves out its layout */
function slidesIn<Slide extends PlacedInPart>(slides: readonly Slide[], parts: readonly Pick<RunPart, 'id' | 'without'>[], isKept: (slide: Slide) => boolean = () => false): number[] {
  const indicesOf = (fits: (slide: Slide) => boolean) => slides.flatMap((slide, index) => fits(slide) ? [index] : [])
  return [
    ...indicesOf(({ part }) => part === null),
    ...parts.flatMap(({ id, without }) => indicesOf(slide => slide.part === id && (isKept(slide) || !without.includes(slide.layout)))),
  ]
}

/** A slide with the poll that it shows. */
export interface SlideWithPoll extends PlacedInPart {
  poll: string | null
}

/** What tells whether a part was run. */
export interface Traces {
  /** Somebody voted in the poll. */
  isVotedIn: (poll: string) => boolean
  /** Milliseconds on each part while the clock ran. */
  spent: Readonly<Record<string, number>>
}

/** Long enough to have been talked about. */
const GIVEN_MS = 30_000

/**
 * The slides of what was run, for a record: the parts of the run, of its sections those that were voted in or shown for half a
 * minute (all of them if none was), then whatever else was voted in. [L7]
 * @returns their indices in the deck
 */
export function slidesRun(slides: readonly SlideWithPoll[], parts: readonly RunPart[], { isVotedIn, spent }: Traces): number[] {
  const isVoted = ({ poll }: SlideWithPoll) => poll !== null && isVotedIn(poll)
  const voted = new Set(slides.filter(isVoted).flatMap(({ part }) => part ?? []))
  const isGiven = (id: string) => (spent[id] ?? 0) >= GIVEN_MS || voted.has(id)
  // What was skipped after it was given stays in its place.
  const planned = parts.filter(({ id, minutes }) => minutes > 0 || isGiven(id))
  const isAnyGiven = planned.some(({ id, isSection }) => isSection && isGiven(id))
  const run = planned.filter(({ id, isSection }) => !isSection || !isAnyGiven || isGiven(id))
  const further = slides.flatMap(({ part }) => part !== null && voted.has(part) && run.every(({ id }) => id !== part) ? part : [])
  return slidesIn(slides, [...run, ...[...new Set(further)].map(id => ({ id, without: [] }))], isVoted)
}
