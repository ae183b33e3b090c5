import type { Answer } from '../../core/kinds/answer.ts'
import type { PollDef } from '../../core/kinds/poll.ts'
import type { AttendeeView } from '../../core/protocol/down.ts'
import { placesOf } from '../../core/kinds/kinds.ts'
import { spent } from '../link/own-answer.ts'
import { plural } from '../link/plural.ts'

/** What the page is about right now. */
export type Stage = 'seat' | 'role' | 'waiting' | 'idle' | 'open' | 'closed' | 'result' | 'ended'

/**
 * While a round is open its vote comes first, even when its results are shown already: those move on the screen.
 * @param role what the attendee said to be; null: rather not; left out: not asked yet
 * @param seated the attendee holds a seat; matters only where one is needed
 */
export function stageOf(view: AttendeeView | null, role?: string | null, seated = false): Stage {
  if (view?.workshop.ended)
    return 'ended'
  if (view?.workshop.seats && !seated)
    return 'seat'
  if (view && view.workshop.roles.length > 0 && role === undefined)
    return 'role'
  const poll = view?.poll
  if (!poll)
    return 'waiting'
  return poll.voting === 'closed' && poll.result ? 'result' : poll.voting
}

/** The page shows the poll that is on, or waits for one; else it asks something first, or says goodbye. */
export function isAboutPoll(stage: Stage): boolean {
  return stage !== 'seat' && stage !== 'role' && stage !== 'ended'
}

const stageTitles: Record<Stage, string> = {
  seat: '',
  role: '',
  waiting: '',
  idle: 'Next: ',
  open: 'Vote: ',
  closed: 'Closed: ',
  result: 'Result: ',
  ended: '',
}

/** The browser tab's title. */
export function pageTitle(view: AttendeeView | null, stage: Stage): string {
  if (stage === 'ended')
    return `Thanks: ${view!.workshop.title}`
  if (!isAboutPoll(stage))
    return view!.workshop.title
  return stageTitles[stage] + (view?.poll?.def.title ?? view?.workshop.title ?? 'Workshop')
}

/** The heading of the page. */
export function headingOf(view: AttendeeView | null, stage: Stage): string {
  switch (stage) {
    case 'ended':
      return 'Thank you.'
    case 'seat':
      return 'Your seat code'
    case 'role':
      return 'What do you do?'
    case 'waiting':
      return 'Look at the screen'
    default:
      return view!.poll!.def.title
  }
}

/** A tap that changes nothing is answered too. */
export const PICKED_ALREADY = 'You have picked this one already.'

export { plural }

/** What an attendee is asked to do. */
export function taskOf(def: PollDef): string {
  switch (def.kind) {
    case 'choice':
      return def.max === 1 ? 'Tap one' : `Tap up to ${def.max}`
    case 'dots':
      return def.dots === 1 ? 'Place your dot' : `Spend your ${def.dots} dots`
    case 'scale':
      return def.options.length === 1 ? 'Tap a level' : 'Tap a level on each line'
    case 'rank':
      return placesOf(def) < def.options.length ? `Tap your first ${placesOf(def)} in order` : 'Tap them in your order'
    case 'points':
      return `Divide your ${def.points} points`
    case 'matrix':
      return 'Tap a square for each'
    case 'text':
      return def.max === 1 ? 'Write it down' : `Write up to ${def.max}`
    case 'words':
      return def.max === 1 ? 'Send one word' : `Send up to ${def.max} words`
    case 'board':
      return 'Ask, or want what others ask'
  }
}

/** What else is good to know before the first tap. */
export function limitOf(def: PollDef): string {
  switch (def.kind) {
    case 'scale':
    case 'rank':
    case 'matrix':
      return progressOf(def, null)
    case 'dots':
      return def.perOption < def.dots ? `${def.perOption} at most on one line.` : ''
    case 'text':
    case 'words':
    case 'board':
      return def.moderated ? 'Nobody sees who wrote it. It is read before it is shown.' : 'Nobody sees who wrote it.'
    default:
      return ''
  }
}

/** How far the attendee is. */
export function progressOf(def: PollDef, answer: Answer | null): string {
  const done = spent(answer)
  switch (def.kind) {
    case 'choice':
      return def.max > 1 ? `${done} of ${def.max} picked` : answer ? 'You can still change it' : ''
    case 'dots':
      return done === def.dots ? 'All dots placed' : `${def.dots - done} of ${plural(def.dots, 'dot')} left`
    case 'points':
      return done === def.points ? 'All points given' : `${def.points - done} of ${def.points} points left`
    case 'scale':
      return howMany(Object.keys(answer ?? {}).length, def.options.length, 'rated')
    case 'rank':
      return howMany(done, placesOf(def), 'ranked')
    case 'matrix':
      return howMany(done, def.options.length, 'placed')
    case 'board':
      return done > 0 ? `${done} of ${plural(def.max, 'question')} asked` : ''
    default:
      return `${done} of ${def.max} written`
  }
}

function howMany(done: number, all: number, what: string): string {
  return done === all && all > 1 ? `All ${all} ${what}` : `${done} of ${all} ${what}`
}

/** `01 CI/CD` in its two parts; a topic without a number has an empty one. */
export function topicParts(topic = ''): { number: string, name: string } {
  const [, number = '', name = topic] = /^(\d+) (.+)$/.exec(topic) ?? []
  return { number, name }
}

/** The discipline that colours the page: the first part of the poll's id. */
export function disciplineOf(view: AttendeeView | null, stage: Stage): string | undefined {
  return isAboutPoll(stage) ? view?.poll?.def.id.split('/')[0] : undefined
}
