import type { Instrument } from '../support/instruments/instrument.ts'
import type { Peer } from './peers.ts'
import { setTimeout } from 'node:timers/promises'
import { atMost, told } from '../support/instruments/instrument.ts'
import { median } from './figures.ts'
import { echo, ours } from './peers.ts'
import { residentBytes } from './process-cost.ts'

/** A server that rests for this long holds what its connections need, and no longer what it took to make them. */
const REST_MS = 3000

async function bytesOfConnection(peer: Peer, clients: number): Promise<number> {
  try {
    // Code is loaded and compiled before the connections that count.
    await peer.connect(Math.min(100, clients))
    await setTimeout(REST_MS)
    const before = residentBytes(peer.pid)
    await peer.connect(clients)
    await setTimeout(REST_MS)
    return (residentBytes(peer.pid) - before) / clients
  }
  finally {
    await peer.stop()
  }
}

export const memory: Instrument = {
  name: 'memory',
  about: 'memory of a connection that rests, in those of a bare WebSocket server',
  async run({ clients = 2000, rounds = 5, mutant, tell }) {
    const found = { own: [] as number[], bare: [] as number[] }
    for (let round = 0; round < rounds; round++) {
      found.own.push(await bytesOfConnection(await ours({ mutant }), clients))
      found.bare.push(await bytesOfConnection(await echo(), clients))
      tell(`${(found.own[round]! / 1024).toFixed(1)} kB, ${(found.bare[round]! / 1024).toFixed(1)} kB`)
    }
    const [own, bare] = [median(found.own), median(found.bare)]
    return [
      atMost('memory of a connection ÷ bare', own / bare, 1.8),
      told('a connection here, bare', `${(own / 1024).toFixed(1)} kB, ${(bare / 1024).toFixed(1)} kB`),
    ]
  },
}
