import type { DotsAnswer, DotsPoll, DotsResult, DotsRow } from './schemas/dots.ts'
import type { AnswerRules, Complaint, Kind } from './shared/kind.ts'
import type { OptionsTally } from './shared/with-options.ts'
import { fewOf } from './shared/close.ts'
import { pure } from './shared/kind.ts'
import { ranked } from './shared/ranks.ts'
import { giveEach, newOptionsTally, numbersProblem, onlyKnown, optionCount, optionIds, rowOf, sameRecord, shareOf, strangerProblem, sum, weighted } from './shared/with-options.ts'

export type { DotsAnswer, DotsPoll, DotsResult, DotsRow } from './schemas/dots.ts'

/** The most dots that one ballot may put on one option. */
export function mostDots({ dots, perOption }: DotsPoll): number {
  return Math.min(dots, perOption)
}

/** The length of an option's bar, from 0 to 1: it is full if every voter gave the option as many dots as allowed. [R5] */
export function reachOf(def: DotsPoll, { count }: { count: number }, voters: number): number {
  return count / mostDots(def) / voters
}

export const dotsAnswers: AnswerRules<DotsPoll, DotsAnswer> = {
  empty: { kind: 'dots', dots: {} },
  isEmpty: ({ dots }) => Object.keys(dots).length === 0,
  named: ({ dots }) => Object.keys(dots),
  prune(def, { dots }) {
    const known = onlyKnown(def, dots)
    const numbers = Object.values(known)
    const fits = sum(numbers) <= def.dots && numbers.every(number => number <= def.perOption)
    return { kind: 'dots', dots: fits ? known : {} }
  },
}

/** Attendees spend a few dots on options. */
export const dots = /* @__PURE__ */ pure((): Kind<DotsPoll, DotsAnswer, OptionsTally<'dots'>, DotsResult> => ({
  ...dotsAnswers,
  problem(def, { dots }) {
    const numbers = Object.values(dots)
    return strangerProblem(def, Object.keys(dots))
      ?? numbersProblem(numbers, def.perOption)
      ?? (sum(numbers) > def.dots ? `There are ${def.dots} dots to spend.` : null)
  },
  isSame: (one, other) => sameRecord(one.dots, other.dots),
  newTally: def => newOptionsTally(def, def.perOption),
  count: (_, tally, { dots }, by) => giveEach(tally, dots, by),

  // [R2]
  result({ options }, tally) {
    const rows = options.map(({ id }): DotsRow => {
      const { voters, byNumber } = tally.options.get(id)!
      return { id, count: weighted(byNumber.slice(1), dots => dots), voters, share: shareOf(voters, tally.voters), rank: null }
    })
    return { kind: 'dots', voters: tally.voters, rows: ranked(rows, ({ count }) => count) }
  },

  taps: ({ dots }) => dots,
  hasShift: true,
  given: ({ dots }, id) => dots[id],
  byRole: {
    ids: optionIds,
    isRated: false,
    valueOf: (result, id) => rowOf(result, id).share,
  },
  amount: {
    count: ({ count }) => count,
    most: mostDots,
    given: (_, { dots }, id) => dots[id] ?? 0,
  },
  cells: ({ share }) => ({ share }),

  complaints(def, written): Complaint[] {
    const { count, has } = optionCount(def)
    const most = def.perOption * count
    if (written.has('perOption') && def.perOption > def.dots)
      return [[['perOption'], `allows ${def.perOption} on one option, but an attendee has ${def.dots} in all; write ${def.dots} or less`]]
    return written.has('dots') && def.dots > most
      ? [[['dots'], `gives ${def.dots}, but the poll ${has}, which take ${most} at most (perOption: ${def.perOption}); write ${most} or less, or raise perOption`]]
      : []
  },
  fromUnnamed: dots => ({ kind: 'dots', dots: dots as Record<string, number> }),
}))

export interface RankedOption {
  poll: string
  option: string
  dots: number
  /** Who gave it any. */
  voters: number
  /** Who voted in its poll. */
  pollVoters: number
  /** 1 is first; options that are equal in both share a rank and the next is skipped. */
  rank: number
}

/**
 * The options of all dots polls in one list, by the share of their poll's voters who gave them any, ties by dots for each voter.
 * Options without a dot are left out. The number of dots alone would favour polls with more voters. [S2]
 */
export function rankAcross(polls: readonly { def: { id: string }, result?: { kind: string } | undefined }[]): RankedOption[] {
  const options = polls.flatMap(({ def, result }) => isDots(result)
    ? result.rows.filter(({ count }) => count > 0).map(({ id, count, voters }) => ({ poll: def.id, option: id, dots: count, voters, pollVoters: result.voters }))
    : [])
  options.sort(byShare)
  return options.map(option => ({
    ...option,
    rank: 1 + options.findIndex(other => byShare(other, option) === 0),
  }))
}

/**
 * The fewest ballots that would put another option above the first, each by a dot; 0 if several share the first rank, undefined if it
 * takes more than a few. [S5]
 */
export function closeAcross([first, ...others]: readonly RankedOption[]): number | undefined {
  if (!first)
    return undefined
  if (others[0]?.rank === 1)
    return 0
  // Its own poll has options that nobody gave a dot.
  const rivals = [...others, { ...first, dots: 0, voters: 0 }]
  const needed = Math.min(...rivals.map(rival => ballotsToPass(first, rival) ?? Infinity))
  return needed === Infinity ? undefined : needed
}

function ballotsToPass(first: RankedOption, rival: RankedOption): number | undefined {
  const few = fewOf(Math.min(first.pollVoters, rival.pollVoters))
  const changes = Array.from({ length: few }, (_, index) => index + 1)
  return changes.find(ballots => first.poll === rival.poll
    ? hasPassed(first, rival, ballots, ballots)
    : [0, ...changes].some(taken => taken <= ballots && hasPassed(first, rival, taken, ballots - taken)))
}

/** Whether the rival is above the first, once some voters of the first have left it and others have come to the rival. */
function hasPassed(first: RankedOption, rival: RankedOption, taken: number, brought: number): boolean {
  return taken <= first.voters && rival.voters + brought <= rival.pollVoters && byShare(withMore(rival, brought), withMore(first, -taken)) < 0
}

function withMore(option: RankedOption, voters: number): RankedOption {
  return { ...option, voters: option.voters + voters, dots: option.dots + voters }
}

type Wanted = Pick<RankedOption, 'dots' | 'voters' | 'pollVoters'>

/** The order of options of different polls. [S2] */
export function byShare(a: Wanted, b: Wanted): number {
  return b.voters / b.pollVoters - a.voters / a.pollVoters || b.dots / b.pollVoters - a.dots / a.pollVoters
}

function isDots(result: { kind: string } | undefined): result is DotsResult {
  return result?.kind === 'dots'
}
