import type { Answer, PollDef, Result } from '../kinds/kinds.ts'
import type { Role, RoleResult } from '../protocol/down.ts'
import type { Actor, Round, Split } from '../workshop.ts'
import { count, isSameAnswer, newTally, resultOf, rulesOf } from '../kinds/kinds.ts'
import { LEAST_VOTERS } from '../words/agreement.ts'

/** Whether a result of this kind can be split by role. */
export function isSplittable(def: PollDef): boolean {
  return rulesOf(def).byRole !== undefined
}

/**
 * A round's result by role, for roles that are large enough. [G1] to [G3]
 * @param smallest the minimum size of a group that is shown
 * @returns null if there is nothing to split, or if too few ballots changed since one was published [G6]
 */
export function resultByRole(def: PollDef, round: Pick<Round, 'ballots' | 'cast' | 'roles' | 'voting' | 'splits' | 'splitsHeld'>, roles: readonly Role[], smallest: number): RoleResult[] | null {
  const { byRole, given } = rulesOf(def)
  if (!byRole || roles.length === 0 || round.voting !== 'closed' || round.splitsHeld || !mayFollow(def, splitOf(round), round.splits, roles, smallest))
    return null
  const everybody = [...round.ballots.values()]
  const groups = roles.map(({ id, label }) => ({ role: id, label, ballots: ballotsOf(round, id) }))
  const apart = largeEnough(groups.map(({ ballots }) => ballots.length), everybody.length, smallest)
  const seen = groups.filter((_, index) => apart.has(index)).map(group => ({ ...group, result: countOf(def, group.ballots) }))
  // The number of ratings is visible, so groups must be large enough among those who rated.
  const ratedBy = (ballots: readonly Answer[], id: string) => ballots.filter(answer => given?.(answer, id) !== undefined).length
  const rows = byRole.ids(def).map(id => ({
    id,
    apart: byRole.isRated ? largeEnough(seen.map(({ ballots }) => ratedBy(ballots, id)), ratedBy(everybody, id), smallest) : null,
  }))
  return seen.map(({ role, label, ballots, result }, group) => ({
    role,
    label,
    voters: ballots.length,
    rows: rows.map(({ id, apart }) => ({ id, value: !apart || apart.has(group) ? byRole.valueOf(result, id) : null })),
  }))
}

/** Whether exactly this result by role has been published. [G6] */
export function isGivenOut(def: PollDef, round: Pick<Round, 'ballots' | 'cast' | 'roles' | 'splits'>, roles: readonly Role[]): boolean {
  const now = splitOf(round)
  return round.splits.some(given => mayFollow(def, now, [given], roles, Infinity))
}

/** The ballots and roles that a result by role is calculated from now. */
export function splitOf({ ballots, cast, roles }: Pick<Round, 'ballots' | 'cast' | 'roles'>): Split {
  return { cast: new Map(cast ?? ballots), roles: new Map(roles) }
}

/**
 * Whether a result by role may be published after others of the same round: compared with each of them, every group differs in no
 * ballot, or in at least `smallest`, so that no ballot can be calculated by subtraction. [G6]
 */
export function mayFollow(def: PollDef, now: Split, given: readonly Split[], roles: readonly Role[], smallest: number): boolean {
  const { byRole } = rulesOf(def)
  const rated = byRole?.isRated ? byRole.ids(def) : []
  const groups = [...roles.map(({ id }) => id), undefined]
  const isFew = (changed: number) => changed > 0 && changed < smallest
  return given.every((before) => {
    const voters = [...new Set([...before.cast.keys(), ...now.cast.keys()])]
    const changesOf = (group: string | undefined, same: (one: Answer, other: Answer) => boolean) => voters.filter((by) => {
      const [was, is] = [before, now].map(({ cast, roles }) => cast.has(by) && roles.get(by) === group ? cast.get(by)! : undefined)
      return was && is ? !same(was, is) : was !== is
    }).length
    return groups.every(group => !isFew(changesOf(group, (one, other) => isSameAnswer(one, other)))
      && rated.every(id => !isFew(changedRatings(def, voters, before, now, group, id))))
  })
}

