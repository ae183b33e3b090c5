import type { Answer, NumberAnswer } from '../kinds/answer.ts'
import type { OptionPoll, PollDef } from '../kinds/poll.ts'
import type { ResultRow } from '../kinds/result.ts'
import type { Actor, Role, Round, Split } from '../workshop.ts'
import { isSameAnswer, names } from '../kinds/answer.ts'
import { hasOptions } from '../kinds/kinds.ts'
import { resultOf } from '../kinds/result.ts'
import { count, emptyTally } from '../kinds/tally.ts'

/** What one role came to. */
export interface RoleResult {
  role: string
  label: string
  voters: number
  /** In the poll's order. Null where too few of the role named the option for a `scale` or `rank`. */
  rows: { id: string, value: number | null }[]
}

/** Whether a result of this kind can be split by role. */
export function isSplittable(def: PollDef): def is Exclude<OptionPoll, { kind: 'matrix' }> {
  return hasOptions(def) && def.kind !== 'matrix'
}

/**
 * A round's result by role, for roles that are large enough. [G1] to [G3]
 * @param smallest people in the smallest group that is shown
 * @returns null where the poll's kind or the round has nothing to split, or where too little changed since it was given out [G6]
 */
export function resultByRole(def: PollDef, round: Pick<Round, 'ballots' | 'cast' | 'roles' | 'voting' | 'splits' | 'splitsHeld'>, roles: readonly Role[], smallest: number): RoleResult[] | null {
  if (!isSplittable(def) || roles.length === 0 || round.voting !== 'closed' || round.splitsHeld || !mayFollow(def, splitOf(round), round.splits, roles, smallest))
    return null
  const groups = roles.map(({ id, label }) => ({ role: id, label, ...countOf(def, round, id) }))
  const shownGroups = largeEnough(groups.map(({ voters }) => voters), round.ballots.size, smallest)
  const visible = groups.filter((_, index) => shownGroups.has(index))
  const rows = def.options.map(({ id }, index) => {
    // The number of ratings shows who rated, so the groups that count are those who did.
    const named = visible.map(({ rows }) => rows[index]!.voters)
    const everybody = [...round.ballots.values()].filter(answer => names(answer, id)).length
    return { id, shown: isRated(def) ? largeEnough(named, everybody, smallest) : null }
  })
  return visible.map(({ role, label, voters, rows: own }, group) => ({
    role,
    label,
    voters,
    rows: rows.map(({ id, shown }, index) => ({ id, value: !shown || shown.has(group) ? valueOf(def, own[index]!, voters) : null })),
  }))
}

/** Whether this very result by role was given out. [G6] */
export function isGivenOut(def: OptionPoll, round: Pick<Round, 'ballots' | 'cast' | 'roles' | 'splits'>, roles: readonly Role[]): boolean {
  const now = splitOf(round)
  return round.splits.some(given => mayFollow(def, now, [given], roles, Infinity))
}

/** A result by role as it is given out now: the ballots and roles that it is made of. */
export function splitOf({ ballots, cast, roles }: Pick<Round, 'ballots' | 'cast' | 'roles'>): Split {
  return { cast: new Map(cast ?? ballots), roles: new Map(roles) }
}

/**
 * Whether a result by role may be given out after others of the same round: from each of them every group differs in no ballot, or
 * in so many that none of them follows by subtraction. [G6]
 */
export function mayFollow(def: OptionPoll, now: Split, given: readonly Split[], roles: readonly Role[], smallest: number): boolean {
  const groups = [...roles.map(({ id }) => id), undefined]
  const isFew = (changed: number) => changed > 0 && changed < smallest
  return given.every((before) => {
    const voters = [...new Set([...before.cast.keys(), ...now.cast.keys()])]
    const changesOf = (group: string | undefined, same: (one: Answer, other: Answer) => boolean) => voters.filter((by) => {
      const [was, is] = [before, now].map(({ cast, roles }) => cast.has(by) && roles.get(by) === group ? cast.get(by)! : undefined)
      return was && is ? !same(was, is) : was !== is
    }).length
    return groups.every(group => !isFew(changesOf(group, (one, other) => isSameAnswer(def, one, other)))
      && (!isRated(def) || def.options.every(({ id }) => !isFew(changedRatings(voters, before, now, group, id)))))
  })
}

/** Voters of a group whose rating, or place, of an option is another, or is there in one of both only. */
function changedRatings(voters: readonly Actor[], before: Split, now: Split, group: string | undefined, option: string): number {
  const ratingOf = ({ cast, roles }: Split, by: Actor) => {
    const answer = cast.get(by)
    if (!answer || roles.get(by) !== group)
      return undefined
    return Array.isArray(answer) ? answer.indexOf(option) + 1 || undefined : (answer as NumberAnswer)[option]
  }
  return voters.filter(by => ratingOf(before, by) !== ratingOf(now, by)).length
}

/** A mean is drawn of those who named the option, not of all voters. [G3] */
function isRated({ kind }: PollDef): boolean {
  return kind === 'scale' || kind === 'rank'
}

function countOf(def: PollDef, { ballots, roles }: Pick<Round, 'ballots' | 'roles'>, role: string): { voters: number, rows: ResultRow[] } {
  const tally = emptyTally(def)
  for (const [by, answer] of ballots) {
    if (roles.get(by) === role)
      count(def, tally, answer, 1)
  }
  return resultOf(def, { tally, judgements: new Map() }, true)
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
export function roleOf(choices: ReadonlyMap<Actor, string | null>, by: Actor): string | undefined {
  return choices.get(by) ?? undefined
}
