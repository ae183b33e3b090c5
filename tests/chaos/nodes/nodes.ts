import type { Answer } from '../../../core/kinds/kinds.ts'
import type { Finding, Instrument, InstrumentOptions } from '../../support/instruments/instrument.ts'
import type { Cluster, Node } from '../../support/processes/cluster.ts'
import type { Wire } from '../../support/server/wire.ts'
import type { Outcome } from './checker.ts'
import type { Phone } from './phone.ts'
import { hash } from 'node:crypto'
import { setTimeout as pass } from 'node:timers/promises'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { postgresLog } from '../../../server/log/postgres/postgres.ts'
import { atLeast, atMost, none, told } from '../../support/instruments/instrument.ts'
import { randomFrom } from '../../support/polls/random.ts'
import { startCluster } from '../../support/processes/cluster.ts'
import { attendeeCookie, connectWire, newId } from '../../support/server/wire.ts'
import { readLog, wrongAnswers } from './checker.ts'
import { startPhone } from './phone.ts'

const SERVERS = 3
const WORKSHOPS = 4
const POLL = 'opening'
const ROUND = `${POLL}#1`
/** Phones of each workshop whose own ballot is asked of every server. */
const ASKED = 20
/** How long a server has to catch up with the others at the end, in milliseconds. */
const CATCH_UP_MS = 10_000

export const nodes: Instrument = {
  name: 'nodes',
  about: `${SERVERS} servers on one PostgreSQL, in ${WORKSHOPS} workshops: servers and the database are killed, their connections cut, delayed and hung. --clients phones, --rounds kills of servers`,
  run,
}

interface Hall {
  id: string
  code: string
  options: string[]
  phones: Phone[]
}

async function run({ clients = 500, rounds = 50, seed, mutant, tell }: InstrumentOptions): Promise<Finding[]> {
  const random = randomFrom(seed)
  const wrong: string[] = []
  const differences: string[] = []
  const totals = { accepted: 0, refused: 0, never: 0 }
  const cluster = await startCluster(SERVERS, { mutant, takesTurns: true })
  const { url, nodes, postgres, database } = cluster
  try {
    const halls: Hall[] = []
    for (let no = 0; no < WORKSHOPS; no++)
      halls.push(await openHall(cluster))
    halls.forEach(({ code, options, phones }, hall) => {
      for (let no = hall; no < clients; no += WORKSHOPS)
        phones.push(startPhone({ url, workshop: code, attendee: no, poll: POLL, round: ROUND, options, random: randomFrom(seed * 1_000_003 + no), onWrong: line => wrong.push(line) }))
    })
    const desk = new AbortController()
    const pressing = Promise.all(halls.map(hall => closeAndOpen(cluster, hall, desk.signal)))
    await pass(2000)

    const databaseKills = Math.ceil(rounds / 10)
    for (let round = 1; round <= rounds && wrong.length === 0; round++) {
      const node = nodes[Math.floor(random() * SERVERS)]!
      const other = nodes[(nodes.indexOf(node) + 1) % SERVERS]!
      await disturb(other, random)
      await Promise.all([
        node.kill().then(() => pass(random() * 1000)).then(node.start),
        // Each tenth time, the database dies as well.
        round % 10 === 1 ? postgres.kill().then(() => pass(500)).then(postgres.restart) : undefined,
      ])
      await pass(random() * 1500)
      if (round % 5 === 0)
        tell(`${round} kills: ${halls.flatMap(({ phones }) => phones.flatMap(({ history }) => history)).filter(({ answered }) => answered === 'accepted').length} votes acknowledged`)
    }
    desk.abort()
    await pressing
    await Promise.all(halls.flatMap(({ phones }) => phones.map(({ stop }) => stop())))

    const log = await postgresLog(database)
    for (const [no, { id, code, phones }] of halls.entries()) {
      const outcome = readLog(await entriesOf(log, id), POLL)
      for (const [index, { history }] of phones.entries()) {
        const attendee = await attendeeOf(url, no + index * WORKSHOPS)
        wrong.push(...wrongAnswers(attendee, history, outcome))
        for (const { answered } of history)
          totals[answered]++
      }
      differences.push(...await differencesOf(cluster, { id, code }, outcome, phones.slice(0, ASKED).map((_, index) => no + index * WORKSHOPS)))
    }
    await log.close()
    const away = halls.flatMap(({ phones }) => phones.flatMap(({ away }) => away))
    halls.forEach(({ phones }) => phones.forEach(({ close }) => close()))
    return [
      none('answers and ballots that the log does not bear out', wrong),
      none('servers that differ from the checker, or from one another', differences),
      atMost('longest time that a phone was without a server', Math.max(0, ...away) / 1000, 10, ' s'),
      atLeast('votes that were acknowledged', totals.accepted, clients),
      atLeast('votes that were refused, since voting was closed', totals.refused, 1),
      told('votes that were never answered', String(totals.never)),
      told('kills', `${rounds} of servers, ${databaseKills} of the database`),
      told('connections that phones lost and made again', `${away.length}, median ${(median(away) / 1000).toFixed(2)} s`),
    ]
  }
  finally {
    await cluster.close()
  }
}

