import type { Answer } from './answer.ts'
import type { PollDef } from './poll.ts'
import { isEmpty } from './answer.ts'

/** What is counted for one option. */
export interface OptionTally {
  /** Ballots that name the option. */
  voters: number
  /** Ballots by the number they give: `byNumber[2]` counts the ballots that gave a 2. Index 0 is unused. */
  byNumber: number[]
}

/** The count of a round's ballots. */
export interface Tally {
  /** Ballots that are not empty. */
  voters: number
  options: Map<string, OptionTally>
}

export function emptyTally(poll: PollDef): Tally {
  const highest = poll.kind === 'choice' ? 1 : poll.kind === 'dots' ? poll.perOption : poll.levels.length
  return {
    voters: 0,
    options: new Map(poll.options.map(({ id }) => [id, { voters: 0, byNumber: Array.from<number>({ length: highest + 1 }).fill(0) }])),
  }
}

/** Adds a ballot (`by` 1) or takes it out (`by` -1), in time that depends on the answer's size only. */
export function count(tally: Tally, answer: Answer, by: 1 | -1): void {
  if (isEmpty(answer))
    return
  tally.voters += by
  const numbers = Array.isArray(answer) ? answer.map(id => [id, 1] as const) : Object.entries(answer)
  for (const [id, number] of numbers) {
    const option = tally.options.get(id)!
    option.voters += by
    option.byNumber[number]! += by
  }
}
