import type { Answer } from './answer.ts'
import type { PollDef } from './poll.ts'
import type { ResultRow } from './result.ts'
import type { Actor, Role, Round } from './workshop.ts'
import { hasOptions } from './kinds.ts'
import { resultOf } from './result.ts'
import { count, emptyTally } from './tally.ts'

/** What one role came to. */
export interface RoleResult {
  role: string
  label: string
  voters: number
  /** In the poll's order. Null where too few of the role named the option for a `scale` or `rank`. */
  rows: { id: string, value: number | null }[]
}

/**
 * A round's result by role, for roles that are large enough. [G1] to [G3]
 * @param smallest people in the smallest group that is shown
 * @returns null where the poll's kind or the round has nothing to split
 */
export function resultByRole(def: PollDef, round: Pick<Round, 'ballots' | 'roles' | 'voting'>, roles: readonly Role[], smallest: number): RoleResult[] | null {
  if (!hasOptions(def) || def.kind === 'matrix' || roles.length === 0 || round.voting !== 'closed')
    return null
  const groups = roles.map(({ id, label }) => ({ role: id, label, ...countOf(def, round, id) }))
  const apart = largeEnough(groups.map(({ voters }) => voters), round.ballots.size, smallest)
  const seen = groups.filter((_, index) => apart.has(index))
  const rows = def.options.map(({ id }, index) => {
    // Who rates is told by the number of ratings: the group that could be told from others is those who did.
    const named = seen.map(({ rows }) => rows[index]!.voters)
    const everybody = [...round.ballots.values()].filter(answer => names(answer, id)).length
    return { id, apart: def.kind === 'scale' || def.kind === 'rank' ? largeEnough(named, everybody, smallest) : null }
  })
  return seen.map(({ role, label, voters, rows: own }, group) => ({
    role,
    label,
    voters,
    rows: rows.map(({ id, apart }, index) => ({ id, value: !apart || apart.has(group) ? valueOf(def, own[index]!, voters) : null })),
  }))
}

function countOf(def: PollDef, { ballots, roles }: Pick<Round, 'ballots' | 'roles'>, role: string): { voters: number, rows: ResultRow[] } {
  const tally = emptyTally(def)
  for (const [by, answer] of ballots) {
    if (roles.get(by) === role)
      count(def, tally, answer, 1)
  }
  return resultOf(def, { tally, judgements: new Map() }, true)
}

function names(answer: Answer, id: string): boolean {
  return Array.isArray(answer) ? answer.includes(id) : Object.hasOwn(answer, id)
}

/** `scale`, `rank`: the mean level or place. `points`: points for each voter of the role. Else the share of its voters. */
function valueOf({ kind }: PollDef, row: ResultRow, voters: number): number | null {
  if (kind === 'scale' || kind === 'rank')
    return row.mean
  return kind === 'points' ? row.count / voters : row.share
}

/**
 * Which groups may be shown beside a total: large ones, as long as those who are left over are none or enough too, since
 * they follow by subtraction. [G2]
 */
export function largeEnough(sizes: readonly number[], total: number, smallest: number): Set<number> {
  const shown = sizes.map((size, index) => ({ size, index })).filter(({ size }) => size >= smallest).sort((a, b) => b.size - a.size)
  let rest = total - shown.reduce((sum, { size }) => sum + size, 0)
  while (rest > 0 && rest < smallest && shown.length > 0)
    rest += shown.pop()!.size
  return new Set(shown.map(({ index }) => index))
}

export interface Gap {
  option: string
  high: { label: string, value: number }
  low: { label: string, value: number }
  gap: number
}

/** Where roles disagree most: the option with the widest gap between two of them; null without two. [G4] */
export function widestGap(byRole: readonly RoleResult[]): Gap | null {
  let widest: Gap | null = null
  byRole[0]?.rows.forEach(({ id }, index) => {
    const values = byRole.flatMap(({ label, rows }) => rows[index]!.value === null ? [] : [{ label, value: rows[index]!.value }]).sort((a, b) => b.value - a.value)
    const [high, low] = [values[0], values.at(-1)]
    if (high && low && high.value - low.value > (widest?.gap ?? 0))
      widest = { option: id, high, low, gap: high.value - low.value }
  })
  return widest
}

/** Which role a ballot of this attendee counts for. */
export function roleOf(said: ReadonlyMap<Actor, string | null>, by: Actor): string | undefined {
  return said.get(by) ?? undefined
}
