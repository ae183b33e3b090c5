import type { Judgement } from '../../core/kinds/schemas/fields.ts'
import type { Missing } from '../../core/views/sections/sections.ts'
import type { VoteState } from '../../core/views/vote-state.ts'

/** What stands in place of a result. [V8] */
export const VOTE_WORDS: Record<VoteState, string> = {
  unasked: 'not asked',
  pending: 'still open',
  nobody: 'no votes',
  unrevealed: 'not revealed',
}

/** What stands in place of a section's figure. [S7] [S9] */
export const MISSING_WORDS: Record<Missing, string> = { ...VOTE_WORDS, unsure: 'none can say', few: 'too few votes' }

/** With a capital first letter, as a heading has it. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Whether a slide's heading is a poll's question, whatever their case and blanks. */
export function isSaid(question: string, heading: string | null | undefined): boolean {
  const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
  return plain(question) === plain(heading ?? '')
}

/** The mark of a text or a question on a slide; empty if it has none. */
export function markOf(judgement: Judgement | undefined): 'answered' | 'parked' | 'pinned' | '' {
  if (judgement?.answered)
    return 'answered'
  return judgement?.parked ? 'parked' : judgement?.pinned ? 'pinned' : ''
}

/**
 * Which page of a result is drawn, and how many rows no page shows; empty if everything is visible.
 * @param page from 1
 */
export function pageWords(page: number, pages: number, more = 0): string {
  const rest = more > 0 && page === pages ? [`and ${more} more`] : []
  return [...pages > 1 ? [`page ${page} of ${pages}`] : [], ...rest].join(' ')
}

/**
 * Which rows of a result are drawn, such as `1–15 of 30`.
 * @param range the index of the first row, and of the one after the last
 */
export function rangeWords([from, end]: readonly [number, number], count: number): string {
  return `${from + 1}${end > from + 1 ? `–${end}` : ''} of ${count}`
}

/** A date in the page's language, such as 12 November 2026. */
export function day(time: number): string {
  return new Intl.DateTimeFormat(document.documentElement.lang || 'en', { dateStyle: 'long' }).format(time)
}
