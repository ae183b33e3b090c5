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
  return poll.voting === 'closed' && poll.result ? 'result' : poll.voting
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

/** The heading of the page. */
export function headingOf(view: AttendeeView | null): string {
  const stage = stageOf(view)
  if (stage === 'ended')
    return 'Thank you.'
  return stage === 'waiting' ? 'Look at the screen' : view!.poll!.def.title
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

/** What else is good to know before the first tap. */
export function limitOf(def: PollDef): string {
  if (def.kind === 'scale')
    return progressOf(def, null)
  return def.kind === 'dots' && def.perOption < def.dots ? `${def.perOption} at most on one line.` : ''
}

/** Dots put on options, or options picked. */
export function spent(answer: Answer | null): number {
  return Object.values(answer ?? {}).reduce<number>((sum, value) => sum + (typeof value === 'number' ? value : 1), 0)
}

/** How far the attendee is. */
export function progressOf(def: PollDef, answer: Answer | null): string {
  const done = spent(answer)
  switch (def.kind) {
    case 'choice':
      return def.max > 1 ? `${done} of ${def.max} picked` : answer ? 'You can still change it' : ''
    case 'dots':
      return done === def.dots ? 'All dots placed' : `${def.dots - done} of ${plural(def.dots, 'dot')} left`
    case 'scale': {
      const rated = Object.keys(answer ?? {}).length
      return rated === def.options.length ? `All ${rated} rated` : `${rated} of ${def.options.length} rated`
    }
  }
}

/** `01 CI/CD` in its two parts; a topic without a number has an empty one. */
export function topicParts(topic = ''): { number: string, name: string } {
  const [, number = '', name = topic] = /^(\d+) (.+)$/.exec(topic) ?? []
  return { number, name }
}

/** The discipline that colours the page: the first part of the poll's id. */
export function disciplineOf(view: AttendeeView | null): string | undefined {
  return stageOf(view) === 'ended' ? undefined : view?.poll?.def.id.split('/')[0]
}
