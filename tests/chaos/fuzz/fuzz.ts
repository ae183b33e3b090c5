import type { Finding, Instrument, InstrumentOptions } from '../../support/instruments/instrument.ts'
import type { Footprint } from '../../support/processes/live-heap.ts'
import type { Shipped, ShippedOptions } from '../../support/processes/shipped.ts'
import type { Wire } from '../../support/server/wire.ts'
import type { Report } from './report.ts'
import type { World } from './world.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { atLeast, atMost, none, told } from '../../support/instruments/instrument.ts'
import { faultsOf, footprintOf, INSPECT } from '../../support/processes/live-heap.ts'
import { signIn, startShipped } from '../../support/processes/shipped.ts'
import { connectWire, newId } from '../../support/server/wire.ts'
import { pollsNow, refusedNow } from './afterwards.ts'
import { chanceFrom } from './chance.ts'
import { PAGE_MESSAGES } from './commands.ts'
import { strayVotes, voteAllAlong } from './honest.ts'
import { createReport, LAYERS } from './report.ts'
import { storm } from './storm.ts'
import { watchWorld } from './world.ts'

const FRAMES = 1_000_000
const PHONES = 50
/** The poll of our own deck that honest phones vote on. */
const HONEST = 'opening'
/** How long attackers may be counted as present after they are gone; milliseconds. */
const GONE_AFTER = 30_000
const MB = 2 ** 20
export const STORM_WAIT = '99th percentile of an honest vote\'s answer in the storm'

export const fuzz: Instrument = {
  name: 'fuzz',
  about: 'malformed frames (--rounds) on every layer and message, while honest phones (--clients) vote',
  run,
}

async function run({ clients = PHONES, rounds = FRAMES, seed, mutant, tell }: InstrumentOptions): Promise<Finding[]> {
  tell(`seed ${seed}`)
  const data = dataFolder()
  const server = await startShipped({ data: data.path, mutant, flags: [INSPECT] })
  let exit: string | null = null
  void server.ended.then(({ code }) => exit = `it ended with ${code}`)
  try {
    const cookie = await signIn(server)
    const facilitator = await connectWire(server.url, { role: 'facilitator', cookie })
    const world = await prepare(facilitator)
    const honest = await voteAllAlong(server.url, clients, world, chanceFrom(seed))
    const inPeace = percentile(honest.waits.splice(0), 0.99)
    const report = createReport()
    const target = { port: server.port, world, report, cookie }

    await storm(target, Math.min(rounds / 10, 50_000), seed + 1, () => exit !== null)
    const lingering: string[] = []
    const calm = async (): Promise<Footprint | null> => {
      lingering.push(...await attackersLeft(facilitator, clients))
      return exit === null ? footprintOf(server) : null
    }
    const before = await calm()
    const from = performance.now()
    const progress = setInterval(() => {
      tell(`${report.frames} frames`)
    }, 10_000)
    await storm(target, rounds, seed, () => exit !== null)
    clearInterval(progress)
    const seconds = (performance.now() - from) / 1000
    const after = await calm()
    await honest.stop()
    const end = exit
    const stray = exit === null ? await strayVotes(server.url, cookie, world, honest.cast) : []
    const refused = exit === null ? await refusedNow(server.url, cookie, world) : []
    const forgotten = exit === null ? await forgottenPolls(server, { data: data.path, mutant }, cookie) : []
    tell(histogram(report))
    return [
      told('frames', `${report.frames} in ${Math.round(seconds)} s (seed ${seed})`),
      ...LAYERS.map(layer => atLeast(`frames at the layer ${layer}`, 100 * report.sent[layer] / report.frames, { 'http': 1, 'websocket': 4, 'engine.io': 4, 'socket.io': 6, 'command': 50 }[layer], ' %')),
      ...depth(report, rounds),
      none('ends of the server', end === null ? [] : [end]),
      none('lines on standard error', faultsOf(server)),
      none('answers that are no typed reply, or say "internal"', report.wrong.reply),
      none('requests without an answer', report.wrong.unanswered),
      none('connections that stay open after their end', report.wrong.open),
      told('votes of honest phones', String(honest.waits.length)),
      none('honest votes lost', honest.lost),
      none('honest votes that are not as they were cast', stray),
      none('messages that are refused after the storm', refused),
      none('polls that a restart tells otherwise', forgotten),
      told('99th percentile of an honest vote\'s answer in peace', `${Math.round(inPeace)} ms`),
      // Where the machine itself is slow, because it has much else to do, so is everything on it.
      atMost(STORM_WAIT, percentile(honest.waits, 0.99), Math.max(500, Math.round(5 * inPeace)), ' ms'),
      none('attackers who are still counted', lingering),
      ...before && after ? memory(before, after) : [],
    ]
  }
  finally {
    server.signal('SIGKILL')
    await server.ended
    data.remove()
  }
}

