import type { Buffer } from 'node:buffer'
import type { Sheet } from 'write-excel-file/node'
import type { PollKind } from '../../../core/kinds/kinds.ts'
import type { PollResults, WorkshopResults } from '../results/results.schema.ts'
import type { Column } from './sheet.ts'
import { POLL_KINDS } from '../../../core/kinds/kinds.ts'
import { byRank } from '../../../core/kinds/shared/ranks.ts'
import { agreementWord } from '../../../core/words/agreement.ts'
import { DECIMAL, SHARE, sheetOf } from './sheet.ts'

type PollOf<Kind extends PollKind> = Extract<PollResults, { kind: Kind }>

/** An option of a round of a poll. */
export interface Line<Kind extends PollKind = PollKind> {
  poll: PollOf<Kind>
  round: PollOf<Kind>['rounds'][number]
  option: PollOf<Kind>['rounds'][number]['options'][number]
}

interface KindSheet<Kind extends PollKind> {
  name: string
  /** What its options are. */
  option: string
  /** What it has beside them. */
  columns: Column<Line<Kind>>[] | ((polls: readonly PollOf<Kind>[]) => Column<Line<Kind>>[])
}

const NUMBER = 12

function yes(is: boolean | undefined): string | null {
  return is ? 'yes' : null
}

/** How many ballots gave an option each number. */
function distribution<Kind extends 'scale' | 'rank'>(title: string, most: number): Column<Line<Kind>>[] {
  return Array.from({ length: most }, (_, index) => ({ title: `${title} ${index + 1}`, width: 8, value: ({ option }) => option.distribution[index] }))
}

const sheets: { [Kind in PollKind]: KindSheet<Kind> } = {
  choice: {
    name: 'Choices',
    option: 'Option',
    columns: [
      { title: 'Picks', width: NUMBER, value: ({ option }) => option.count },
      { title: 'Share of voters', width: NUMBER, value: ({ option }) => option.share, format: SHARE },
      { title: 'Right', width: NUMBER, value: ({ option, round }) => yes(round.right !== null && 'options' in round.right && round.right.options.includes(option.id)) },
    ],
  },
  dots: {
    name: 'Dots',
    option: 'Option',
    columns: [
      { title: 'Dots', width: NUMBER, value: ({ option }) => option.count },
      { title: 'Given by', width: NUMBER, value: ({ option }) => option.voters },
      { title: 'Share of voters', width: NUMBER, value: ({ option }) => option.share, format: SHARE },
    ],
  },
  scale: {
    name: 'Ratings',
    option: 'Statement',
    columns: polls => [
      { title: 'Median', width: NUMBER, value: ({ option }) => option.median, format: DECIMAL },
      { title: 'Of levels', width: NUMBER, value: ({ poll }) => poll.levels?.length },
      { title: 'Rated by', width: NUMBER, value: ({ option }) => option.voters },
      { title: 'Cannot say', width: NUMBER, value: ({ option }) => option.unsure },
      { title: 'Agreement', width: NUMBER, value: ({ option }) => option.agreement, format: DECIMAL },
      { title: 'In words', width: NUMBER, value: ({ option }) => agreementWord(option) },
      ...distribution<'scale'>('Level', Math.max(...polls.map(({ levels }) => levels?.length ?? 0))),
      { title: 'Levels', width: 48, value: ({ poll }) => poll.levels?.map((label, index) => `${index + 1} ${label}`).join(', ') },
    ],
  },
  rank: {
    name: 'Rankings',
    option: 'Option',
    columns: polls => [
      { title: 'Points', width: NUMBER, value: ({ option }) => option.count },
      { title: 'Share of possible points', width: NUMBER, value: ({ option }) => option.share, format: SHARE },
      { title: 'Mean place', width: NUMBER, value: ({ option }) => option.mean, format: DECIMAL },
      { title: 'In pairs', width: 20, value: ({ option }) => option.inPairs },
      ...distribution<'rank'>('Place', Math.max(...polls.flatMap(({ rounds }) => rounds.flatMap(({ options }) => options.map(({ distribution }) => distribution.length))))),
    ],
  },
  points: {
    name: 'Points',
    option: 'Option',
    columns: [
      { title: 'Points', width: NUMBER, value: ({ option }) => option.count },
      { title: 'Given by', width: NUMBER, value: ({ option }) => option.voters },
      { title: 'Share of points', width: NUMBER, value: ({ option }) => option.share, format: SHARE },
    ],
  },
  matrix: {
    name: 'Matrices',
    option: 'Option',
    columns: [
      { title: 'To the right', width: NUMBER, value: ({ option }) => option.place?.x, format: DECIMAL },
      { title: 'Upwards', width: NUMBER, value: ({ option }) => option.place?.y, format: DECIMAL },
      { title: 'Spread to the right', width: NUMBER, value: ({ option }) => option.place?.deviationX, format: DECIMAL },
      { title: 'Spread upwards', width: NUMBER, value: ({ option }) => option.place?.deviationY, format: DECIMAL },
      { title: 'Placed by', width: NUMBER, value: ({ option }) => option.voters },
    ],
  },
  estimate: {
    name: 'Estimates',
    option: 'Unit',
    columns: [
      { title: 'Median', width: NUMBER, value: ({ option }) => option.median },
      { title: 'Lower quartile', width: NUMBER, value: ({ option }) => option.lowerQuartile },
      { title: 'Upper quartile', width: NUMBER, value: ({ option }) => option.upperQuartile },
      { title: 'Answers', width: NUMBER, value: ({ option }) => option.voters },
    ],
  },
  text: {
    name: 'Texts',
    option: 'Text',
    columns: [
      { title: 'Heading', width: 24, value: ({ option }) => option.judgement.group },
      { title: 'Pinned', width: NUMBER, value: ({ option }) => yes(option.judgement.pinned) },
      { title: 'Verdict', width: NUMBER, value: ({ option }) => option.judgement.verdict },
    ],
  },
  words: {
    name: 'Words',
    option: 'Word',
    columns: [
      { title: 'Said by', width: NUMBER, value: ({ option }) => option.voters },
      { title: 'Share of voters', width: NUMBER, value: ({ option }) => option.share, format: SHARE },
      { title: 'Verdict', width: NUMBER, value: ({ option }) => option.judgement.verdict },
    ],
  },
  board: {
    name: 'Questions',
    option: 'Question',
    columns: [
      { title: 'Wanted by', width: NUMBER, value: ({ option }) => option.voters },
      { title: 'Pinned', width: NUMBER, value: ({ option }) => yes(option.judgement.pinned) },
      { title: 'Answered', width: NUMBER, value: ({ option }) => yes(option.judgement.answered) },
      { title: 'Parked', width: NUMBER, value: ({ option }) => yes(option.judgement.parked) },
      { title: 'Verdict', width: NUMBER, value: ({ option }) => option.judgement.verdict },
    ],
  },
}

