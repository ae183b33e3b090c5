import type { PollDef } from '../kinds/poll.ts'
import type { Result } from '../kinds/result.ts'

/** What a summary reads of a poll; a result that may not be seen is absent. */
export interface SeenPoll {
  def: PollDef
  result?: Result | undefined
}

export interface Standing {
  /** Mean of the options' means, in levels from 1. */
  mean: number
  /** The mean's place between the lowest level, 0, and the highest, 1. */
  share: number
  /** The highest level. */
  levels: number
  voters: number
}

/** How the room rated a whole scale; null where its result is not visible or nobody voted. [S1] */
export function standingOf(poll: SeenPoll | undefined): Standing | null {
  if (poll?.def.kind !== 'scale' || !poll.result)
    return null
  const means = poll.result.rows.flatMap(({ mean }) => mean ?? [])
  if (means.length === 0)
    return null
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length
  const levels = poll.def.levels.length
  return { mean, share: (mean - 1) / (levels - 1), levels, voters: poll.result.voters }
}

export interface RankedOption {
  poll: string
  option: string
  dots: number
  voters: number
  /** 1 is first; options with equal dots and voters share a rank and the next is skipped. */
  rank: number
}

/** The options of all dots polls in one list, most dots first, ties by voters; without a dot, not in it. [S2] */
export function rankAcross(polls: readonly SeenPoll[]): RankedOption[] {
  const options = polls.flatMap(({ def, result }) => def.kind === 'dots' && result
    ? result.rows.filter(({ count }) => count > 0).map(({ id, count, voters }) => ({ poll: def.id, option: id, dots: count, voters }))
    : [])
  options.sort((a, b) => b.dots - a.dots || b.voters - a.voters)
  return options.map(option => ({
    ...option,
    rank: 1 + options.findIndex(({ dots, voters }) => dots === option.dots && voters === option.voters),
  }))
}
