import type { Finding, Instrument } from '../../support/instruments/instrument.ts'
import type { Served } from '../../support/server/with-server.ts'
import type { Silent } from './silent.ts'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { atMost, none, told } from '../../support/instruments/instrument.ts'
import { picks } from '../../support/polls/answers.ts'
import { atPace, residentMb } from '../../support/server/crowd.ts'
import { connectMany, connectWire, newId } from '../../support/server/wire.ts'
import { withServer } from '../../support/server/with-server.ts'
import { pipeline, polling, webSocket } from './silent.ts'

const POLL = 'opening'
const HONEST = 5
const PATIENCE_MS = 2000
/** Of the seconds, before anything counts: what a server takes for its first crowd, it keeps. */
const WARM_UP = 1 / 3

export const unread: Instrument = {
  name: 'unread',
  about: 'clients that ask for a lot and never read, by WebSocket, polling and pipelined HTTP. --clients of each. --rounds seconds of each',
  run: ({ clients = 10, rounds = 30, mutant, tell }) => withServer({ mutant }, async (server) => {
    const honest = await voting(server)
    const findings: Finding[] = []
    for (const silent of [webSocket, polling, pipeline(largestFile())]) {
      await attack(server, silent, clients, Math.round(rounds * 1000 * WARM_UP))
      const before = footprint(server)
      const most = { ...before }
      const watch = setInterval(() => {
        const now = footprint(server)
        most.resident = Math.max(most.resident, now.resident)
        most.descriptors = Math.max(most.descriptors, now.descriptors)
      }, 100)
      const attacking = attack(server, silent, clients, rounds * 1000)
      const { refused, slowest } = await honest(rounds)
      const { connections, longest } = await attacking
      clearInterval(watch)
      tell(`${silent.what}: ${connections} connections, ${Math.round(before.resident)} MB before`)
      findings.push(
        told(`connections of ${clients} by ${silent.what}`, String(connections)),
        atMost(`memory that they took by ${silent.what}`, most.resident - before.resident, 50, ' MB'),
        atMost(`descriptors that they took by ${silent.what}`, most.descriptors - before.descriptors, 200),
        atMost(`longest connection by ${silent.what}`, longest / 1000, silent.seconds, ' s'),
        none(`honest votes refused beside ${silent.what}`, refused),
        atMost(`slowest honest vote beside ${silent.what}`, slowest, PATIENCE_MS, ' ms'),
      )
    }
    return findings
  }),
}

/** Connects anew whenever it is cut off, so many at the same time. */
async function attack({ port }: Served, { connection }: Silent, clients: number, ms: number): Promise<{ connections: number, longest: number }> {
  const stop = AbortSignal.timeout(ms)
  let connections = 0
  let longest = 0
  await Promise.all(Array.from({ length: clients }, async () => {
    while (!stop.aborted) {
      const began = performance.now()
      await connection(port, stop)
      connections++
      longest = Math.max(longest, performance.now() - began)
    }
  }))
  return { connections, longest }
}

/** Opens a poll; resolves with what has a few phones vote on it for so many seconds, ten votes in each. */
async function voting({ url, cookie }: Served) {
  const facilitator = await connectWire(url, { role: 'facilitator', cookie })
  const { polls } = await facilitator.until('welcome')
  const { def, round } = polls.find(({ def }) => def.id === POLL)!
  const option = optionsOf(def)[0]!.id
  await facilitator.send({ type: 'slide:show', id: newId(), no: 2, clicks: 0, poll: POLL })
  const phones = await connectMany(url, HONEST)
  return async (seconds: number) => {
    const refused: string[] = []
    const waits = await atPace(10, seconds, async (no) => {
      const sent = performance.now()
      const reply = await phones[no % HONEST]!.send({ type: 'ballot:cast', id: newId(), poll: POLL, round, answer: picks(option) })
      if (!reply.ok)
        refused.push(reply.code)
      return performance.now() - sent
    })
    return { refused, slowest: Math.max(...waits.map(wait => wait.status === 'fulfilled' ? wait.value : Infinity)) }
  }
}

function footprint({ pid }: Served): { resident: number, descriptors: number } {
  return { resident: residentMb(pid), descriptors: readdirSync(`/proc/${pid}/fd`).length }
}

function largestFile(): string {
  const folder = join(pagesFolder(paths.root), 'deck', 'assets')
  const [largest] = readdirSync(folder).toSorted((a, b) => statSync(join(folder, b)).size - statSync(join(folder, a)).size)
  return `/deck/assets/${largest}`
}
