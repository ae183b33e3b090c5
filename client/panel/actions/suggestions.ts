import type { Result } from '../../../core/kinds/kinds.ts'
import type { PollView } from '../../../core/protocol/down.ts'
import { disciplines } from 'virtual:workshop'
import { isWritten } from '../../../core/kinds/kinds.ts'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { deck } from '../../link/deck.ts'
import { rankedBottlenecks } from '../../slides/bottlenecks.ts'

/** Something on a slide that can become an action. */
export interface Suggestion {
  from: { poll: string, option: string }
  label: string
  /** What to do first about it, as the content says; else the label. */
  text: string
  /** How many named it. */
  voters: number
}

const MOST = 10

/** What the first move against each bottleneck is, by the id that its option has in its own poll, and in one that takes it from there. */
const moves = new Map<string, string>(disciplines.flatMap(({ id, bottlenecks }) => bottlenecks.flatMap(({ id: option, move }) =>
  [[`${id}/bottlenecks ${option}`, move], [`${id}-bottlenecks-${option}`, move]] as const)))

/** The options of the poll on screen, the most wanted first; without a poll, the bottlenecks of all sections. */
export function suggestionsFor(poll: PollView | undefined): Suggestion[] {
  if (poll?.result)
    return optionsIn(poll, poll.result).slice(0, MOST)
  return rankedBottlenecks().slice(0, MOST).flatMap(({ poll, option, voters }) => {
    const def = deck.polls[poll]!.def
    const label = optionsOf(def).find(({ id }) => id === option)?.label
    return label === undefined ? [] : [suggestion({ poll, option }, label, voters)]
  })
}

function optionsIn({ def }: PollView, { rows }: Result): Suggestion[] {
  const labels = new Map(optionsOf(def).map(({ id, label }) => [id, label]))
  const known = (rows as { id: string, label?: string, voters: number, rank?: number | null }[]).filter(({ id, label, voters }) => voters > 0 && (isWritten(def) ? label : labels.get(id)) !== undefined)
  return known
    .toSorted((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || b.voters - a.voters)
    .map(({ id, label, voters }) => suggestion({ poll: def.id, option: id }, label ?? labels.get(id)!, voters))
}

function suggestion(from: Suggestion['from'], label: string, voters: number): Suggestion {
  return { from, label, text: moves.get(`${from.poll} ${from.option}`) ?? moves.get(from.option) ?? label, voters }
}
