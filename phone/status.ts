import type { Delivery } from '../client/outbox.ts'
import type { Answer } from '../core/answer.ts'
import type { PollDef } from '../core/poll.ts'
import type { AttendeeView } from '../core/protocol/down.ts'
import type { Stage } from './words.ts'
import { isEmpty } from '../core/answer.ts'
import { isOpenKind } from '../core/kinds.ts'
import { limitOf, plural, progressOf, spent, taskOf } from './words.ts'

/** What the bar at the bottom says. */
export interface Status {
  lead: string
  more: string
  stamp: '' | 'Sending…' | 'Kept' | 'Counted' | 'Sent' | 'Not counted'
  /** Dots to draw; true for one that is left to spend. */
  dots: boolean[]
}

export interface Standing {
  view: AttendeeView | null
  stage: Stage
  answer: Answer | null
  delivery: Delivery | null
  /** The connection has been gone for long enough to say so. */
  offline: boolean
  /** Why the last tap did nothing. */
  hint: string
}

type Words = Partial<Status>

export function statusOf(standing: Standing): Status {
  return { lead: '', more: '', stamp: '', dots: [], ...wordsOf(standing) }
}

function wordsOf({ view, stage, answer, delivery, offline, hint }: Standing): Words {
  switch (stage) {
    case 'open':
      return { dots: dotsOf(view!.poll!.def, answer), ...openWords(view!.poll!.def, answer, delivery, offline), ...hint && { more: hint } }
    case 'idle':
      return { lead: 'Voting opens soon', more: 'Have a first read.' }
    case 'closed':
      return { lead: 'Voting is closed', more: 'The result comes up on the screen.', ...closedWords(answer, delivery, offline) }
    case 'result':
      return { lead: 'The result is in', more: `${plural(view!.poll!.result!.voters, 'person', 'people')} voted.` }
    default:
      return {}
  }
}

/** "Counted" is said only when the server has said so. */
function openWords(def: PollDef, answer: Answer | null, delivery: Delivery | null, offline: boolean): Words {
  const lead = progressOf(def, answer)
  switch (delivery?.state) {
    case 'sending':
      return offline ? { lead, more: 'Goes out when the connection is back.', stamp: 'Kept' } : { lead, stamp: 'Sending…' }
    case 'counted':
      return { lead, stamp: isOpenKind(def) ? 'Sent' : 'Counted' }
    case 'refused':
      return { lead: 'That tap did not count', more: delivery.message, stamp: 'Not counted' }
    default:
      return { lead: taskOf(def), more: limitOf(def) }
  }
}

/** A tap that came too late leaves the answer before it standing, and that one did count. */
function closedWords(answer: Answer | null, delivery: Delivery | null, offline: boolean): Words {
  if (delivery?.state === 'sending')
    return { stamp: offline ? 'Kept' : 'Sending…' }
  const refused = delivery?.state === 'refused' && { more: 'Your last tap came too late.' }
  if (!answer || isEmpty(answer))
    return refused ? { ...refused, stamp: 'Not counted' } : {}
  return { ...refused, stamp: 'Counted' }
}

function dotsOf(def: PollDef, answer: Answer | null): boolean[] {
  if (def.kind !== 'dots')
    return []
  const left = def.dots - spent(answer)
  return Array.from({ length: def.dots }, (_, index) => index < left)
}

/** The same for the ear, with what the banners say. */
export function spokenOf(standing: Standing, notice: string | null): string {
  const { lead, more, stamp } = statusOf(standing)
  const offline = standing.offline && 'Connection lost, trying again. Your taps are kept'
  return [offline, notice, standing.hint ? '' : stamp, lead, more]
    .filter(Boolean)
    .map(part => `${part}`.replace(/\.?$/, '.'))
    .join(' ')
}
