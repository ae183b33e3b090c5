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

function slidesIn<Slide extends PlacedInPart>(slides: readonly Slide[], parts: readonly Pick<RunPart, 'id' | 'without'>[]): number[] {
  const indicesOf = (fits: (slide: Slide) => boolean) => slides.flatMap((slide, index) => fits(slide) ? [index] : [])
  return [
    ...indicesOf(({ part }) => part === null),
    ...parts.flatMap(({ id, without }) => indicesOf(slide => slide.part === id && !without.includes(slide.layout))),
  ]
}

/** A slide, and what became of it. */
export interface RunSlide extends PlacedInPart {
  /** It shows one. */
  hasPoll: boolean
  /** It was on screen, or somebody voted in its poll. */
  wasRun: boolean
}

/** The layout of a pause. */
const BREAK = 'break'

/**
 * The slides of what was run, for a record, in the order of the run; other parts follow. Of sections, those that were on screen or
 * have votes, after the one that opens it; of other parts, also what sums up: slides without a poll of their own. Before any
 * section, all of the run. [L7]
 * @returns their indices in the deck
 */
export function slidesRun(slides: readonly RunSlide[], parts: readonly RunPart[]): number[] {
  const sections = new Set(parts.filter(({ isSection }) => isSection).map(({ id }) => id))
  const isPlanned = (id: string) => parts.some(part => part.id === id && part.minutes > 0)
  const begun = slides.filter(({ wasRun }) => wasRun).flatMap(({ part }) => part ?? [])
  if (begun.every(id => isPlanned(id) && !sections.has(id)))
    return runningOrder(slides, parts)
  const sumsUp = ({ part, layout, hasPoll }: RunSlide) => !hasPoll && layout !== BREAK && isPlanned(part!) && !sections.has(part!)
  const further = begun.filter(id => parts.every(part => part.id !== id))
  const whole = [...parts.map(({ id }) => id), ...new Set(further)].map(id => ({ id, without: [] }))
  const withheld = (slide: RunSlide) => parts.some(({ id, without }) => id === slide.part && without.includes(slide.layout))
  const isSection = (id: string) => parts.every(part => part.id !== id || part.isSection)
  const opens = ({ part }: RunSlide, index: number) => begun.includes(part!) && isSection(part!) && slides.findIndex(slide => slide.part === part) === index
  return slidesIn(slides, whole).filter((index) => {
    const slide = slides[index]!
    return slide.part === null || slide.wasRun || opens(slide, index) || (sumsUp(slide) && !withheld(slide))
  })
}
