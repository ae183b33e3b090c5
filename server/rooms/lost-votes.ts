import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import type { Option } from '../../core/kinds/schemas/fields.ts'
import type { Poll, Workshop } from '../../core/workshop.ts'
import { rulesOf } from '../../core/kinds/kinds.ts'
import { hasOptions, optionsOf } from '../../core/kinds/shared/with-options.ts'
import { allRounds } from '../../core/workshop.ts'

/** Votes for a poll, or for one of its options, that no longer count under new definitions. */
export interface LostVotes {
  poll: PollDef
  /** Its new kind, if the kind has changed. */
  kind?: PollDef['kind']
  /** Absent where the whole poll is gone. */
  option?: Option
  votes: number
}

/**
 * The votes that a change of the definitions removes from the count.
 * @param workshop as it is
 * @param polls the new definitions
 */
export function lostVotes(workshop: Workshop, polls: readonly PollDef[]): LostVotes[] {
  const wanted = new Map(polls.map(poll => [poll.id, poll]))
  return [...workshop.polls.values()].flatMap((poll): LostVotes[] => {
    const next = wanted.get(poll.def.id)
    if (next?.kind !== poll.def.kind)
      return [{ poll: poll.def, ...next && { kind: next.kind }, votes: votesIn(poll, () => true) }]
    // Its options come from other polls, and stay.
    if (hasOptions(next) && next.from)
      return []
    const kept = new Set(optionsOf(next).map(({ id }) => id))
    return optionsOf(poll.def)
      .filter(({ id }) => !kept.has(id))
      .map(option => ({ poll: poll.def, option, votes: votesIn(poll, answer => rulesOf(answer).named(answer).includes(option.id)) }))
  }).filter(({ votes }) => votes > 0)
}

/** What to tell the author, and how to fix it. */
export function lostVotesWarning({ poll, option, kind, votes }: LostVotes): string {
  const count = votes === 1 ? '1 vote no longer counts' : `${votes} votes no longer count`
  if (kind)
    return `The poll "${poll.title}" was a ${poll.kind} poll and is a ${kind} poll now: ${count}. They come back with its kind; or give the new poll an id of its own.`
  return option
    ? `"${option.label}" is no longer an option of "${poll.title}": ${count}. Only reworded? Pin the id: "- New wording {#${option.id}}"`
    : `The poll "${poll.title}" is no longer there: ${count}. Only reworded? Pin the id: poll: { id: ${poll.id}, … }`
}

function votesIn(poll: Poll, counts: (answer: Answer) => boolean): number {
  return allRounds(poll).reduce((sum, { ballots }) => sum + [...ballots.values()].filter(counts).length, 0)
}
