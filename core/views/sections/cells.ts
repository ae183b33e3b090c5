import type { RankedOption } from '../../kinds/dots.ts'
import type { SeenPoll } from '../seen.ts'
import type { Axis } from './axis.ts'
import type { Missing, Section } from './sections.ts'
import { closeAcross, rankAcross } from '../../kinds/dots.ts'
import { countsIn } from '../../kinds/kinds.ts'
import { standingOf, topLabels } from '../../kinds/scale.ts'
import { optionsOf } from '../../kinds/shared/with-options.ts'
import { agreementWord } from '../../words/agreement.ts'
import { plural } from '../../words/plural.ts'
import { ownerLabel, OWNERSHIP_TITLES, ownershipIn, ownershipVotes } from '../owners.ts'
import { axisOf } from './axis.ts'
import { missingIn } from './sections.ts'

/** The columns of the heat map. */
export const MEASURES = ['practices', 'bottlenecks', 'questions', 'owner', 'agreement'] as const

export type Measure = (typeof MEASURES)[number]

/** How much a figure asks for attention: from 0, none, to 4. */
export type Heat = 0 | 1 | 2 | 3 | 4

/** A cell of the heat map: one measure of one section. */
export interface Cell {
  measure: Measure
  /** The figure, in words; null if there is none. */
  words: string | null
  /** The number behind it: levels from 1, or a share; null for an owner, and if there is none. */
  value: number | null
  heat: Heat | null
  /** Attendees who voted. 0 where nothing is shown, whether anybody voted or not. */
  voters: number
  /** What it is computed from, in a sentence without a full stop; null if there is no figure. */
  basis: string | null
  /** Why there is no figure; null if there is one. */
  missing: Missing | null
}

type Figure = Omit<Cell, 'measure' | 'missing'>

/** A section's row of the heat map, in the order of the measures. [S9] */
export function cellsOf(section: Section): Cell[] {
  const { practices, bottlenecks, questions, owner } = section.polls
  return [
    cell('practices', howWell(axisOf(section), practices), missingIn(practices)),
    cell('bottlenecks', whereItHurts(bottlenecks), missingIn(bottlenecks)),
    cell('questions', whatIsOpen(questions), missingIn(questions)),
    cell('owner', whoOwnsIt(owner), missingIn(owner)),
    cell('agreement', howFarWeAgree(practices), isRated(practices) ? 'few' : missingIn(practices)),
  ]
}

function cell(measure: Measure, figure: Figure | null, missing: Missing): Cell {
  return figure ? { measure, ...figure, missing: null } : { measure, words: null, value: null, heat: null, voters: 0, basis: null, missing }
}

/** @param concern from 0 to 1; the nearest of five is taken */
function heatOf(concern: number): Heat {
  return Math.round(4 * concern) as Heat
}

/** The median on the radar. */
function howWell({ median, levels, ratings, voters }: Axis, practices: SeenPoll | undefined): Figure | null {
  if (median === null)
    return null
  return {
    words: median.toFixed(1),
    value: median,
    heat: heatOf((levels - median) / (levels - 1)),
    voters,
    basis: `Interpolated median of ${plural(ratings, 'rating')} of ${plural(ratedIn(practices), 'statement')}`,
  }
}

/** The share of voters who gave the first bottleneck any dots. */
function whereItHurts(bottlenecks: SeenPoll | undefined): Figure | null {
  const ranked = bottlenecks ? rankAcross([bottlenecks]) : []
  const [first] = ranked
  if (!first)
    return null
  const share = first.voters / first.pollVoters
  return {
    words: percent(share),
    value: share,
    heat: heatOf(share),
    voters: first.pollVoters,
    basis: `${first.voters} of ${plural(first.pollVoters, 'voter')} gave dots to ${firstWords(bottlenecks!, ranked)}`,
  }
}

/** The name of the first, where it may be called so. [S5] */
function firstWords({ def }: SeenPoll, ranked: readonly RankedOption[]): string {
  return closeAcross(ranked) === undefined ? `“${optionsOf(def).find(({ id }) => id === ranked[0]!.option)!.label}”` : 'the first; few ballots would put another first'
}

/** The share of ratings below the top levels: what is not counted as an answer. [S1] */
function whatIsOpen(questions: SeenPoll | undefined): Figure | null {
  const standing = standingOf(questions)
  if (!standing)
    return null
  const { share, ratings, voters } = standing
  return {
    // What is left of the percentage that the standing shows.
    words: `${100 - Math.round(share * 100)}%`,
    value: 1 - share,
    heat: heatOf(1 - share),
    voters,
    basis: `${ratings - Math.round(share * ratings)} of ${plural(ratings, 'rating')} of ${plural(ratedIn(questions), 'question')} below ${topLabels(questions!.def).join(' or ')}`,
  }
}

const OWNERSHIP_HEAT = { owned: 0, shared: 1, unclear: 2, unknown: 3, nobody: 4 } as const

/** [S4] */
function whoOwnsIt(owner: SeenPoll | undefined): Figure | null {
  const rows = owner?.result && countsIn(owner.def, owner.result)
  const found = rows ? ownershipIn(rows) : null
  if (!owner || !found)
    return null
  const { state, leading, voters } = found
  const votes = ownershipVotes(owner.def, found)
  return {
    words: state === 'owned' ? ownerLabel(owner.def, leading[0]!.id) : OWNERSHIP_TITLES[state],
    value: null,
    heat: OWNERSHIP_HEAT[state],
    voters,
    basis: state === 'unknown' ? votes : `${votes} who could say`,
  }
}

/** The share of statements that the room agrees on, of those that enough people rated. [R6] */
function howFarWeAgree(practices: SeenPoll | undefined): Figure | null {
  const rows = practices?.result?.kind === 'scale' ? practices.result.rows : []
  const words = rows.flatMap(row => agreementWord(row) ?? [])
  if (words.length === 0)
    return null
  const agreed = words.filter(word => word === 'agree').length
  const camps = words.filter(word => word === 'two camps').length
  return {
    words: `${agreed} of ${words.length}`,
    value: agreed / words.length,
    heat: heatOf(1 - agreed / words.length),
    voters: practices!.result!.voters,
    basis: `The room agrees on ${agreed} of ${plural(words.length, 'statement')}, and is in two camps on ${camps}`,
  }
}

/** How many of its options anybody rated. */
function ratedIn(poll: SeenPoll | undefined): number {
  return poll?.result?.kind === 'scale' ? poll.result.rows.filter(({ median }) => median !== null).length : 0
}

function isRated(poll: SeenPoll | undefined): boolean {
  return ratedIn(poll) > 0
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`
}
