import type { PollDef } from '../core/kinds/kinds.ts'
import type { Complaint } from '../core/kinds/shared/kind.ts'
import type { Problem } from './problem.ts'
import { rulesOf } from '../core/kinds/kinds.ts'
import { blank, distinct, EMPTY } from '../core/kinds/shared/complaints.ts'
import { hasOptions } from '../core/kinds/shared/with-options.ts'

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

/**
 * What the schema allows and nobody can mean: ten places among three options. Checked where authors write, so that older
 * logs, which may hold it, still fold.
 */
export function senseless({ def, written, at }: AuthoredPoll): Problem[] {
  return [...wordsOf(def), ...rulesOf(def).complaints?.(def, written) ?? []].map(([path, message]) => ({ ...at(path), message }))
}

/** Words that are empty, or the same where they have to tell things apart. */
function wordsOf(def: PollDef): Complaint[] {
  const complaints: Complaint[] = blank(def.title) ? [[['title'], EMPTY]] : []
  if (!hasOptions(def))
    return complaints
  complaints.push(...distinct(def.options.map(({ label }) => label), index => ['options', index, 'label']))
  return def.options.length > MOST_OPTIONS
    ? [...complaints, [['options'], `has ${def.options.length} entries, which no slide can show and nobody reads on a phone; ${MOST_OPTIONS} at most`]]
    : complaints
}
