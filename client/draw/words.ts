import type { OptionPoll, PollDef } from '../../core/kinds/poll.ts'
import type { ResultRow } from '../../core/kinds/result.ts'
import type { Judgement } from '../../core/posts.ts'
import { placesOf } from '../../core/kinds/kinds.ts'
import { plural } from '../link/plural.ts'

export { plural }

/** An address as people read it aloud: without the scheme and a bare slash at the end. */
export function spoken(url: string): string {
  return url.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

/** Whether a slide's heading is a poll's question, whatever their case and blanks. */
export function isSaid(question: string, heading: string | null | undefined): boolean {
  const plain = (text: string) => text.normalize('NFC').replace(/\s+/g, ' ').trim().toLowerCase()
  return plain(question) === plain(heading ?? '')
}

/** What a voter does in this poll, in one short line. */
export function instruction(def: PollDef): string {
  switch (def.kind) {
    case 'choice':
      return def.max === 1 ? 'Pick one' : `Pick up to ${def.max}`
    case 'dots':
      return def.perOption < def.dots ? `${plural(def.dots, 'dot')} each, ${def.perOption} on one at most` : `${plural(def.dots, 'dot')} each`
    case 'points':
      return `Divide ${def.points} points`
    case 'rank':
      return placesOf(def) < def.options.length ? `Your first ${placesOf(def)}, in order` : 'Put them in your order'
    case 'matrix':
      return `Place each by ${def.x.label.toLowerCase()} and ${def.y.label.toLowerCase()}`
    case 'text':
      return def.max === 1 ? 'Write one text' : `Write up to ${def.max} texts`
    case 'words':
      return def.max === 1 ? 'One word each' : `Up to ${def.max} words each`
    case 'board':
      return 'Ask, and want what others ask'
    case 'scale': {
      const [lowest, ...higher] = def.levels
      return def.levels.length <= 3
        ? `${[lowest, ...higher.slice(0, -1)].join(', ')} or ${higher.at(-1)}`
        : `Rate each from 1, ${lowest}, to ${def.levels.length}, ${higher.at(-1)}`
    }
  }
}

/** The number that stands for a row of a poll with options. */
export function numberOf(def: OptionPoll, row: ResultRow): string {
  switch (def.kind) {
    case 'choice':
    case 'points':
      return `${Math.round(row.share * 100)}%`
    case 'scale':
      return row.mean?.toFixed(1) ?? '–'
    default:
      return String(row.count)
  }
}

/** By how much a row moved since the round before, such as `+8` or `−0.4`; empty where it did not. */
export function moveOf(def: OptionPoll, row: ResultRow, before: ResultRow): string {
  const [now, then, digits] = def.kind === 'choice' || def.kind === 'points'
    ? [Math.round(row.share * 100), Math.round(before.share * 100), 0]
    : def.kind === 'scale' ? [row.mean ?? 0, before.mean ?? 0, 1] : [row.count, before.count, 0]
  const by = (now - then).toFixed(digits)
  return Number(by) === 0 ? '±0' : Number(by) > 0 ? `+${by}` : by.replace('-', '−')
}

/** A value of `RoleResult` in words. */
export function roleValue(def: PollDef, value: number | null): string {
  if (value === null)
    return '–'
  return def.kind === 'scale' || def.kind === 'rank' ? value.toFixed(1) : def.kind === 'points' ? String(Math.round(value)) : `${Math.round(value * 100)}%`
}

/** What a slide says of a text or a question that the facilitator marked; empty where it has no mark. */
export function markOf(judgement: Judgement | undefined): 'answered' | 'parked' | 'pinned' | '' {
  if (judgement?.answered)
    return 'answered'
  return judgement?.parked ? 'parked' : judgement?.pinned ? 'pinned' : ''
}

/**
 * Which page of a result is drawn, and how much of it no page shows; empty where all of it is there.
 * @param page from 1
 */
export function pageWords(page: number, pages: number, more = 0): string {
  const rest = more > 0 && page === pages ? [`and ${more} more`] : []
  return [...pages > 1 ? [`page ${page} of ${pages}`] : [], ...rest].join(' ')
}

/**
 * Which rows of a result are drawn, such as `1–15 of 30`.
 * @param range the first, from 0, and the one after the last
 */
export function rangeWords([from, end]: readonly [number, number], count: number): string {
  return `${from + 1}${end > from + 1 ? `–${end}` : ''} of ${count}`
}

/** A day in the page's language, such as 12 November 2026. */
export function day(time: number): string {
  return new Intl.DateTimeFormat(document.documentElement.lang || 'en', { dateStyle: 'long' }).format(time)
}
