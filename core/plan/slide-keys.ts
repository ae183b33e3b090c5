/** What identifies a slide. */
export interface Identified {
  /** `routeAlias` of its frontmatter. */
  alias?: unknown
  /** Any value from its frontmatter: YAML reads `2026` as a number. */
  title?: unknown
  /** Slidev's hash of its text. */
  revision: string
  /** The poll that it puts on the phones. */
  poll: string | null
}

/** The position of a room, as in the log. */
export interface ShownSlide {
  no: number
  /** Absent in older logs. */
  key?: string | undefined
  poll: string | null
}

/** The protocol's limit, minus room for a number. */
const LONGEST = 200
/** An invisible character that the preparser puts into titles. */
const JOINER = /\u2060/g

/**
 * A key for each slide of a deck, which stays the same when others are added, moved or removed: its
 * address if its author gave it one, else its poll and title, else its text. Equal ones are numbered in their order.
 */
export function slideKeys(slides: readonly Identified[]): string[] {
  const seen = new Map<string, number>()
  return slides.map(({ alias, title, revision, poll }) => {
    const name = [poll, String(title ?? '').replace(JOINER, '').trim()].filter(Boolean).join(' ') || revision
    const key = String(alias ?? name).slice(0, LONGEST)
    const count = (seen.get(key) ?? 0) + 1
    seen.set(key, count)
    return count === 1 ? key : `${key} #${count}`
  })
}

/**
 * The number that a slide has in a deck that may have been edited since: of the slide itself, else of the nearest one with
 * its poll, else the number that it had.
 * @param keys of all slides of the deck, in their order
 * @param polls of all slides of the deck
 */
export function slideNumberOf({ no, key, poll }: ShownSlide, keys: readonly string[], polls: readonly (string | null)[]): number {
  const same = key === undefined ? -1 : keys.indexOf(key)
  if (same !== -1)
    return same + 1
  const withPoll = poll === null ? [] : polls.flatMap((other, index) => other === poll ? [index + 1] : [])
  const [nearest] = withPoll.sort((a, b) => Math.abs(a - no) - Math.abs(b - no))
  return nearest ?? Math.max(1, Math.min(no, keys.length))
}
