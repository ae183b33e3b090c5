import type { Option, OptionPoll, PollDef } from './poll.ts'
import type { Poll, Workshop } from './workshop.ts'
import { hasOptions } from './kinds.ts'
import { resultOf } from './result.ts'
import { hasBallots } from './workshop.ts'

/** Kinds whose options can be ranked together by what they were given. */
const COUNTED: readonly PollDef['kind'][] = ['choice', 'dots', 'points', 'rank']

/** The poll waits for options from other polls' results: they come with its first opening. [O1] */
export function awaitsOptions({ def, setAside, rounds }: Poll): boolean {
  return hasOptions(def) && def.from !== undefined && rounds.length === 1 && rounds[0]!.voting === 'idle' && !hasBallots({ rounds, setAside })
}

/**
 * The options that a poll takes from earlier ones, the most voted first; ties by voters, then in the order of the polls.
 * Only what the room has been shown counts. [O1] [O2]
 */
export function optionsFrom({ polls }: Workshop, { from }: OptionPoll): Option[] {
  if (!from)
    return []
  const rows = [...polls.values()].filter(({ def }) => COUNTED.includes(def.kind) && from.polls.some(pattern => fits(pattern, def.id))).flatMap(({ def, rounds }) => {
    const round = rounds.findLast(({ revealed, tally }) => revealed && tally.voters > 0)
    return round && hasOptions(def)
      ? resultOf(def, round, false).rows.flatMap((row, index) => row.voters > 0 ? [{ row, def, option: def.options[index]! }] : [])
      : []
  })
  const taken = rows.sort((a, b) => b.row.count - a.row.count || b.row.voters - a.row.voters).slice(0, from.take)
  return taken.map(({ def, option: { id, label } }) => ({
    id: `${def.id.replace('/', '-')}-${id}`,
    label,
    ...def.topic && { detail: def.topic },
  }))
}

function fits(pattern: string, id: string): boolean {
  return pattern.startsWith('*/') ? id.endsWith(pattern.slice(1)) : pattern === id
}
