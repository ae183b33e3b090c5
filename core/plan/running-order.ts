/** A slide, as far as the plan is concerned. */
export interface PlacedInPart {
  /** The part of the deck that it belongs to; null before the first one. */
  part: string | null
  layout: string
}

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
  return /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name) && name.length <= 64 ? name : undefined
}

/**
 * The slides of a run, in its order; those before the first part come first. [L1]
 * @param slides all of the deck
 * @param parts of the run; those without minutes are skipped
 * @returns their indices in the deck
 */
export function runningOrder(slides: readonly PlacedInPart[], parts: readonly { id: string, minutes: number, without: readonly string[] }[]): number[] {
  const indices = slides.map((_, index) => index)
  return [
    ...indices.filter(index => slides[index]!.part === null),
    ...parts.filter(({ minutes }) => minutes > 0).flatMap(({ id, without }) => indices.filter(index => slides[index]!.part === id && !without.includes(slides[index]!.layout))),
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
export function slidesRun(slides: readonly SlideWithPoll[], parts: readonly { id: string, isSection: boolean, minutes: number, without: readonly string[] }[], { isVotedIn, spent }: Traces): number[] {
  const isVoted = ({ poll }: SlideWithPoll) => poll !== null && isVotedIn(poll)
  const isGiven = (id: string) => (spent[id] ?? 0) >= GIVEN_MS || slides.some(slide => slide.part === id && isVoted(slide))
  // What was skipped after it was given stays in its place.
  const planned = parts.filter(({ id, minutes }) => minutes > 0 || isGiven(id))
  const given = planned.filter(({ id }) => isGiven(id))
  const run = given.some(({ isSection }) => isSection) ? planned.filter(({ id, isSection }) => !isSection || isGiven(id)) : planned
  const known = new Set(run.map(({ id }) => id))
  const further = new Set(slides.flatMap(({ part }) => part !== null && !known.has(part) && slides.some(other => other.part === part && isVoted(other)) ? part : []))
  const left = new Map(parts.map(({ id, without }) => [id, without]))
  const indices = slides.map((_, index) => index)
  return [
    ...indices.filter(index => slides[index]!.part === null),
    ...[...known, ...further].flatMap(id => indices.filter((index) => {
      const slide = slides[index]!
      return slide.part === id && (isVoted(slide) || !(left.get(id) ?? []).includes(slide.layout))
    })),
  ]
}
