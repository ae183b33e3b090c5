import type { Option } from '../../../core/kinds/schemas/fields.ts'
import type { PollView } from '../../../core/protocol/down.ts'
import type { Summary } from './results.schema.ts'
import { rankAcross } from '../../../core/kinds/dots.ts'
import { countsIn } from '../../../core/kinds/kinds.ts'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { ownerLabel, ownershipIn } from '../../../core/views/owners.ts'

/**
 * What the summarising slides say: what slows the room, what is least true of it, who owns what. The polls of a discipline have ids
 * such as `cicd/bottlenecks`; decks without disciplines have an empty summary.
 * @param polls as a record has them
 */
export function summaryOf(polls: readonly PollView[]): Summary {
  const of = (part: string) => polls.filter(({ def }) => def.id.endsWith(`/${part}`))
  return {
    bottlenecks: bottlenecksIn(of('bottlenecks')),
    practices: of('practices').flatMap(practicesIn).sort((a, b) => a.share - b.share),
    owners: of('owner').flatMap(ownerIn),
  }
}

function placeIn({ def }: PollView, { id, label }: Option) {
  return { poll: def.id, topic: def.topic ?? null, option: id, label }
}

function bottlenecksIn(polls: readonly PollView[]): Summary['bottlenecks'] {
  return rankAcross(polls).map(({ poll, option, dots, voters, pollVoters, rank }) => {
    const view = polls.find(({ def }) => def.id === poll)!
    return { ...placeIn(view, optionsOf(view.def).find(({ id }) => id === option)!), voters, rank, dots, of: pollVoters, share: voters / pollVoters }
  })
}

function practicesIn(view: PollView): Summary['practices'] {
  const { def, result } = view
  if (def.kind !== 'scale' || result?.kind !== 'scale')
    return []
  return def.options.flatMap((option, index) => {
    const { median, voters, share } = result.rows[index]!
    return median === null ? [] : [{ ...placeIn(view, option), voters, median, levels: def.levels.length, share }]
  })
}

function ownerIn({ def, result }: PollView): Summary['owners'] {
  const counts = result && countsIn(def, result)
  const found = counts && ownershipIn(counts)
  if (!found)
    return []
  const { state, leading, voters } = found
  return [{ poll: def.id, topic: def.topic ?? null, state, leading: leading.map(({ id, count }) => ({ label: ownerLabel(def, id), count })), voters }]
}
