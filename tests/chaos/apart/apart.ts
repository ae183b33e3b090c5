import type { Finding, Instrument } from '../../support/instruments/instrument.ts'
import type { Wire } from '../../support/server/wire.ts'
import type { FloodName, Target } from './floods.ts'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout } from 'node:timers/promises'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { logPath } from '../../../server/log/data-folder.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { atMost, none, told } from '../../support/instruments/instrument.ts'
import { picks } from '../../support/polls/answers.ts'
import { signIn, spawnScript, startShipped } from '../../support/processes/shipped.ts'
import { atPace } from '../../support/server/crowd.ts'
import { storeWorkshops } from '../../support/server/stored-workshops.ts'
import { connectMany, connectWire, newId } from '../../support/server/wire.ts'
import { FLOODS } from './floods.ts'

const WORKSHOPS = 10
/** Of each of the nine. */
const PHONES = 4
/** Votes a second, in all nine together. */
const PACE = 45
const POLL = 'opening'
/** Milliseconds that nobody minds. */
const UNNOTICED = 250
/** Milliseconds until a screen does not show a vote any more. */
const PATIENCE_MS = 5000
/** What it may be otherwise, as a multiple of what it is in peace. */
const TIMES = 5

export const WAIT = 'p99 of a vote until its screen shows it'

export const apart: Instrument = {
  name: 'apart',
  about: `one of ${WORKSHOPS} workshops is flooded or broken, while the others vote. --clients: phones that flood. --rounds: seconds of each flood`,
  async run({ clients = 200, rounds = 8, mutant, tell }) {
    const data = dataFolder()
    const codes = await storeWorkshops(data.path, { count: WORKSHOPS + 1 })
    const unreadable = codes.pop()!
    spoil(data.path, unreadable)
    const server = await startShipped({ data: data.path, mutant })
    let exit: string | undefined
    void server.ended.then(({ code }) => exit = `it ended with ${code}`)
    try {
      const url = `http://127.0.0.1:${server.port}`
      const cookie = await signIn(server)
      const [flooded, ...others] = codes as [string, ...string[]]
      const houses = await Promise.all(others.map((code, index) => openHouse(url, code, cookie, index)))
      const { options } = await openHouse(url, flooded, cookie, others.length)
      const target: Target = { url, code: flooded, unreadable, cookie, data: data.path, poll: POLL, options, clients }
      await votesOf(houses, rounds)
      const peace = (await votesOf(houses, rounds)).p99
      tell(`in peace: p99 ${peace.toFixed(1)} ms`)
      const findings: Finding[] = [told(`${WAIT}, in peace`, `${peace.toFixed(1)} ms`)]
      for (const name of Object.keys(FLOODS) as FloodName[]) {
        const flood = spawnScript('tests/chaos/apart/flood.ts', [name, JSON.stringify(target)])
        await flood.says(/done [1-9]/)
        const { p99, failed } = await votesOf(houses, rounds)
        const [done] = /\d+(?=\D*$)/.exec(flood.output.out)!
        flood.signal('SIGKILL')
        await flood.ended
        tell(`${name}: ${done} times; p99 ${p99.toFixed(1)} ms`)
        findings.push(
          none(`votes of the others that were not counted beside ${name}`, failed),
          atMost(`${WAIT}, beside ${name}`, p99, Math.max(UNNOTICED, Math.round(TIMES * peace)), ' ms'),
        )
      }
      return [
        ...findings,
        none('what the others were sent, and was not theirs', houses.flatMap(({ foreign }) => foreign)),
        none('connections of the others that ended', houses.flatMap(({ ended }) => ended)),
        none('ends of the server', exit === undefined ? [] : [exit]),
      ]
    }
    finally {
      server.signal('SIGKILL')
      await server.ended
      data.remove()
    }
  },
}

/** A workshop with a panel, a screen and a few phones. */
interface House {
  options: string[]
  /** Messages that cannot be this workshop's. */
  foreign: string[]
  ended: string[]
  /** Somebody votes; resolves once the screen shows it. */
  vote: (no: number) => Promise<void>
}

async function openHouse(url: string, code: string, cookie: string, index: number): Promise<House> {
  const facilitator = await connectWire(url, { role: 'facilitator', workshop: code, cookie })
  const { polls } = await facilitator.until('welcome')
  const options = optionsOf(polls.find(({ def }) => def.id === POLL)!.def).map(({ id }) => id)
  await facilitator.send({ type: 'slide:show', id: newId(), no: 2, clicks: 0, poll: POLL })
  const screen = await connectWire(url, { role: 'screen', workshop: code })
  const phones = await connectMany(url, PHONES, no => ({ workshop: code, attendee: index * PHONES + no }))
  const ended: string[] = []
  const wires: Record<string, Wire[]> = { facilitator: [facilitator], screen: [screen], phone: phones }
  for (const [who, each] of Object.entries(wires))
    each.forEach(wire => void wire.closed.then(() => ended.push(`${code}: a ${who}`)))
  return { options, ended, foreign: watch(code, wires), vote: no => vote(no, phones, screen, options) }
}

/** Whatever these are sent from now on has to be of this workshop, where only its own phones vote and nothing else happens. */
function watch(code: string, wires: Record<string, Wire[]>): string[] {
  const foreign: string[] = []
  for (const [who, each] of Object.entries(wires)) {
    for (const wire of each) {
      wire.onMessage((type, payload) => {
        const { voters, online, joinUrl, def } = payload as { voters?: number, online?: number, joinUrl?: string, def?: { id: string } }
        const isOwn = who === 'phone'
          ? type === 'own'
          : type === 'poll' ? def!.id === POLL && voters! <= PHONES : type === 'room' && online! <= PHONES && joinUrl!.includes(`/${code}?`)
        if (!isOwn)
          foreign.push(`${code}: "${type}" to a ${who}`)
      })
    }
  }
  return foreign
}

async function vote(no: number, phones: readonly Wire[], screen: Wire, options: readonly string[]): Promise<void> {
  const option = options[Math.floor(no / phones.length) % options.length]!
  const before = screen.latest.poll?.rev ?? 0
  const reply = await phones[no % phones.length]!.send({ type: 'ballot:cast', id: newId(), poll: POLL, round: `${POLL}#1`, answer: picks(option) })
  if (!reply.ok)
    throw new Error(reply.code)
  const late = new AbortController()
  await Promise.race([
    screen.until('poll', ({ rev }) => rev > before),
    setTimeout(PATIENCE_MS, null, { signal: late.signal }).then(() => Promise.reject(new Error('its screen does not show it'))),
  ]).finally(() => late.abort())
}

/** So many seconds of votes, by all in turns. */
async function votesOf(houses: readonly House[], seconds: number): Promise<{ p99: number, failed: string[] }> {
  const turns = houses.map(() => 0)
  const came = await atPace(PACE, seconds, async (no) => {
    const sent = performance.now()
    const house = no % houses.length
    await houses[house]!.vote(turns[house]!++)
    return performance.now() - sent
  })
  const waits = came.flatMap(each => each.status === 'fulfilled' ? [each.value] : []).toSorted((a, b) => a - b)
  return {
    p99: waits[Math.floor(waits.length * 0.99)] ?? Infinity,
    failed: came.flatMap(each => each.status === 'rejected' ? [(each.reason as Error).message] : []),
  }
}

/** Makes the entries of a workshop unreadable. */
function spoil(data: string, code: string): void {
  const db = new DatabaseSync(logPath(data))
  db.prepare('UPDATE batch SET entries = \'[{\' WHERE workshop LIKE ?').run(`%${code}`)
  db.close()
}
