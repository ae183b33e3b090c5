import type { Distribution } from '../kinds/shared/ordinal.ts'
import { ballotsApart, interpolatedMedian } from '../kinds/shared/ordinal.ts'
import { ownershipIn } from '../views/owners.ts'

/*
 * How many ballots a difference between two rooms rests on: the fewest of either room that, had they been different, would have made it
 * what it was in the other. [K6]
 */

/** The precision in which medians are shown. */
const PRECISION = 1

/** @param each how many ratings one ballot holds */
export function ballotsToMedian(then: Distribution, now: Distribution, each: number): number {
  const [before, after] = [then, now].map(interpolatedMedian) as [number, number]
  if (before.toFixed(PRECISION) === after.toFixed(PRECISION))
    return 0
  const [lower, higher] = before < after ? [then, now] : [now, then]
  // To bring the higher one down is to lift it where the levels count from the top.
  const ratings = Math.min(ballotsApart(lower, higher), ballotsApart(higher.toReversed(), lower.toReversed()))
  return Math.ceil(ratings / each)
}

/** How many of a room named an option. */
interface Share { named: number, of: number }

export function ballotsToShare(then: Share, now: Share): number {
  if (percentOf(then) === percentOf(now))
    return 0
  const apart = Math.abs(then.named * now.of - now.named * then.of)
  return Math.ceil(apart / Math.max(then.of, now.of))
}

/** As it is shown. */
function percentOf({ named, of }: Share): number {
  return Math.round(named / of * 100)
}

type Rows = readonly { id: string, count: number }[]

/** @param then of a poll about who owns something, with a vote at least; `now` alike */
export function ballotsToOwnership(then: Rows, now: Rows): number {
  return Math.min(ballotsToMake(now, then), ballotsToMake(then, now))
}

/** The fewest ballots that give a room the owner of the other. */
function ballotsToMake(rows: Rows, other: Rows): number {
  const [{ state, leading: [first], voters }, goal] = [ownershipIn(rows)!, ownershipIn(other)!]
  const [wanted] = goal.leading
  if (state === goal.state && (state !== 'owned' || first!.id === wanted!.id))
    return 0
  // Everybody who named somebody would have to be unable to say.
  if (goal.state === 'unknown')
    return voters
  const half = voters / 2
  // With as many for others as for the first, nobody has more than half.
  if (goal.state === 'unclear')
    return state === 'unknown' ? 2 : Math.ceil(first!.count - half)
  const there = rows.find(({ id }) => id === wanted!.id)?.count ?? 0
  return Math.floor(state === 'unknown' ? 0 : half) + 1 - there
}
