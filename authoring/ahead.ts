import type { PollDef } from '../core/kinds/kinds.ts'
import type { Problem } from './problem.ts'
import type { WorkshopFile } from './schema.ts'
import type { AuthoredPoll } from './sense.ts'
import { isAnswerableAhead } from '../core/pace.ts'
import { fits } from '../core/polls/options.ts'
import { suggest } from './nearest.ts'

/** What attendees can answer before the workshop. */
export interface Ahead {
  /** The ids of the polls, in the order of their slides. */
  polls: string[]
  /** When they close, in milliseconds since 1970; absent: when the facilitator starts. */
  until?: number
}

type Settings = Pick<WorkshopFile, 'pace' | 'ahead'>

/**
 * The polls that can be answered before the workshop; null if the settings allow none.
 * @param shown the poll of each slide, in the order of the slides
 */
export function aheadOf({ pace, ahead }: Settings, polls: readonly PollDef[], shown: readonly (string | null)[]): Ahead | null {
  if (pace === 'room' && !ahead)
    return null
  const place = ({ id }: PollDef) => shown.includes(id) ? shown.indexOf(id) : shown.length
  const listed = polls.filter(poll => isAnswerableAhead(poll) && (!ahead?.polls || ahead.polls.some(pattern => fits(pattern, poll.id))))
  return {
    polls: listed.sort((one, other) => place(one) - place(other)).map(({ id }) => id),
    ...ahead?.until !== undefined && { until: Date.parse(ahead.until) },
  }
}

/**
 * What keeps polls from being answered before the workshop.
 * @param at where an author finds a field of the settings
 * @param now milliseconds since 1970
 */
export function aheadProblems({ pace, ahead }: Settings, polls: readonly PollDef[], at: AuthoredPoll['at'], now: number): Problem[] {
  const problems = (ahead?.polls ?? []).flatMap((pattern, index): Problem[] => {
    const message = whyNone(pattern, polls)
    return message === null ? [] : [{ ...at(['ahead', 'polls', index]), message }]
  })
  if (pace === 'self' && !polls.some(isAnswerableAhead))
    problems.push({ ...at(['pace']), message: 'is self, but there is no poll to answer beforehand; declare one, or write room' })
  if (ahead?.until !== undefined && Date.parse(ahead.until) <= now)
    problems.push({ ...at(['ahead', 'until']), message: `${ahead.until} has passed, so no poll opens by itself; write a later date, or take it out`, isWarning: true })
  return problems
}

function whyNone(pattern: string, polls: readonly PollDef[]): string | null {
  const matching = polls.filter(({ id }) => fits(pattern, id))
  if (matching.some(isAnswerableAhead))
    return null
  if (matching.length > 0)
    return `"${pattern}" takes its options from other polls, so nobody can answer it beforehand; take it out`
  return pattern.startsWith('*')
    ? `no poll fits "${pattern}"; write the id of a poll, or take it out`
    : `there is no poll "${pattern}"; ${suggest(pattern, polls.map(({ id }) => id), 'write the id of another poll, or take it out')}`
}