/** One sheet for each kind of poll that has results: the first of every round first, without empty columns. */
export function kindSheets(results: WorkshopResults): Sheet<Buffer>[] {
  return POLL_KINDS.flatMap(kind => kindSheet(kind, results.polls))
}

function kindSheet<Kind extends PollKind>(kind: Kind, results: readonly PollResults[]): Sheet<Buffer>[] {
  const polls = results.filter((poll): poll is PollOf<Kind> => poll.kind === kind)
  const lines = polls.flatMap(poll => poll.rounds.flatMap(round => byRank({ rows: round.options as { rank: number | null }[] }).map(option => ({ poll, round, option }) as Line<Kind>)))
  if (lines.length === 0)
    return []
  const { name, option, columns } = sheets[kind] as KindSheet<Kind>
  const all: Column<Line<Kind>>[] = [
    { title: 'Topic', width: 20, value: ({ poll }) => poll.topic },
    { title: 'Poll', width: 36, value: ({ poll }) => poll.title },
    { title: 'Round', width: 8, value: ({ round }) => round.no },
    { title: 'Revealed', width: NUMBER, value: ({ round }) => round.revealed ? 'yes' : 'no' },
    { title: 'Voters', width: 8, value: ({ round }) => round.voters },
    { title: 'Rank', width: 8, value: ({ option }) => option.rank },
    { title: option, width: 60, value: ({ option }) => option.label },
    ...typeof columns === 'function' ? columns(polls) : columns,
  ]
  // Texts have no ranks, few are under headings.
  const filled = all.filter(({ value }) => lines.some(line => (value(line) ?? '') !== ''))
  return [sheetOf(name, filled, lines)]
}
