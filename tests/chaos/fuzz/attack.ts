import type { Chance } from './chance.ts'
import type { Report } from './report.ts'
import type { World } from './world.ts'
import { Buffer } from 'node:buffer'
import { attendeeCookie } from '../../support/server/wire.ts'
import { httpAttack } from './http.ts'
import { pollingAttack } from './polling.ts'
import { exchange, upgradeRequest } from './raw-socket.ts'
import { connectAttack, socketAttack } from './socket-attack.ts'
import { allowedFrame, brokenFrame } from './websocket.ts'

export interface Target {
  port: number
  world: World
  report: Report
  /** The facilitator's, stolen. */
  cookie: string
}

/** Attackers take turns as these attendees; there are so many that each has a full bucket when its turn comes. */
export const ATTENDEES = 400
/** Above those of honest phones. */
const FIRST_ATTENDEE = 1_000_000

/**
 * One connection's worth of frames, of whatever kind the chance makes it.
 * @param no of the attack: attacks that run at the same time take different attendees
 */
export async function attack(no: number, target: Target, chance: Chance): Promise<void> {
  const cookie = await attendeeCookie(`http://localhost:${target.port}`, FIRST_ATTENDEE + no % ATTENDEES)
  const kind = chance.below(100)
  if (kind < 50)
    return socketAttack('attendee', cookie, target, chance)
  if (kind < 61)
    return socketAttack(chance.pick(['facilitator', 'screen']), `${cookie}; ${target.cookie}`, target, chance)
  if (kind < 64)
    return socketAttack('screen', cookie, target, chance)
  if (kind < 68)
    return pollingAttack(cookie, target, chance)
  if (kind < 76)
    return frameAttack(cookie, target, chance)
  if (kind < 80)
    return connectAttack(cookie, target, chance)
  const { bytes, count, complete } = httpAttack(target, chance)
  target.report.count('http', count)
  const answer = await exchange(target.port, bytes, complete)
  const statuses = answer?.match(/HTTP\/1\.1 \d{3}/g) ?? []
  if (answer === null || (complete && statuses.length === 0))
    target.report.accuse(answer === null ? 'open' : 'unanswered', JSON.stringify(bytes.toString('latin1').slice(0, 300)))
  else if (statuses.length === 0)
    target.report.tell('http', 'closed')
  statuses.forEach(status => target.report.tell('http', status.slice(-3)))
}

/** WebSocket frames that break the protocol, without a word of the layers above. */
async function frameAttack(cookie: string, { port, report }: Target, chance: Chance): Promise<void> {
  const frames = [...Array.from({ length: chance.below(6) }, () => allowedFrame(chance)), brokenFrame(chance)]
  report.count('websocket', frames.length)
  const answer = await exchange(port, Buffer.concat([Buffer.from(upgradeRequest(port, cookie)), ...frames]))
  if (answer === null)
    report.accuse('open', JSON.stringify(frames.at(-1)!.toString('latin1').slice(0, 300)))
  report.tell('websocket', closeIn(answer ?? ''))
}

/** The code of the close frame at the end of what came back. */
function closeIn(answer: string): string {
  const bytes = Buffer.from(answer.slice(-4), 'latin1')
  return bytes[0] === 0x88 && bytes[1] === 2 ? `close ${bytes.readUInt16BE(2)}` : 'closed'
}