/** The number of voters in a group whose rating or place of an option differs, or exists in only one of the two splits. */
function changedRatings(def: PollDef, voters: readonly Actor[], before: Split, now: Split, group: string | undefined, id: string): number {
  const { given } = rulesOf(def)
  const ratingOf = ({ cast, roles }: Split, by: Actor) => {
    const answer = cast.get(by)
    return answer && roles.get(by) === group ? given?.(answer, id) : undefined
  }
  return voters.filter(by => ratingOf(before, by) !== ratingOf(now, by)).length
}

function ballotsOf({ ballots, roles }: Pick<Round, 'ballots' | 'roles'>, role: string): Answer[] {
  return [...ballots].flatMap(([by, answer]) => roles.get(by) === role ? [answer] : [])
}

function countOf(def: PollDef, ballots: readonly Answer[]): Result {
  const tally = newTally(def)
  ballots.forEach(answer => count(def, tally, answer, 1))
  return resultOf(def, { tally, judgements: new Map(), ballots }, true)
}

/**
 * The groups that may be shown next to a total: those that are large enough. The remainder, which can be calculated by
 * subtraction, must be empty or large enough too. [G2]
 */
export function largeEnough(sizes: readonly number[], total: number, smallest: number): Set<number> {
  const shown = sizes.map((size, index) => ({ size, index })).filter(({ size }) => size >= smallest).sort((a, b) => b.size - a.size)
  let rest = total - shown.reduce((sum, { size }) => sum + size, 0)
  while (rest > 0 && rest < smallest && shown.length > 0)
    rest += shown.pop()!.size
  return new Set(shown.map(({ index }) => index))
}

/** The roles with the highest or the lowest value of an option. */
export interface GapEnd {
  labels: string[]
  value: number
}

export interface Gap {
  /** Several if their gaps are equal. */
  options: string[]
  /** Of the first of these options. */
  high: GapEnd
  low: GapEnd
  gap: number
}

/** A gap between roles that is smaller than this share of the scale is no disagreement. */
const SLIGHT_GAP = 0.15

/**
 * Whether a gap between roles is too small to be called a disagreement. [S10]
 * @param gap in whole steps of the precision in which values are shown
 * @param span the distance between the ends of the scale
 */
export function isSlightGap(gap: number, span: number): boolean {
  // Binary numbers are not exact: a gap of 0.6 on a scale of 4 may come out below 0.15.
  return gap / span < SLIGHT_GAP - Number.EPSILON
}

/**
 * For every option, the gap between the roles with the highest and the lowest value; none without two roles that are large enough to
 * say so. [G4]
 * @param step the precision in which values are shown: what looks equal counts as equal
 */
export function gapsOf(byRole: readonly RoleResult[], step: number): { id: string, high: GapEnd, low: GapEnd, steps: number }[] {
  const roles = byRole.filter(({ voters }) => voters >= LEAST_VOTERS)
  const stepsOf = ({ value }: { value: number }) => Math.round(value / step)
  return (roles[0]?.rows ?? []).flatMap(({ id }, index) => {
    const values = roles.flatMap(({ label, rows }) => rows[index]!.value === null ? [] : [{ label, value: rows[index]!.value }]).sort((a, b) => b.value - a.value)
    const [high, low] = [values[0], values.at(-1)]
    const endAt = (end: { value: number }): GapEnd => ({ labels: values.filter(value => stepsOf(value) === stepsOf(end)).map(({ label }) => label), value: end.value })
    return high && low ? [{ id, high: endAt(high), low: endAt(low), steps: stepsOf(high) - stepsOf(low) }] : []
  })
}

/** Where roles disagree most: the option with the widest gap between two of them, or several with the same; null if there is none. [G4] */
export function widestGap(byRole: readonly RoleResult[], step: number): Gap | null {
  const gaps = gapsOf(byRole, step)
  const widest = Math.max(0, ...gaps.map(({ steps }) => steps))
  const [first, ...level] = gaps.filter(({ steps }) => steps === widest)
  return first && widest > 0 ? { options: [first, ...level].map(({ id }) => id), high: first.high, low: first.low, gap: widest * step } : null
}

/** The role that this attendee's ballot counts for. */
export function roleOf(choices: ReadonlyMap<Actor, string | null>, by: Actor): string | undefined {
  return choices.get(by) ?? undefined
}
