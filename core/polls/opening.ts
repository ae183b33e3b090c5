import type { Facts } from '../facts.ts'
import type { Workshop } from '../workshop.ts'
import { currentRound } from '../workshop.ts'
import { lacksOptions, optionsToTake } from './options.ts'

/**
 * With `opening: auto`, a slide that is shown to the room opens its poll, if that is idle. [B5]
 * @param id the slide's poll
 */
export function openedByShowing(workshop: Workshop, id: string | null): Facts {
  const poll = id === null ? undefined : workshop.polls.get(id)
  const opens = poll && workshop.opening === 'auto' && !workshop.ended && !poll.waits && currentRound(poll).voting === 'idle' && !lacksOptions(workshop, poll)
  return opens ? { opens: true, ...optionsToTake(workshop, poll) } : {}
}
