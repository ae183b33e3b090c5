import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import type { AttendeeView } from '../../core/protocol/down.ts'
import type { Stage } from '../form/stage.ts'
import type { Delivery } from '../link/outbox.ts'
import { plural } from '../../core/words/plural.ts'
import { isAboutPoll } from '../form/stage.ts'
import { phoneKindOf } from '../kinds/phone.ts'

/** The texts of the bar at the bottom. */
export interface Status {
  lead: string
  more: string
  stamp: '' | 'Sending…' | 'Kept' | 'Counted' | 'Sent' | 'Not counted'
  /** Dots to draw; true for one that is left to spend. */
  dots: boolean[]
}

type Words = Partial<Status>

export interface Standing {
  view: AttendeeView | null
  stage: Stage
  answer: Answer | null
  delivery: Delivery | null
  /** The connection has been lost for long enough to show it. */
  offline: boolean
  /** The bar below the list of polls that can be answered beforehand. */
  list?: Words | undefined
  /** Why the last tap did nothing. */
  hint: string
}

export function statusOf(standing: Standing): Status {
  return { lead: '', more: '', stamp: '', dots: [], ...wordsOf(standing) }
}

function wordsOf({ view, stage, answer, delivery, offline, list, hint }: Standing): Words {
  switch (stage) {
    case 'list':
      return { ...list, ...delivery?.state === 'sending' && sendingWords(delivery, offline) }
    case 'open':
      return { ...openWords(view!.poll!.def, answer, delivery, offline), ...hint && { more: hint } }
    case 'idle':
      return { lead: 'Voting opens soon', more: 'Have a first read.', ...lastTapWords(answer, delivery, offline) }
    case 'closed':
      return { lead: 'Voting is closed', more: 'The result comes up on the screen.', ...isVote(answer) && { stamp: 'Counted' }, ...lastTapWords(answer, delivery, offline) }
    case 'result':
      return { lead: 'The result is in', more: `${plural(view!.poll!.result!.voters, 'person', 'people')} voted.`, ...lastTapWords(answer, delivery, offline) }
    default:
      return {}
  }
}

/** Shows "Counted" only after the server's confirmation. */
function openWords(def: PollDef, answer: Answer | null, delivery: Delivery | null, offline: boolean): Words {
  const kind = phoneKindOf(def)
  const own = answer ?? kind.empty
  const dots = kind.dots?.(def, own) ?? []
  const lead = kind.progress(def, own) || kind.task(def)
  switch (delivery?.state) {
    case 'sending':
      return { dots, lead, ...sendingWords(delivery, offline) }
    case 'counted':
      return { dots, lead, stamp: kind.stamp }
    case 'refused':
      return { dots, lead: 'That tap did not count', more: delivery.code === 'not_open' ? 'Voting is open again. Tap again.' : delivery.message, stamp: 'Not counted' }
    default:
      return { dots, lead: kind.task(def), more: kind.limit(def) }
  }
}

function sendingWords({ stuck }: Extract<Delivery, { state: 'sending' }>, offline: boolean): Words {
  if (offline)
    return { more: 'Goes out when the connection is back.', stamp: 'Kept' }
  return { ...stuck && { more: 'The server cannot take it yet. Trying again.' }, stamp: 'Sending…' }
}

/** For pages without a vote. If the last tap was too late, the answer before it still counts. */
function lastTapWords(answer: Answer | null, delivery: Delivery | null, offline: boolean): Words {
  if (delivery?.state === 'sending')
    return sendingWords(delivery, offline)
  if (delivery?.state !== 'refused')
    return {}
  const more = delivery.code === 'not_open' ? 'Your last tap came too late.' : `Your last tap did not count. ${delivery.message}`
  return { more, stamp: isVote(answer) ? 'Counted' : 'Not counted' }
}

/** The text at the top: what happened to the round, and the state of the last tap if no bar shows it. */
export function bannerOf({ stage, delivery }: Standing, notice: string | null): string {
  const refused = !isAboutPoll(stage) && delivery?.state === 'refused' && `Your last tap did not count. ${delivery.message}`
  return [notice, refused].filter(Boolean).join(' ')
}

function isVote(answer: Answer | null): answer is Answer {
  return answer !== null && !phoneKindOf(answer).isEmpty(answer)
}

export const OFFLINE = 'Connection lost, trying again. Your taps are kept.'

/** The same for screen readers, including the banners. */
export function spokenOf(standing: Standing, banner: string): string {
  const { lead, more, stamp } = statusOf(standing)
  const offline = standing.offline && OFFLINE
  return [offline, banner, standing.hint ? '' : stamp, lead, more]
    .filter(Boolean)
    .map(part => `${part}`.replace(/\.?$/, '.'))
    .join(' ')
}
