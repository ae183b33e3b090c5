import type { Finding, Instrument, InstrumentOptions } from '../support/instruments/instrument.ts'
import type { Peer, Voter } from './peers.ts'
import { setTimeout } from 'node:timers/promises'
import { dataFolder } from '../support/data-folder.ts'
import { atMost, told } from '../support/instruments/instrument.ts'
import { startShipped } from '../support/processes/shipped.ts'
import { storeWorkshops } from '../support/server/stored-workshops.ts'
import { inTurns } from './burst.ts'
import { median } from './figures.ts'
import { workshops } from './peers.ts'
import { cpuSeconds, residentBytes } from './process-cost.ts'

/** Of the crowd, how many are in one of the many workshops. */
const PHONES = 20
const ENDED = 1000
/** What an ended workshop has: two hours of a small room. */
const PLAYED = { people: 20, polls: 12 }
const REST_MS = 3000
/** Each with servers of its own, as for `vote`. */
const RUNS = 3

export const many: Instrument = {
  name: 'many',
  about: `many workshops of ${PHONES} phones beside one with as many phones; a start with ${ENDED} ended workshops. --clients: phones of all`,
  async run(options) {
    return [...await besideOne(options), ...await starts(options)]
  },
}

/** The same crowd in many workshops and in one, on servers that run at the same time. */
async function besideOne({ clients = 2000, rounds = 15, mutant, tell }: InstrumentOptions): Promise<Finding[]> {
  const count = Math.max(1, Math.round(clients / PHONES))
  const memory: number[] = []
  const cpu: number[] = []
  const watched: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const peers = await Promise.all([workshops(count, { mutant }), workshops(1, { mutant })])
    try {
      const crowds: { peer: Peer, voters: Voter[] }[] = []
      for (const peer of peers)
        crowds.push({ peer, voters: await peer.connect(clients) })
      await setTimeout(REST_MS)
      const [manyBytes, oneBytes] = peers.map(({ pid }) => residentBytes(pid))
      memory.push(manyBytes! / oneBytes!)
      const bursts = await inTurns(peers, clients, rounds, crowds.map(({ voters }) => voters))
      cpu.push(bursts[0]!.cpu / bursts[1]!.cpu)
      tell(`resident ${(manyBytes! / 1e6).toFixed(0)} MB ÷ ${(oneBytes! / 1e6).toFixed(0)} MB; a vote ${bursts.map(each => `${each.cpu.toFixed(1)} µs, p99 ${each.p99.toFixed(0)} ms`).join(' ÷ ')}`)
      for (const peer of peers)
        await peer.watch()
      const seen = await inTurns(peers, clients, rounds, crowds.map(({ voters }) => voters))
      watched.push(seen[0]!.cpu / seen[1]!.cpu)
    }
    finally {
      await Promise.all(peers.map(({ stop }) => stop()))
    }
  }
  return [
    atMost(`resident memory, ${count} workshops of ${PHONES} phones ÷ one of ${clients}`, median(memory), 1.5),
    atMost('CPU of a vote, likewise', median(cpu), 1.3),
    told('the former, the latter in each run', `${memory.map(each => each.toFixed(2)).join(', ')}; ${cpu.map(each => each.toFixed(2)).join(', ')}`),
    told('CPU of a vote, with a panel and a screen in each workshop', median(watched).toFixed(2)),
  ]
}

/** Starts on a folder with many ended workshops and on one with a single one, in turns. */
async function starts({ rounds = 15, mutant, tell }: InstrumentOptions): Promise<Finding[]> {
  const folders = [ENDED, 1].map(count => ({ count, data: dataFolder(), took: [] as number[], seconds: [] as number[] }))
  try {
    for (const { count, data } of folders)
      await storeWorkshops(data.path, { count, ended: PLAYED })
    for (let round = -1; round < rounds; round++) {
      for (const { data, took, seconds } of folders) {
        const began = performance.now()
        const server = await startShipped({ data: data.path, mutant })
        const spent = cpuSeconds(server.pid)
        // The first one starts a workshop, and keeps the list when it stops.
        if (round >= 0) {
          took.push(performance.now() - began)
          seconds.push(spent)
        }
        server.signal('SIGTERM')
        await server.ended
      }
    }
  }
  finally {
    folders.forEach(({ data }) => data.remove())
  }
  const [all, one] = folders as [typeof folders[0], typeof folders[0]]
  tell(`until the banner: ${median(all.took).toFixed(0)} ms ÷ ${median(one.took).toFixed(0)} ms`)
  return [
    atMost(`time until the banner, ${ENDED} ended workshops ÷ one`, median(all.took) / median(one.took), 1.2),
    told('CPU until the banner, likewise', `${(median(all.seconds) / median(one.seconds)).toFixed(2)} (${median(all.seconds).toFixed(2)} s ÷ ${median(one.seconds).toFixed(2)} s)`),
  ]
}
