import type { Entry } from '../../../core/entry.ts'
import type { Row } from '../../support/polls/results.ts'
import { fold } from '../../../core/fold.ts'
import { resultOf } from '../../../core/kinds/kinds.ts'
import { partsOf } from '../../../core/plan/plan.ts'
import { unnamed } from '../../support/polls/answers.ts'

/** What a log comes to, in plain values that no later shape of the state changes. */
export function foldedFrom(entries: readonly Entry[]): unknown {
  const { title, ended, rev, slide, roleChoices, polls, plan, pace, countdown } = fold(entries)
  return {
    title,
    ended,
    rev,
    slide: { no: slide.no, poll: slide.poll },
    roles: [...roleChoices],
    ...plan && { pace: pace.now, countdown, plan: { parts: partsOf(plan).map(({ id, minutes }) => [id, minutes]), clock: plan.clock } },
    polls: [...polls.values()].map(poll => ({
      id: poll.def.id,
      kind: poll.def.kind,
      options: 'options' in poll.def ? poll.def.options.map(({ id }) => id) : [],
      split: poll.split,
      rounds: poll.rounds.map(round => ({
        no: round.no,
        voting: round.voting,
        results: round.results,
        revealed: round.revealed,
        ballots: [...round.ballots].map(([by, answer]) => [by, unnamed(answer)]),
        // With what the facilitator has not let through. In which of its spellings a word is drawn is the view's choice.
        rows: resultOf(poll.def, round, true).rows.map(({ id, label, voters, count = voters, rank, judgement }: Row) => [id, poll.def.kind === 'words' ? null : label ?? null, count, voters, rank, judgement?.verdict ?? null]),
      })),
    })),
  }
}
