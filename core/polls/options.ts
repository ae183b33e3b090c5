import type { Actions } from '../actions/actions.ts'
import type { Facts } from '../facts.ts'
import type { PollKind } from '../kinds/kinds.ts'
import type { Option } from '../kinds/schemas/fields.ts'
import type { OptionPoll } from '../kinds/shared/with-options.ts'
import type { Poll, Workshop } from '../workshop.ts'
import { byShare } from '../kinds/dots.ts'
import { POLL_KINDS, resultOf, rulesOf } from '../kinds/kinds.ts'
import { hasOptions } from '../kinds/shared/with-options.ts'
import { comparesByWorth, comparesDotsByShare, keepsTakenOptions, takesFromShown } from '../rules.ts'
import { hasBallots } from '../workshop.ts'

/** Kinds that can take options from other polls, and from which others can take them. */
export const COUNTED: readonly PollKind[] = POLL_KINDS.filter(kind => rulesOf({ kind }).amount)

/** What options can be taken from. */
export type OptionSources = Pick<Workshop, 'polls' | 'rules' | 'baseline'> & { actions: Pick<Actions, 'list'> }

/** Whether the poll will take its options from other polls when it first opens. [O1] */
export function awaitsOptions(poll: Poll): boolean {
  const { def, rounds } = poll
  return hasOptions(def) && def.from !== undefined && rounds.length === 1 && rounds[0]!.voting === 'idle' && !hasBallots(poll)
}

/** Whether the poll takes its options from others, and those have none yet. */
export function lacksOptions(workshop: OptionSources, poll: Poll): boolean {
  return awaitsOptions(poll) && hasOptions(poll.def) && optionsFrom(workshop, poll.def).length === 0
}

/**
 * The options that a poll takes from earlier ones, the most wanted first; ties by voters, then in the order of the polls. Those of
 * several dots polls are in the order of the ranking, which the room has seen.
 * Only what the room has been shown counts. [O1] [O2]
 */
export function optionsFrom({ polls, rules, actions, baseline }: OptionSources, { from }: OptionPoll): Option[] {
  if (from?.actions)
    return (from.actions === 'last' ? baseline?.actions ?? [] : actions.list).slice(0, from.take).map(({ id, text }) => ({ id, label: text }))
  const sources = from?.polls
  if (!from || !sources)
    return []
  const rows = [...polls.values()].filter(({ def }) => sources.some(pattern => fits(pattern, def.id))).flatMap(({ def, rounds }) => {
    const { amount } = rulesOf(def)
    // What was hidden again may hold votes that the room never saw.
    const round = rounds.findLast(({ results, revealed, tally }) => (takesFromShown(rules) ? results === 'shown' : revealed) && tally.voters > 0)
    if (!amount || !round || !hasOptions(def))
      return []
    return resultOf(def, round, false).rows.flatMap((row, index) => {
      const count = amount.count(row)
      return row.voters > 0
        ? [{ def, option: def.options[index]!, voters: row.voters, pollVoters: round.tally.voters, dots: count, worth: comparesByWorth(rules) ? count / amount.most(def) : count }]
        : []
    })
  })
  const isSeveral = sources.length > 1 || sources[0]!.startsWith('*/')
  const isRanking = isSeveral && comparesDotsByShare(rules) && rows.every(({ def }) => def.kind === 'dots')
  const taken = rows.sort(isRanking ? byShare : (a, b) => b.worth - a.worth || b.voters - a.voters).slice(0, from.take)
  return taken.map(({ def, option }) => hasOptions(def) && def.from && keepsTakenOptions(rules)
    ? option
    : { id: `${def.id.replace('/', '-')}-${option.id}`, label: option.label, ...def.topic && { detail: def.topic } })
}

/** The options that a poll takes from others if it opens now. [O1] */
export function optionsToTake(workshop: OptionSources, poll: Poll): Pick<Facts, 'options'> {
  return awaitsOptions(poll) && hasOptions(poll.def) ? { options: optionsFrom(workshop, poll.def) } : {}
}

/** Whether a pattern in `from` matches a poll's id. */
export function fits(pattern: string, id: string): boolean {
  return pattern.startsWith('*/') ? id.endsWith(pattern.slice(1)) : pattern === id
}
