import type { Finding, Instrument } from '../../support/instruments/instrument.ts'
import type { Wire } from '../../support/server/wire.ts'
import { performance } from 'node:perf_hooks'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { atLeast, atMost, none, told } from '../../support/instruments/instrument.ts'
import { picks } from '../../support/polls/answers.ts'
import { atPace, flood, join, mumble, residentMb, silence } from '../../support/server/crowd.ts'
import { connectWire, newId } from '../../support/server/wire.ts'
import { withServer } from '../../support/server/with-server.ts'

/** Phones that come in each second. */
const ARRIVALS = 100
const FLOOD = 200
/** Before it is cut off, give or take what is on its way then. */
const TOLD = 80
const NEW_ATTENDEES = 50
const PATIENCE_MS = 2000

export const crowd: Instrument = {
  name: 'crowd',
  about: 'a hall behind one address gets in, and votes beside those who flood. --clients: phones. --rounds 0: without silent connections and new attendees',
  run: ({ clients = 1000, rounds = 1, mutant, tell }) => withServer({ mutant }, async ({ url, port, pid, cookie }) => {
    const seconds = rounds > 0 ? 5 : 1
    const facilitator = await connectWire(url, { role: 'facilitator', cookie })
    const { polls } = await facilitator.until('welcome')
    const { def, round } = polls.find(({ def }) => def.kind === 'choice')!
    const poll = def.id
    const options = optionsOf(def)
    const answer = (no: number) => picks(options[no % options.length]!.id)
    await facilitator.send({ type: 'slide:show', id: newId(), no: 3, clicks: 0, poll })
    const vote = (wire: Wire, no: number) => wire.send({ type: 'ballot:cast', id: newId(), poll, round, answer: answer(no) })

    const began = performance.now()
    const joined = await atPace(ARRIVALS, clients / ARRIVALS, no => join(url, answer(no)))
    const span = (performance.now() - began) / 1000
    const phones = joined.flatMap(each => each.status === 'fulfilled' ? [each.value] : [])
    const left = joined.flatMap(each => each.status === 'rejected' ? [String((each.reason as Error).message)] : [])
    const { voters } = await facilitator.until('poll', view => view.def.id === poll && view.voters >= phones.length)
    tell(`${phones.length} phones are in after ${span.toFixed(1)} s; their joins took ${spread(phones.map(({ ms }) => ms))}`)

    /** Ten votes a second, by one phone after the other, while somebody does harm. */
    const besides = async <Value>(what: string, harm: Promise<Value>): Promise<{ findings: Finding[], came: Value }> => {
      const refused: string[] = []
      const waits = (await atPace(10, seconds, async (no) => {
        const sent = performance.now()
        const reply = await vote(phones[no % phones.length]!.wire, no + 1)
        if (!reply.ok)
          refused.push(reply.code)
        return performance.now() - sent
      })).map(each => each.status === 'fulfilled' ? each.value : Infinity)
      return { came: await harm, findings: [none(`honest votes refused beside ${what}`, refused), atMost(`slowest honest vote beside ${what}`, Math.max(...waits), PATIENCE_MS, ' ms')] }
    }

    const [abuser, screen] = await Promise.all([connectWire(url, { attendee: 1 }), connectWire(url, { role: 'screen' })])
    const ballot = (no: number) => ({ type: 'ballot:cast', id: newId(), poll, round, answer: answer(no) }) as const
    const attendee = await besides(`one attendee who sends ${FLOOD} a second`, flood(abuser, ballot, FLOOD, seconds))
    const watcher = await besides(`a screen that sends ${FLOOD} a second`, flood(screen, ballot, FLOOD, seconds))
    const mumbler = await besides('one who sends 2000 a second and wants no answer', mumble(url, `42${JSON.stringify(['command', ballot(1)])}`, 2000, seconds))
    tell(`the attendee was answered ${JSON.stringify(attendee.came)}, the screen ${JSON.stringify(watcher.came)}`)

    const findings = [
      none('phones that did not get in', left),
      atMost('the last phone is in after', span, clients / ARRIVALS + PATIENCE_MS / 1000, ' s'),
      told('a join took', spread(phones.map(({ ms }) => ms))),
      atLeast('votes counted', voters, clients),
      atLeast('times that this attendee was told `rate_limited`', attendee.came.rate_limited ?? 0, TOLD),
      atLeast('times that the screen was told `rate_limited`', watcher.came.rate_limited ?? 0, TOLD),
      none('who flooded and was not cut off', [...attendee.came['cut off'] ? [] : ['the attendee'], ...watcher.came['cut off'] ? [] : ['the screen'], ...mumbler.came ? [] : ['who wants no answer']]),
      ...attendee.findings,
      ...watcher.findings,
      ...mumbler.findings,
    ]
    if (rounds > 0)
      findings.push(...await strangers())
    return findings

    /** Connections that never speak, and somebody who is a new attendee every time. */
    async function strangers(): Promise<Finding[]> {
      const memory = [residentMb(pid)]
      const quiet = silence(port, 300)
      const waves: Finding[] = []
      for (const wave of ['first', 'second']) {
        const { findings, came } = await besides(`${NEW_ATTENDEES} new attendees a second, ${wave} wave`, atPace(NEW_ATTENDEES, seconds, async (no) => {
          const stranger = await connectWire(url)
          const reply = await vote(stranger, no)
          stranger.close()
          return reply
        }))
        waves.push(...findings, told(`votes of new attendees, ${wave} wave`, String(came.filter(each => each.status === 'fulfilled' && each.value.ok).length)))
        memory.push(residentMb(pid))
      }
      tell('waiting for silent connections to be closed')
      const { bare, unconnected } = await quiet
      await facilitator.until('room', ({ online }) => online <= clients + 1)
      return [
        ...waves,
        atMost('the longest silent WebSocket', Math.max(...unconnected) / 1000, 15, ' s'),
        atMost('the longest silent connection', Math.max(...bare) / 1000, 30, ' s'),
        atMost('memory that the second wave took', memory[2]! - memory[1]!, 32, ' MB'),
        told('memory before, after the first wave, after the second', memory.map(mb => `${Math.round(mb)} MB`).join(', ')),
      ]
    }
  }),
}

function spread(times: readonly number[]): string {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN)} ms`
  return `${at(0.5)}, p99 ${at(0.99)}, at most ${at(1)}`
}
