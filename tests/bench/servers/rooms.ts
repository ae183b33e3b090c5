import type { Room } from '../../../server/rooms/room.ts'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { setTimeout as pass } from 'node:timers/promises'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { openStore } from '../../../server/cli/open-store.ts'
import { resumeRoom } from '../../../server/rooms/room.ts'
import { picks } from '../../support/polls/answers.ts'
import { quantile } from '../figures.ts'

/** What is asked of it, a line of JSON each. */
export interface Wanted {
  seconds: number
  /** Votes a second; undefined: each of the voters casts the next one once the last one is answered. */
  perSecond?: number
  voters: number
}

/** What it came to. */
export interface Came {
  votes: number
  /** Milliseconds from the cast to the answer. */
  p50: number
  p99: number
}

// The rooms of one server without its sockets. argv: number of this server, a data folder or the address of a database, ids of workshops.
const [, , no, where, ...workshops] = process.argv as [string, string, string, string, ...string[]]
const isDatabase = where.startsWith('postgres')
const store = await openStore({ data: isDatabase ? '' : where, store: isDatabase ? where : undefined }, 'change', { onFault: fail })
const rooms = await Promise.all(workshops.map(id => resumeRoom(id, { log: store.log, now: Date.now, onFault: fail })))
const POLL = 'opening'
const options = optionsOf(rooms[0]!.workshop.polls.get(POLL)!.def).map(({ id }) => id)
let made = 0
console.log('ready')
for await (const line of createInterface({ input: process.stdin }))
  console.log(JSON.stringify(await run(JSON.parse(line) as Wanted)))

async function run({ seconds, perSecond, voters }: Wanted): Promise<Came> {
  const times: number[] = []
  const end = performance.now() + seconds * 1000
  if (perSecond === undefined) {
    await Promise.all(Array.from({ length: voters }, async (_, voter) => {
      while (performance.now() < end) {
        const began = performance.now()
        await vote(rooms[voter % rooms.length]!, voter)
        times.push(performance.now() - began)
      }
    }))
  }
  else {
    const began = performance.now()
    const all: Promise<void>[] = []
    for (let count = 0; count < perSecond * seconds; count++) {
      const at = began + count * 1000 / perSecond
      if (at - performance.now() > 1)
        await pass(at - performance.now())
      all.push(vote(rooms[count % rooms.length]!, count % voters).then(() => void times.push(performance.now() - at)))
    }
    await Promise.all(all)
  }
  return { votes: times.length, p50: quantile(times, 0.5), p99: quantile(times, 0.99) }
}

async function vote({ submit }: Room, voter: number): Promise<void> {
  const id = `vote-${no}-${++made}`
  const reply = await submit(`a:${no}${String(voter).padStart(15, '0')}`, { type: 'ballot:cast', id, poll: POLL, round: `${POLL}#1`, answer: picks(options[made % options.length]!) })
  if (!reply.ok)
    fail(new Error(reply.message))
}

function fail(error: unknown): never {
  console.error(error)
  process.exit(1)
}