async function openHall({ url, cookie, newWorkshop }: Cluster): Promise<Hall> {
  const { id, code } = await newWorkshop()
  const facilitator = await connectWire(url, { role: 'facilitator', workshop: code, cookie })
  const { polls } = await facilitator.until('welcome')
  await facilitator.send({ type: 'slide:show', id: newId(), no: 2, clicks: 0, poll: POLL })
  facilitator.close()
  return { id, code, options: optionsOf(polls.find(({ def }) => def.id === POLL)!.def).map(({ id }) => id), phones: [] }
}

/** A facilitator closes the vote now and then, and opens it again. */
async function closeAndOpen({ url, cookie }: Cluster, { code }: Hall, signal: AbortSignal): Promise<void> {
  let wire: Wire | undefined
  const press = async (type: 'poll:close' | 'poll:open') => {
    const id = newId()
    for (;;) {
      try {
        wire ??= await connectWire(url, { role: 'facilitator', workshop: code, cookie })
        const used = wire
        void used.closed.then(() => wire = wire === used ? undefined : wire)
        const reply = await Promise.race([used.send({ type, id, poll: POLL }), pass(8000)])
        if (reply && (reply.ok || reply.code === 'wrong_state'))
          return
        if (!reply)
          used.terminate()
      }
      catch {}
      await pass(200)
    }
  }
  while (!signal.aborted) {
    await pass(3000, undefined, { signal }).catch(() => {})
    await press('poll:close')
    await pass(500)
    await press('poll:open')
  }
  wire?.close()
}

/** What befalls the way of one server to the database. */
async function disturb({ faults }: Node, random: () => number): Promise<void> {
  const kind = Math.floor(random() * 6)
  if (kind === 0)
    faults.cut()
  else if (kind === 1)
    await faults.delay(20 + random() * 200, 500)
  else if (kind === 2)
    // The connection stays up, and nothing ever comes of it.
    void faults.hang(500 + random() * 6000).then(faults.cut)
  else if (kind === 3)
    // What was sent comes later, when its sender has given up and sent it again.
    void pass(2500 + random() * 4000).then(faults.hold())
  else if (kind === 4)
    faults.silence()
}

/** The attendee that a server makes of a phone's cookie. */
async function attendeeOf(url: string, no: number): Promise<string> {
  const [, token] = (await attendeeCookie(url, no)).split('=')
  return `a:${hash('sha256', token!, 'base64url').slice(0, 16)}`
}

/** What servers say of a workshop at the end, against the checker. */
async function differencesOf({ nodes, cookie }: Cluster, { id, code }: Pick<Hall, 'id' | 'code'>, { ballots }: Outcome, phones: readonly number[]): Promise<string[]> {
  const found: string[] = []
  const files = new Set<string>()
  for (const { url, port } of nodes) {
    const end = performance.now() + CATCH_UP_MS
    for (let wrong: string[] = ['']; wrong.length > 0;) {
      wrong = await wrongAt(url, code, cookie, ballots, phones)
      if (wrong.length > 0 && performance.now() > end) {
        found.push(...wrong.map(line => `${port}, ${id}: ${line}`))
        break
      }
    }
    files.add(await (await fetch(`${url}/${code}/facilitator/api/results.json`, { headers: { cookie } })).text())
  }
  return files.size === 1 ? found : [...found, `${id}: the servers' results differ`]
}

async function wrongAt(url: string, workshop: string, cookie: string, ballots: ReadonlyMap<string, Answer>, phones: readonly number[]): Promise<string[]> {
  const found: string[] = []
  const facilitator = await connectWire(url, { role: 'facilitator', workshop, cookie })
  const { voters } = (await facilitator.until('welcome')).polls.find(({ def }) => def.id === POLL)!
  facilitator.close()
  if (voters !== ballots.size)
    found.push(`${voters} voters instead of ${ballots.size}`)
  for (const attendee of phones) {
    const wire = await connectWire(url, { attendee, workshop })
    const own = (await wire.until('own')).ballots[ROUND]
    wire.close()
    const counts = ballots.get(await attendeeOf(url, attendee))
    if (JSON.stringify(own) !== JSON.stringify(counts))
      found.push(`attendee ${attendee} has ${JSON.stringify(own)} instead of ${JSON.stringify(counts)}`)
  }
  return found
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
