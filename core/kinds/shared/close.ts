import type { Close } from '../schemas/fields.ts'
import type { Answer, PollDef, Result } from '../schemas/schemas.ts'
import type { Amount } from './kind.ts'

type Row = Result['rows'][number]

/** As many ballots are few: two people who change their mind, or one in twenty of a large room. [R14] */
export function fewOf(voters: number): number {
  return Math.max(2, Math.floor(voters / 20))
}

/**
 * The fewest ballots that have to change until a lead is reversed.
 * @param shifts by how much a ballot can close it, for each ballot
 */
export function ballotsToSwap(lead: number, shifts: readonly number[]): number {
  const largestFirst = shifts.toSorted((a, b) => b - a)
  let left = lead
  const last = largestFirst.findIndex(shift => (left -= shift) < 0)
  return last === -1 ? Infinity : last + 1
}

/** Who is at the front of a round, where few ballots decide which of them is first; undefined if the first place is firm, or nobody is second. [R14] */
export function closeOf(def: PollDef, { most, count, given }: Amount<PollDef, Answer, Row>, { rows, voters }: Result, ballots: Iterable<Answer>): Close | undefined {
  const at = (place: number) => (rows as readonly Row[]).filter(({ rank }) => rank === place)
  const [first, ...level] = at(1)
  if (!first)
    return undefined
  if (level.length > 0)
    return { options: [first, ...level].map(({ id }) => id), ballots: 0 }
  const few = fewOf(voters)
  const lead = (row: Row) => count(first) - count(row)
  // Reading every ballot is left out where no few ballots could be enough.
  const within = at(2).filter(row => lead(row) < 2 * most(def) * few)
  if (within.length === 0)
    return undefined
  const all = [...ballots]
  const near = within
    .map(row => ({ id: row.id, ballots: ballotsToSwap(lead(row), all.map(answer => most(def) + given(def, answer, first.id) - given(def, answer, row.id))) }))
    .filter(({ ballots }) => ballots <= few)
  return near.length === 0 ? undefined : { options: [first.id, ...near.map(({ id }) => id)], ballots: Math.min(...near.map(({ ballots }) => ballots)) }
}

/** The options that may be called first: one, unless several are level or few ballots would swap them. [R14] */
export function frontOf({ rows, close }: { rows: readonly { id: string, rank: number | null }[], close?: Close | undefined }): string[] {
  return close?.options ?? rows.filter(({ rank }) => rank === 1).map(({ id }) => id)
}
