import type { PollDef } from '../core/kinds/poll.ts'
import type { Problem } from './problem.ts'
import { hasOptions } from '../core/kinds/kinds.ts'

/** A poll as an author declared it. */
export interface AuthoredPoll {
  def: PollDef
  /** The fields that the author wrote; others have their defaults. */
  written: ReadonlySet<string>
  /** Where an author finds a field of it. */
  at: (path: readonly PropertyKey[]) => Pick<Problem, 'file' | 'line' | 'field'>
}

/** About four screens of a slide's results, and as much as anybody scrolls on a phone. */
export const MOST_OPTIONS = 60

/** The fields that an author wrote, those of `from` as `from.take`. */
export function fieldsIn(poll: object): Set<string> {
  const { from } = poll as { from?: unknown }
  return new Set([...Object.keys(poll), ...typeof from === 'object' && from !== null ? Object.keys(from).map(field => `from.${field}`) : []])
}

type Complaint = [path: PropertyKey[], message: string]

/**
 * What the schema allows and nobody can mean: ten places among three options. Checked where authors write, so that older
 * logs, which may hold it, still fold.
 */
export function senseless({ def, written, at }: AuthoredPoll): Problem[] {
  return [...wordsOf(def), ...numbersOf(def, written)].map(([path, message]) => ({ ...at(path), message }))
}

/** Words that are empty, or the same where they have to tell things apart. */
function wordsOf(def: PollDef): Complaint[] {
  const complaints: Complaint[] = blank(def.title) ? [[['title'], EMPTY]] : []
  if (hasOptions(def)) {
    complaints.push(...distinct(def.options.map(({ label }) => label), index => ['options', index, 'label']))
    if (def.options.length > MOST_OPTIONS)
      complaints.push([['options'], `has ${def.options.length} entries, which no slide can show and nobody reads on a phone; ${MOST_OPTIONS} at most`])
  }
  if (def.kind === 'scale')
    complaints.push(...distinct(def.levels, index => ['levels', index]))
  if (def.kind === 'matrix') {
    for (const axis of ['x', 'y'] as const) {
      const { label, low, high } = def[axis]
      complaints.push(...Object.entries({ label, low, high }).flatMap(([field, words]): Complaint[] => blank(words) ? [[[axis, field], EMPTY]] : []))
      if (same(low, high))
        complaints.push([[axis, 'high'], `is "${high}" at both ends; they need different words`])
    }
    if (same(def.x.label, def.y.label))
      complaints.push([['y', 'label'], `is "${def.y.label}" for both axes; they need different words`])
  }
  return complaints
}

/** Numbers that do not go together. */
function numbersOf(def: PollDef, written: ReadonlySet<string>): Complaint[] {
  if (!hasOptions(def))
    return []
  const count = def.from?.take ?? def.options.length
  const options = def.from ? `takes ${count} options` : `has ${count} options`
  switch (def.kind) {
    case 'choice': {
      const again = def.right?.findIndex((id, index) => def.right!.indexOf(id) < index) ?? -1
      return [
        ...def.max > count ? [[['max'], `lets an attendee pick ${def.max}, but the poll ${options}; write ${count} or less`] satisfies Complaint] : [],
        ...again >= 0 ? [[['right', again], `names "${def.right![again]}" a second time; take one of them out`] satisfies Complaint] : [],
      ]
    }
    case 'rank':
      return def.top !== undefined && def.top > count ? [[['top'], `asks for ${def.top} places, but the poll ${options}; write ${count} or less, or leave it out`]] : []
    case 'dots': {
      const most = def.perOption * count
      if (written.has('perOption') && def.perOption > def.dots)
        return [[['perOption'], `allows ${def.perOption} on one option, but an attendee has ${def.dots} in all; write ${def.dots} or less`]]
      return written.has('dots') && def.dots > most
        ? [[['dots'], `gives ${def.dots}, but the poll ${options}, which take ${most} at most (perOption: ${def.perOption}); write ${most} or less, or raise perOption`]]
        : []
    }
    case 'points': {
      const field = written.has('step') ? 'step' : 'points'
      const fitting = Math.max(...divisors(def.points).filter(step => step <= Math.max(1, Math.min(def.step, def.points / 2))))
      return def.points % def.step === 0 ? [] : [[[field], `${def.points} points cannot be given away ${def.step} at a time; write step: ${fitting}`]]
    }
    default:
      return []
  }
}

function divisors(number: number): number[] {
  return Array.from({ length: number }, (_, index) => index + 1).filter(divisor => number % divisor === 0)
}

const EMPTY = 'is empty; write something here'

/** Nothing in it that can be seen. */
function blank(text: string): boolean {
  return !/[^\s\p{C}]/u.test(text)
}

function same(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

function plain(text: string): string {
  return text.normalize('NFC').replace(/[\s\p{Cf}]+/gu, ' ').trim()
}

function distinct(texts: readonly string[], pathOf: (index: number) => PropertyKey[]): Complaint[] {
  return texts.flatMap((text, index): Complaint[] => {
    const first = texts.findIndex(other => same(other, text))
    if (blank(text))
      return [[pathOf(index), EMPTY]]
    return first < index ? [[pathOf(index), `"${text}" stands here a second time; attendees could not tell them apart`]] : []
  })
}
