import type { Answer } from '../../../core/kinds/kinds.ts'
import type { Instrument } from '../../support/instruments/instrument.ts'
import { Buffer } from 'node:buffer'
import { join } from 'node:path'
import { setTimeout as after } from 'node:timers/promises'
import { logPath } from '../../../server/log/data-folder.ts'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { paths } from '../../../server/paths.ts'
import { atLeast, atMost, none, told } from '../../support/instruments/instrument.ts'
import { writes } from '../../support/polls/answers.ts'
import { connectWire, newId } from '../../support/server/wire.ts'
import { withServer } from '../../support/server/with-server.ts'

const WALL = 'promises'
/** An hour takes fifteen seconds. */
const SPEED = 240
/** What one attendee may add to the log, in bytes: at once, and then in a second. */
const BUDGET = { burst: 512_000, perSecond: 512 }
const AT_ONCE = 10
/** Between tries; milliseconds. */
const PAUSE = 5

export const writer: Instrument = {
  name: 'writer',
  about: 'one attendee who writes the longest ballots there are, on a clock that runs fast. --rounds minutes',
  run: ({ rounds = 60, mutant, tell }) => withServer({ mutant, flags: ['--import', join(paths.root, 'tests/support/processes/fast-clock.ts')], env: { CLOCK_SPEED: String(SPEED) } }, async (server) => {
    const { url, cookie, data } = server
    const facilitator = await connectWire(url, { role: 'facilitator', cookie })
    const { polls } = await facilitator.until('welcome')
    const { def, round } = polls.find(({ def }) => def.id === WALL)!
    await facilitator.send({ type: 'slide:show', id: newId(), no: 2, clicks: 0, poll: WALL })
    const most = 'max' in def ? def.max : 1
    const [author, other] = [await connectWire(url, { attendee: 1 }), await connectWire(url, { attendee: 2 })]

    const came: Record<string, number> = {}
    const wrong: string[] = []
    let tries = 0
    const began = performance.now()
    const elapsed = () => (performance.now() - began) / 1000 * SPEED
    while (elapsed() < rounds * 60) {
      const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => author.send({ type: 'ballot:cast', id: newId(), poll: WALL, round, answer: longest(most, tries++), instead: Array.from({ length: 16 }, () => newId().padEnd(64, 'x')) })))
      for (const code of replies.map(reply => reply.ok ? 'ok' : reply.code))
        came[code] = (came[code] ?? 0) + 1
      if (tries % (10 * AT_ONCE) === 0) {
        const honest = await other.send({ type: 'ballot:cast', id: newId(), poll: WALL, round, answer: writes({ id: 'short-text', text: 'Short' }) })
        if (!honest.ok)
          wrong.push(honest.code)
      }
      await after(PAUSE)
    }
    const seconds = elapsed()
    tell(JSON.stringify(came))
    server.signal('SIGTERM')
    await server.ended
    return [
      atMost('bytes in the log', await bytesOfAttendees(data), Math.round(BUDGET.burst + BUDGET.perSecond * seconds)),
      atLeast('ballots that were taken', came.ok ?? 0, 10),
      none('ballots refused for something else', Object.keys(came).filter(code => code !== 'ok' && code !== 'rate_limited')),
      none('honest texts refused meanwhile', wrong),
      told('tries, and hours of the server\'s clock', `${tries} in ${(seconds / 3600).toFixed(2)}`),
    ]
  }),
}

/** As many texts as the poll takes and a message holds, of letters that take much room, as they are or escaped; sent again and again. */
function longest(posts: number, no: number): Answer {
  const [name, text] = no % 2 === 0 ? ['applause', '👏'.repeat(280)] : ['controls', `${'\u0001'.repeat(279)}x`]
  return writes(...Array.from({ length: Math.min(posts, 8) }, (_, post) => ({ id: `${name}-${post}`, text })))
}

/** What attendees put into the log of a data folder. */
async function bytesOfAttendees(data: string): Promise<number> {
  const log = sqliteLog(logPath(data))
  try {
    const entries = (await Promise.all((await log.workshops()).map(({ id }) => entriesOf(log, id)))).flat()
    return entries.filter(({ by }) => by.startsWith('a:')).reduce((sum, entry) => sum + Buffer.byteLength(JSON.stringify(entry)), 0)
  }
  finally {
    await log.close()
  }
}
