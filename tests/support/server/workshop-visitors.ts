import type { ConnectionRole } from '../../../core/protocol/handshake.ts'
import type { Sender } from './role-messages.ts'
import { COOKIES, FACILITATOR_COOKIE, facilitatorCookie } from './test-server.ts'

/** Somebody who comes to a server with several workshops, and the cookies that they have besides an attendee's. */
export interface Visitor {
  name: string
  cookies: string[]
  /** The ids of the workshops that they run. */
  runs: readonly string[]
}

/**
 * Everybody who may come: with no cookie, wrong ones, those of one workshop, of several, of all.
 * @param ids of all workshops of the server
 */
export function visitorsOf(ids: readonly string[]): Visitor[] {
  const [own, other, ...others] = ids as [string, string, ...string[]]
  const tokenOf = (cookie: string) => cookie.split('=')[1]!
  const nameOf = (cookie: string) => cookie.split('=')[0]!
  const renamed = (to: string, from: string) => `${nameOf(to)}=${tokenOf(from)}`
  const [ownCookie, otherCookie] = [facilitatorCookie(own), facilitatorCookie(other)]
  return [
    { name: 'nobody', cookies: [], runs: [] },
    { name: 'somebody with a wrong host\'s cookie', cookies: [`${COOKIES.facilitator}=${'x'.repeat(43)}`], runs: [] },
    { name: 'somebody with wrong facilitators\' cookies', cookies: ids.map(id => `${nameOf(facilitatorCookie(id))}=${'x'.repeat(43)}`), runs: [] },
    { name: 'somebody with empty cookies', cookies: [`${COOKIES.facilitator}=`, ...ids.map(id => `${nameOf(facilitatorCookie(id))}=`)], runs: [] },
    { name: 'the first workshop\'s facilitator', cookies: [ownCookie], runs: [own] },
    { name: 'the first one\'s cookie under the second one\'s name', cookies: [renamed(otherCookie, ownCookie)], runs: [] },
    { name: 'the first one\'s cookie under the host\'s name', cookies: [renamed(FACILITATOR_COOKIE, ownCookie)], runs: [] },
    { name: 'the host\'s cookie under the second one\'s name', cookies: [renamed(otherCookie, FACILITATOR_COOKIE)], runs: [] },
    { name: 'the second workshop\'s facilitator', cookies: [otherCookie], runs: [other] },
    { name: 'the facilitator of all but the second one', cookies: [own, ...others].map(id => facilitatorCookie(id)), runs: [own, ...others] },
    { name: 'a host', cookies: [FACILITATOR_COOKIE], runs: ids },
  ]
}

/** Whose messages somebody may send in a workshop. @returns null where they may not connect in that role */
export function sendersOf({ runs }: Visitor, workshop: string, role: ConnectionRole): Sender[] | null {
  if (role === 'attendee')
    return ['attendee']
  if (runs.includes(workshop))
    return ['facilitator']
  return role === 'screen' ? [] : null
}
