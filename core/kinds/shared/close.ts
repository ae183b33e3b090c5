import type { Close } from '../schemas/fields.ts'
import type { Answer, PollDef, Result } from '../schemas/schemas.ts'
import type { Amount } from './kind.ts'

type Row = Result['rows'][number]

/** A map or a list of ballots. */
export interface Ballots {
  values: () => Iterable<Answer>
}

/** As many ballots are few: two people who change their mind, or one in twenty of a large room. [R14] */
export function fewOf(voters: number): number {
  return Math.max(2, Math.floor(voters / 20))
}

/**
 * The fewest ballots that have to change until a lead is reversed.
 * @param byShift ballots by how much each can close it
 */
function ballotsToSwap(lead: number, byShift: readonly number[]): number {
  let left = lead
  let changed = 0
  for (let shift = byShift.length - 1; shift > 0; shift--) {
    const needed = Math.floor(left / shift) + 1
    if (needed <= byShift[shift]!)
      return changed + needed
    changed += byShift[shift]!
    left -= shift * byShift[shift]!
  }
  return Infinity
}

/** Who is at the front of a round, where few ballots decide which option is first; undefined if the first place is firm. [R14] */
export function closeOf(def: PollDef, amount: Amount<PollDef, Answer, Row>, { rows, voters }: Result, ballots: Ballots): Close | undefined {
  const at = (place: number | null) => (rows as readonly Row[]).filter(({ rank }) => rank === place)
  const [first, ...level] = at(1)
  if (!first)
    return undefined
  if (level.length > 0)
    return { options: [first, ...level].map(({ id }) => id), ballots: 0 }
  const most = amount.most(def)
  const few = fewOf(voters)
  const seconds = at(2)
  // Where no other option has votes, any of them can become first.
  const near = (seconds.length > 0 ? seconds : at(null)).flatMap((row) => {
    const lead = amount.count(first) - amount.count(row)
    // Saves reading all ballots where even the largest changes are not enough.
    const needed = lead < 2 * most * few ? ballotsToSwap(lead, shiftsOf(def, amount, ballots, first.id, row.id)) : Infinity
    return needed <= few ? [{ row, needed }] : []
  })
  if (near.length === 0)
    return undefined
  const withVotes = near.map(({ row }) => row).filter(({ rank }) => rank !== null)
  return { options: [first, ...withVotes].map(({ id }) => id), ballots: Math.min(...near.map(({ needed }) => needed)) }
}

/** Ballots by how much each closes the lead of one option over another, if it gives the first nothing and the second all it may. */
function shiftsOf(def: PollDef, { most, given }: Amount<PollDef, Answer, Row>, ballots: Ballots, first: string, second: string): number[] {
  const byShift = Array.from<number>({ length: 2 * most(def) + 1 }).fill(0)
  for (const answer of ballots.values())
    byShift[most(def) + given(def, answer, first) - given(def, answer, second)]!++
  return byShift
}

/** The options that may be called first: one, unless several are level or few ballots would swap them. [R14] */
export function frontOf({ rows, close }: { rows: readonly { id: string, rank: number | null }[], close?: Close | undefined }): string[] {
  return close?.options ?? rows.filter(({ rank }) => rank === 1).map(({ id }) => id)
}
