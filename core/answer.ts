import type { PollDef } from './poll.ts'

/** `choice`: the picked option ids. */
export type ChoiceAnswer = string[]
/** `dots`: dots for each option id. `scale`: the level, counted from 1, for each option id. */
export type NumberAnswer = Record<string, number>
/** One attendee's answer. An empty one takes the ballot back. */
export type Answer = ChoiceAnswer | NumberAnswer

export function isEmpty(answer: Answer): boolean {
  return Array.isArray(answer) ? answer.length === 0 : Object.keys(answer).length === 0
}

/**
 * Says what is wrong with an answer, in words for the attendee, or null when it fits the poll. [A1] to [A5]
 */
export function problemWith(poll: PollDef, answer: Answer): string | null {
  const known = (id: string) => poll.options.some(option => option.id === id)
  if (poll.kind === 'choice') {
    if (!Array.isArray(answer))
      return 'A choice is a list of option ids.'
    if (new Set(answer).size !== answer.length)
      return 'Each option can be picked once.'
    if (answer.length > poll.max)
      return `Pick ${poll.max} at most.`
    const stranger = answer.find(id => !known(id))
    return stranger === undefined ? null : `This poll has no option "${stranger}".`
  }
  if (Array.isArray(answer))
    return 'The answer is a number for each option id.'
  const ids = Object.keys(answer)
  const stranger = ids.find(id => !known(id))
  if (stranger !== undefined)
    return `This poll has no option "${stranger}".`
  const highest = poll.kind === 'dots' ? poll.perOption : poll.levels.length
  if (ids.some(id => !Number.isInteger(answer[id]) || answer[id]! < 1 || answer[id]! > highest))
    return `Each number is a whole one from 1 to ${highest}.`
  if (poll.kind === 'dots') {
    const spent = ids.reduce((sum, id) => sum + answer[id]!, 0)
    if (spent > poll.dots)
      return `There are ${poll.dots} dots to spend.`
  }
  return null
}

/** The answer without the options that the poll no longer has, or beyond what it now allows. [D2] */
export function prune(poll: PollDef, answer: Answer): Answer {
  const known = new Set(poll.options.map(option => option.id))
  const kept = Array.isArray(answer)
    ? answer.filter(id => known.has(id))
    : Object.fromEntries(Object.entries(answer).filter(([id]) => known.has(id)))
  return problemWith(poll, kept) === null ? kept : poll.kind === 'choice' ? [] : {}
}
