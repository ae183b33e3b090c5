import type { Answer, NumberAnswer, PlaceAnswer } from './answer.ts'
import type { PollDef } from './poll.ts'
import { clean, keyOf } from '../words/text.ts'
import { isEmpty, isPosts } from './answer.ts'
import { cellOf, hasOptions, highestOf } from './kinds.ts'

/** What is counted for one option. */
export interface OptionTally {
  /** Ballots that name the option. */
  voters: number
  /**
   * Ballots by the number they give: `byNumber[2]` counts the ballots that gave a 2. Index 0 is unused. The number is 1
   * for a pick, the dots, the level, the place in a ranking, the points, or the cell of a matrix.
   */
  byNumber: number[]
}

/** What is counted for a word, by its key, or for a text or question, by its id. */
export interface SaidTally {
  /** Ballots that name it: its author's, and those that want it too. */
  voters: number
  /** How it was written, and how often so. A text that its author took back has no wording left. */
  wordings: Map<string, number>
}

/** The count of a round's ballots. */
export interface Tally {
  /** Ballots that are not empty. */
  voters: number
  options: Map<string, OptionTally>
  /** What attendees wrote, in the order in which it came. */
  said: Map<string, SaidTally>
  /** The key of each word that came, as the log has it. */
  keys: Map<string, string>
  /** A quiz: ballots that name the right options and no other. */
  right: number
}

/** @param keys of the words that are going to be counted, as far as the log has them */
export function emptyTally(poll: PollDef, keys = new Map<string, string>()): Tally {
  const option = (): OptionTally => ({ voters: 0, byNumber: Array.from<number>({ length: highestOf(poll as never) + 1 }).fill(0) })
  return {
    voters: 0,
    options: new Map(hasOptions(poll) ? poll.options.map(({ id }) => [id, option()]) : []),
    said: new Map(),
    keys,
    right: 0,
  }
}

/** Adds a ballot (`by` 1) or takes it out (`by` -1), in time that depends on the answer's size only. */
export function count(poll: PollDef, tally: Tally, answer: Answer, by: 1 | -1): void {
  if (isEmpty(answer))
    return
  tally.voters += by
  if (isPosts(answer)) {
    const own = new Set(answer.posts.map(({ id }) => id))
    for (const { id, text } of answer.posts)
      say(tally, id, clean(text), by)
    for (const id of answer.wanted)
      say(tally, id, null, own.has(id) ? 0 : by)
    return
  }
  if (poll.kind === 'words') {
    // What an older ballot holds in two spellings is one word.
    for (const [key, word] of new Map((answer as string[]).map(word => [tally.keys.get(word) ?? keyOf(word), word])))
      say(tally, key, clean(word), by)
    return
  }
  // Loops and no lists: this is done for every ballot of a log.
  if (Array.isArray(answer)) {
    for (let place = 1; place <= answer.length; place++)
      add(tally, answer[place - 1]!, poll.kind === 'rank' ? place : 1, by)
  }
  else {
    for (const id in answer)
      add(tally, id, poll.kind === 'matrix' ? cellOf((answer as PlaceAnswer)[id]!) : (answer as NumberAnswer)[id]!, by)
  }
  if (poll.kind === 'choice' && poll.right && isRight(poll.right, answer as string[]))
    tally.right += by
}

function add(tally: Tally, id: string, number: number, by: 1 | -1): void {
  const option = tally.options.get(id)!
  option.voters += by
  option.byNumber[number]! += by
}

function isRight(right: readonly string[], answer: readonly string[]): boolean {
  return right.length === answer.length && right.every(id => answer.includes(id))
}

function say({ said }: Tally, id: string, wording: string | null, by: 1 | 0 | -1): void {
  const known = said.get(id) ?? { voters: 0, wordings: new Map<string, number>() }
  said.set(id, known)
  known.voters += by
  if (wording !== null) {
    const left = (known.wordings.get(wording) ?? 0) + by
    if (left === 0)
      known.wordings.delete(wording)
    else
      known.wordings.set(wording, left)
  }
  if (known.voters === 0)
    said.delete(id)
}
