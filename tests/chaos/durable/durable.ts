import type { Finding, Instrument, InstrumentOptions } from '../../support/instruments/instrument.ts'
import type { Call } from './trace.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataFolder } from '../../support/data-folder.ts'
import { atLeast, none, told } from '../../support/instruments/instrument.ts'
import { randomFrom } from '../../support/polls/random.ts'
import { signIn, startShipped } from '../../support/processes/shipped.ts'
import { needTool } from '../../support/processes/tool.ts'
import { connectMany, newId } from '../../support/server/wire.ts'
import { connectWatcher } from '../votes/published.ts'
import { randomAnswer } from '../votes/random-answer.ts'
import { callsOf } from './trace.ts'

const POLL = 'cicd/bottlenecks'
/** A phone's votes that wait for each other; the rest come in bursts of all phones. */
const SERIAL = 5
const BURST = 5
/** Longer than a page of the database, which is written whole. */
const LONGEST = 8192

export const durable: Instrument = {
  name: 'durable',
  about: 'The system\'s own record of the server: each vote has reached the disk before its answer is sent. --rounds: votes of a phone.',
  run,
}

/** A vote as it was sent: the trace has its id where it is logged, and its connection and number where it is answered. */
interface Vote {
  id: string
  answer: string
}

async function run({ clients = 50, rounds = 20, seed, mutant, tell }: InstrumentOptions): Promise<Finding[]> {
  await needTool('strace', 'strace')
  const random = randomFrom(seed)
  const folder = dataFolder()
  const tracePath = join(folder.path, 'trace')
  // As a grandchild (-D), so that signals go to the server itself.
  const through = ['strace', '-D', '-f', '--seccomp-bpf', '-yy', '-s', String(LONGEST), '-e', 'trace=pwrite64,write,writev,sendto,sendmsg,fsync,fdatasync', '-o', tracePath]
  const votes: Vote[] = []
  const refused: string[] = []
  // Phones are told apart by their addresses, which are those of IPv4 as they are.
  const server = await startShipped({ data: folder.path, mutant, through, args: ['--host', '0.0.0.0'] })
  try {
    const facilitator = await connectWatcher(server.url, { role: 'facilitator', cookie: await signIn(server) })
    await facilitator.wire.send({ type: 'poll:open', id: newId(), poll: POLL })
    const { def, round } = facilitator.slides.view(POLL)
    // Each phone has an address of its own, by which the trace tells them apart.
    const addressOf = (index: number) => `127.0.1.${index + 1}`
    const wires = await connectMany(`http://127.0.0.1:${server.port}`, clients, index => ({ attendee: index, localAddress: addressOf(index) }))

    const vote = async (index: number, no: number) => {
      const id = newId()
      votes.push({ id, answer: `${addressOf(index)} ${no}` })
      const reply = await wires[index]!.send({ type: 'ballot:cast', id, poll: POLL, round, answer: randomAnswer(def, random, true) })
      if (!reply.ok)
        refused.push(`${id}: ${reply.code}`)
    }
    let no = 0
    for (; no < Math.min(SERIAL, rounds); no++) {
      for (let index = 0; index < clients; index++)
        await vote(index, no)
    }
    for (; no < rounds; no += BURST) {
      const nos = Array.from({ length: Math.min(BURST, rounds - no) }, (_, next) => no + next)
      await Promise.all(wires.flatMap((_, index) => nos.map(no => vote(index, no))))
    }
    tell(`${votes.length} votes are cast`)
  }
  finally {
    server.signal('SIGTERM')
    await server.ended
  }
  const trace = follow(callsOf(readFileSync(tracePath, 'latin1')))
  folder.remove()

  const early: string[] = []
  let followed = 0
  for (const { id, answer } of votes) {
    const [synced, answered] = [trace.synced.get(id), trace.answered.get(answer)]
    if (answered !== undefined && (synced === undefined || synced > answered))
      early.push(`${id} was answered at line ${answered} and on the disk at ${synced ?? 'none'}`)
    followed += synced !== undefined && answered !== undefined ? 1 : 0
  }
  return [
    none('votes that were not accepted', refused),
    none('votes answered before they were on the disk', early),
    atLeast('votes followed from the log over the disk to the answer', followed, clients * rounds),
    told('syncs of the log', `${trace.syncs}, the largest for ${trace.largest} votes and other commands`),
  ]
}

interface Trace {
  /** By command id: the line at which the sync returned that covers the commit which first held it. */
  synced: Map<string, number>
  /** By connection and number: the line at which the writing of the answer began. */
  answered: Map<string, number>
  syncs: number
  largest: number
}

/** A WAL is written frame by frame: a header of 24 bytes, then a page; the header of a commit's last frame tells the size of the database. */
function follow(calls: readonly Call[]): Trace {
  const trace: Trace = { synced: new Map(), answered: new Map(), syncs: 0, largest: 0 }
  const known = new Set<string>()
  let inCommit: string[] = []
  let committed: { id: string, at: number }[] = []
  let isLast = false
  for (const { name, target, data, result, began, returned } of calls) {
    if (target.endsWith('-wal')) {
      if (name === 'pwrite64' && data.length === 24) {
        isLast = data.readUInt32BE(4) > 0
      }
      else if (name === 'pwrite64') {
        for (const [, id] of data.toString('latin1').matchAll(/"id":"([\w-]+)"/g)) {
          if (!known.has(id!))
            inCommit.push(id!)
          known.add(id!)
        }
        if (isLast) {
          committed.push(...inCommit.map(id => ({ id, at: returned })))
          inCommit = []
        }
        isLast = false
      }
      else if (name.endsWith('sync') && result === 0) {
        const covered = committed.filter(({ at }) => at < began)
        covered.forEach(({ id }) => trace.synced.set(id, returned))
        committed = committed.filter(({ at }) => at >= began)
        trace.syncs++
        trace.largest = Math.max(trace.largest, covered.length)
      }
    }
    const [, address] = /->(127\.0\.1\.\d+):\d+\]$/.exec(target) ?? []
    if (address) {
      for (const [, no] of data.toString('latin1').matchAll(/43(\d+)\[\{"ok":true\}\]/g))
        trace.answered.set(`${address} ${no}`, began)
    }
  }
  return trace
}