/** Opens every poll that can be, so that frames get as far as they may. */
async function prepare(facilitator: Wire): Promise<World> {
  const { polls } = await facilitator.until('welcome')
  for (const { def: { id: poll } } of polls)
    await facilitator.send({ type: 'poll:open', id: newId(), poll })
  return watchWorld(facilitator, HONEST)
}

/** The log of the storm is read by the next server: what that one shows otherwise. */
async function forgottenPolls(server: Shipped, options: ShippedOptions, cookie: string): Promise<string[]> {
  const before = await pollsNow(server.url, cookie)
  server.signal('SIGTERM')
  await server.ended
  const next = await startShipped(options)
  try {
    const after = await pollsNow(next.url, cookie)
    return [...before.keys()].filter(id => JSON.stringify(before.get(id)) !== JSON.stringify(after.get(id)))
  }
  finally {
    next.signal('SIGKILL')
    await next.ended
  }
}

/** Waits until nobody but the honest is online; says so when that takes too long. */
async function attackersLeft(facilitator: Wire, honest: number): Promise<string[]> {
  const gone = facilitator.until('room', ({ online }) => online === honest).then(() => true, () => false)
  const late = new Promise<false>(resolve => setTimeout(resolve, GONE_AFTER, false).unref())
  return await Promise.race([gone, late]) ? [] : [`${(facilitator.latest.room?.online ?? 0) - honest} attendees`]
}

function depth({ sent, came, codes }: Report, rounds: number): Finding[] {
  const share = (...outcomes: string[]) => 100 * outcomes.reduce((sum, code) => sum + (came.command.get(code) ?? 0), 0) / sent.command
  return [
    atMost('commands that the rate limit kept out', share('rate_limited'), 25, ' %'),
    atLeast('commands that the schemas refused', share('malformed'), 25, ' %'),
    atLeast('commands that the rules refused', share('not_found', 'stale_round', 'not_open', 'invalid_answer', 'wrong_state'), 5, ' %'),
    atLeast('commands that were accepted', share('ok'), 1, ' %'),
    none('messages whose schema was never reached', rounds < 1000 ? [] : PAGE_MESSAGES.filter(type => !codes.get(type)?.has('malformed'))),
  ]
}

function memory(before: Footprint, after: Footprint): Finding[] {
  return [
    told('the server\'s processor time', `${(after.seconds - before.seconds).toFixed(1)} s`),
    told('heap and resident memory before', `${(before.heap / MB).toFixed(1)} MB, ${(before.resident / MB).toFixed(0)} MB`),
    atMost('heap that stays', (after.heap - before.heap) / MB, 4, ' MB'),
    atMost('resident memory that stays', (after.resident - before.resident) / MB, 60, ' MB'),
    atMost('descriptors that stay', after.descriptors - before.descriptors, 5),
  ]
}

function histogram({ came }: Report): string {
  return LAYERS.map(layer => `${layer}: ${[...came[layer]].sort(([, a], [, b]) => b - a).map(([outcome, times]) => `${outcome} ${times}`).join(', ')}`).join('\n  ')
}

function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Infinity
}
