import type { Answer } from '../core/answer.ts'
import type { PollDef } from '../core/poll.ts'
import type { AttendeeView } from '../core/protocol/down.ts'

/** What the page is about right now. */
export type Stage = 'waiting' | 'idle' | 'open' | 'closed' | 'result' | 'ended'

/**
 * While a round is open its vote comes first, even when its results are shown already: those move on the screen.
 */
export function stageOf(view: AttendeeView | null): Stage {
  if (view?.workshop.ended)
    return 'ended'
  const poll = view?.poll
  if (!poll)
    return 'waiting'
  return poll.voting === 'closed' && poll.results === 'shown' ? 'result' : poll.voting
}

const stageTitles: Record<Stage, string> = {
  waiting: '',
  idle: 'Next: ',
  open: 'Vote: ',
  closed: 'Closed: ',
  result: 'Result: ',
  ended: '',
}

/** The browser tab's title. */
export function pageTitle(view: AttendeeView | null): string {
  const stage = stageOf(view)
  if (stage === 'ended')
    return `Thanks: ${view!.workshop.title}`
  return stageTitles[stage] + (view?.poll?.def.title ?? view?.workshop.title ?? 'Workshop')
}

export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** What an attendee is asked to do. */
export function taskOf(def: PollDef): string {
  switch (def.kind) {
    case 'choice':
      return def.max === 1 ? 'Tap one' : `Tap up to ${def.max}`
    case 'dots':
      return def.dots === 1 ? 'Place your dot' : `Spend your ${def.dots} dots`
    case 'scale':
      return def.options.length === 1 ? 'Tap a level' : 'Tap a level on each line'
  }
}

/** Dots put on options, or lines rated, or options picked. */
export function spent(answer: Answer | null): number {
  return Object.values(answer ?? {}).reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 1), 0)
}

/** How far the attendee is. */
export function progressOf(def: PollDef, answer: Answer | null): string {
  switch (def.kind) {
    case 'choice':
      return def.max === 1 ? 'You can still change it' : `${spent(answer)} of ${def.max} picked`
    case 'dots':
      return `${def.dots - spent(answer)} of ${plural(def.dots, 'dot')} left`
    case 'scale':
      return `${Object.keys(answer ?? {}).length} of ${def.options.length} rated`
  }
}

/** `01 CI/CD` in its two parts; a topic without a number has an empty one. */
export function topicParts(topic = ''): { number: string, name: string } {
  const [, number = '', name = ''] = /^(\d*)\s*(.*)$/.exec(topic) ?? []
  return { number, name }
}
