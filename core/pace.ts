import type { PollDef } from './kinds/kinds.ts'
import type { Pace, PaceSettings, Poll, Workshop } from './workshop.ts'
import { hasOptions } from './kinds/shared/with-options.ts'
import { change } from './polls/rounds.ts'
import { giveOut } from './polls/splits.ts'
import { currentRound } from './workshop.ts'

export function newPace(settings: PaceSettings): Pace {
  return { settings, now: 'room', until: null, closed: new Set(), opened: null, closedAt: null }
}

/** Whether the poll is being answered beforehand. [W1] */
export function isAhead({ pace: { now, settings } }: Pick<Workshop, 'pace'>, poll: Poll): boolean {
  const { voting, results } = currentRound(poll)
  return now === 'self' && voting === 'open' && results === 'hidden' && isListed(settings, poll)
}

/** The polls that are being answered beforehand, in the order of the list. */
export function pollsAhead(workshop: Pick<Workshop, 'pace' | 'polls'>): Poll[] {
  return listed(workshop).filter(poll => isAhead(workshop, poll))
}

/** The polls that a change to `self` opens. Those that the room has seen a result of stay as they are. [W3] */
export function pollsToOpen(workshop: Pick<Workshop, 'pace' | 'polls'>): Poll[] {
  return listed(workshop).filter((poll) => {
    const { id, voting, revealed } = currentRound(poll)
    return !revealed && (voting === 'idle' || (voting === 'closed' && workshop.pace.closed.has(id)))
  })
}

function listed({ pace: { settings }, polls }: Pick<Workshop, 'pace' | 'polls'>): Poll[] {
  const all = (settings.ahead?.polls ?? []).flatMap(id => polls.get(id) ?? [])
  return all.filter(poll => isListed(settings, poll))
}

function isListed({ ahead }: PaceSettings, { def }: Poll): boolean {
  return ahead !== null && ahead.polls.includes(def.id) && isAnswerableAhead(def)
}

/** A poll that takes its options from others can't be answered before those have results. */
export function isAnswerableAhead(def: PollDef): boolean {
  return !(hasOptions(def) && def.from)
}

/** Opens the listed polls. [W1] A date that has passed closes nothing any more. [W4] */
export function openAhead(workshop: Workshop): void {
  const { pace, at } = workshop
  for (const poll of pollsToOpen(workshop)) {
    currentRound(poll).voting = 'open'
    poll.waits = false
  }
  const until = pace.settings.ahead?.until
  Object.assign(pace, { now: 'self', until: until !== undefined && until > at ? until : null, closed: new Set(), opened: null, closedAt: null })
  pollsAhead(workshop).forEach(poll => change(workshop, poll))
}

/** Closes the listed polls and returns to the room's pace. [W3] */
export function closeAhead(workshop: Workshop): void {
  const polls = pollsAhead(workshop)
  const rounds = polls.map(poll => change(workshop, poll))
  rounds.forEach(round => round.voting = 'closed')
  const { until } = workshop.pace
  Object.assign(workshop.pace, { now: 'room', until: null, closed: new Set(rounds.map(({ id }) => id)), closedAt: until !== null && until <= workshop.at ? until : null })
  polls.forEach(poll => giveOut(workshop, poll))
}

/** Whether settings open the polls, without the facilitator. [W4] */
export function opensAhead({ pace, ahead }: PaceSettings, at: number): boolean {
  return pace === 'self' && !(ahead?.until !== undefined && ahead.until <= at)
}

/**
 * Applies new settings, at the room's pace. A pace or date that was not there before is followed, else what the facilitator has set
 * last. [W5]
 * @param was the pace before the settings
 */
export function redefinePace(workshop: Workshop, settings: PaceSettings, was: Pace['now']): void {
  const { pace } = workshop
  const before = pace.settings
  const isOther = settings.pace !== before.pace || settings.ahead?.until !== before.ahead?.until
  pace.settings = settings
  if (!workshop.ended && settings.ahead && (isOther ? opensAhead(settings, workshop.at) : was === 'self'))
    openAhead(workshop)
}
