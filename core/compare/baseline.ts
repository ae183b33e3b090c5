import type { PollDef, Result } from '../kinds/kinds.ts'
import type { OptionsTally } from '../kinds/shared/with-options.ts'
import type { Poll, Workshop } from '../workshop.ts'
import type { Baseline, BaselinePoll, ComparedPoll } from './schema.ts'
import { isDeclared } from '../actions/actions.ts'
import { newTally, resultOf } from '../kinds/kinds.ts'
import { sum } from '../kinds/shared/with-options.ts'
import { AGENDA_POLL } from '../plan/plan.ts'
import { publicDef } from '../views/views.ts'
import { lastRoundOf } from '../workshop.ts'

/** What the room of a workshop saw, for a later one to be compared with. [K1] */
export function baselineOf({ id, title, startedAt, actions, polls }: Pick<Workshop, 'id' | 'title' | 'startedAt' | 'actions' | 'polls'>): Baseline {
  const list = actions.list.map(({ evidence, ...action }) => ({ ...action, ...evidence && isDeclared({ polls }, evidence) && { evidence } }))
  return { workshop: id, title, startedAt, actions: list, polls: [...polls.values()].flatMap(seenOf) }
}

/** Whether there is nothing to compare with. */
export function isEmptyBaseline({ actions, polls }: Baseline): boolean {
  return actions.length === 0 && polls.every(({ voters }) => voters === 0)
}

/**
 * Polls of other kinds have no counterpart over time, nor have those whose options come from the same workshop, and the agenda's is
 * about that workshop alone.
 */
export function isCompared(def: PollDef): def is ComparedPoll {
  return (def.kind === 'choice' || def.kind === 'dots' || def.kind === 'scale') && def.from === undefined && def.id !== AGENDA_POLL
}

function seenOf({ def, rounds }: Poll): BaselinePoll[] {
  const known = publicDef(def)
  if (!isCompared(known))
    return []
  const round = lastRoundOf({ rounds }, false)
  const counted = round ? [...(round.tally as OptionsTally<string>).options].map(([id, { byNumber }]) => [id, byNumber] as const) : []
  return [{
    def: { ...known, options: known.options.map(({ id, label }) => ({ id, label })) },
    voters: round?.tally.voters ?? 0,
    counts: Object.fromEntries(counted),
  }]
}

/** The result of a poll of last time; undefined if the room saw none. */
export function resultThen({ def, voters, counts }: BaselinePoll): Result | undefined {
  if (voters === 0)
    return undefined
  const tally = newTally(def) as ReturnType<typeof newTally> & OptionsTally<ComparedPoll['kind']>
  tally.voters = voters
  for (const [id, option] of tally.options) {
    option.byNumber = option.byNumber.map((_, number) => counts[id]?.[number] ?? 0)
    option.voters = sum(option.byNumber)
  }
  return resultOf(def, { tally, judgements: new Map(), ballots: [] }, false)
}
