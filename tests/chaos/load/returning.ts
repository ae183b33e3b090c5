import type { Command } from '../../../core/commands/commands.ts'
import type { Finding, Instrument } from '../../support/instruments/instrument.ts'
import type { Wire } from '../../support/server/wire.ts'
import { atLeast, atMost, none, told } from '../../support/instruments/instrument.ts'
import { picks } from '../../support/polls/answers.ts'
import { connectWire, newId } from '../../support/server/wire.ts'
import { withServer } from '../../support/server/with-server.ts'

const POLL = 'opening'
const NEVER_A_CODE = 'zzzzzzzz'

/** What a limit of the server lets one identity do: at once, and then in a second. */
interface Limit {
  what: string
  burst: number
  perSecond: number
  /** Commands that a connection sends before another one takes its place. */
  each: number
  command: () => Command
  /** The answer is of the sort that the limit counts. */
  counts: (code: string) => boolean
}

export const returning: Instrument = {
  name: 'returning',
  about: 'one identity that connects anew for ever gets no more than one that stays. --rounds seconds of each limit',
  run: ({ rounds = 20, mutant, tell }) => withServer({ mutant, args: ['--seats', '2'] }, async ({ url, cookie }) => {
    const facilitator = await connectWire(url, { role: 'facilitator', cookie })
    const { polls } = await facilitator.until('welcome')
    const { round } = polls.find(({ def }) => def.id === POLL)!
    await facilitator.send({ type: 'slide:show', id: newId(), no: 2, clicks: 0, poll: POLL })
    // Nobody here has a seat, which is not what counts: so far the limit let it come.
    const limits: Limit[] = [
      { what: 'votes', burst: 40, perSecond: 10, each: 10, command: () => ({ type: 'ballot:cast', id: newId(), poll: POLL, round, answer: picks() }), counts: code => code !== 'rate_limited' },
      { what: 'reactions', burst: 6, perSecond: 2, each: 3, command: () => ({ type: 'reaction:send', id: newId(), emoji: '👏' }), counts: code => code !== 'rate_limited' },
      { what: 'guesses at codes', burst: 5, perSecond: 0.2, each: 2, command: () => ({ type: 'seat:claim', id: newId(), code: NEVER_A_CODE }), counts: code => code === 'not_found' },
    ]
    const findings: Finding[] = []
    for (const [attendee, limit] of limits.entries()) {
      const { allowed, connections, seconds, failed } = await comeBack(url, attendee, limit, rounds)
      tell(`${limit.what}: ${connections} connections in ${seconds.toFixed(1)} s`)
      findings.push(
        atMost(`${limit.what} of one identity that connects anew`, allowed, Math.ceil(limit.burst + limit.perSecond * seconds)),
        atLeast(`${limit.what} that it is allowed`, allowed, limit.burst),
        atLeast(`connections meanwhile for ${limit.what}`, connections, rounds),
        none(`answers that did not come for ${limit.what}`, failed),
      )
    }
    return [...findings, told('seconds of each', String(rounds))]
  }),
}

async function comeBack(url: string, attendee: number, { each, command, counts }: Limit, rounds: number) {
  const began = performance.now()
  const elapsed = () => (performance.now() - began) / 1000
  const failed: string[] = []
  let allowed = 0
  let connections = 0
  const send = async (wire: Wire) => {
    try {
      const reply = await wire.send(command())
      allowed += Number(counts(reply.ok ? 'ok' : reply.code))
    }
    catch (error) {
      failed.push((error as Error).message)
    }
  }
  while (elapsed() < rounds) {
    const wire = await connectWire(url, { attendee })
    connections++
    await Promise.all(Array.from({ length: each }, () => send(wire)))
    wire.close()
    await wire.closed
  }
  return { allowed, connections, seconds: elapsed(), failed }
}
