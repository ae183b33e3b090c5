import type { Slides } from '../deck/slides.ts'
import { partsOfSlides } from '../../core/plan/running-order.ts'
import { slideKeys } from '../../core/plan/slide-keys.ts'
import { drawnParts, pollIdOf } from '../deck/slide-poll.ts'

/** A slide of the deck, in its place. */
export interface PlacedSlide {
  key: string
  /** The poll that it puts on the phones. */
  poll: string | null
  /** The words of its first heading; null where a slide has no poll or no heading. */
  heading: string | null
  /** The part of the deck that it belongs to; null before the first one. */
  part: string | null
  layout: string
  /** What its author plans for it. */
  minutes: number
}

/** The slides that a deck shows, in their order. */
export function placedSlides(slides: Slides['slides']): PlacedSlide[] {
  const partOf = partsOfSlides(slides.map(({ frontmatter }) => frontmatter))
  const found = slides.map(({ frontmatter, content, source }, index) => {
    const parts = drawnParts(content, source.frontmatter)
    const poll = pollIdOf(frontmatter.poll, parts) ?? null
    return {
      poll,
      heading: poll === null ? null : parts.heading?.text ?? null,
      part: partOf[index]!,
      layout: layoutOf(frontmatter, index),
      minutes: typeof frontmatter.minutes === 'number' ? frontmatter.minutes : 0,
    }
  })
  const keys = slideKeys(slides.map(({ frontmatter, title, revision }, index) => ({ alias: frontmatter.routeAlias, title, revision, poll: found[index]!.poll })))
  return keys.map((key, index) => ({ key, ...found[index]! }))
}

/** As Slidev finds it. */
function layoutOf({ layout }: { layout?: unknown }, index: number): string {
  return typeof layout === 'string' ? layout : index === 0 ? 'cover' : 'default'
}

/** The slides of a part that a route gives. */
export function slidesOf(slides: readonly PlacedSlide[], part: string, without: readonly string[]): PlacedSlide[] {
  return slides.filter(slide => slide.part === part && !without.includes(slide.layout))
}
