import type { Instrument } from '../support/instruments/instrument.ts'
import type { Burst } from './burst.ts'
import { atMost, told } from '../support/instruments/instrument.ts'
import { inTurns } from './burst.ts'
import { median } from './figures.ts'
import { echo, ours, socketIo } from './peers.ts'

/** Each with servers of its own: how a process lays out its memory and compiles its code is worth a tenth, and stays so. */
const RUNS = 3

export const vote: Instrument = {
  name: 'vote',
  about: 'what a durable vote costs, beside one of a plain Socket.IO server that keeps nothing',
  async run({ clients = 2000, rounds = 15, mutant }) {
    const runs: Burst[][] = []
    while (runs.length < RUNS) {
      const peers = await Promise.all([ours({ mutant }), echo(), socketIo('plain')])
      try {
        runs.push(await inTurns(peers, clients, rounds))
      }
      finally {
        await Promise.all(peers.map(({ stop }) => stop()))
      }
    }
    const [OWN, BARE, PLAIN] = [0, 1, 2] as const
    const of = (peer: number, cost: keyof Burst) => median(runs.map(run => run[peer]![cost]))
    const ratio = (peer: number, other: number, cost: keyof Burst) => median(runs.map(run => run[peer]![cost] / run[other]![cost]))
    return [
      atMost('CPU of a vote ÷ CPU of one of plain Socket.IO', ratio(OWN, PLAIN, 'cpu'), 1.15),
      atMost('p99 of the answer ÷ p99 of plain Socket.IO', ratio(OWN, PLAIN, 'p99'), 1.5),
      told('the former in each run', runs.map(run => (run[OWN]!.cpu / run[PLAIN]!.cpu).toFixed(2)).join(', ')),
      told('a vote, plain Socket.IO, in echoes of a bare WebSocket server: CPU', [OWN, PLAIN].map(peer => ratio(peer, BARE, 'cpu').toFixed(2)).join(', ')),
      told('the same: p99', [OWN, PLAIN].map(peer => ratio(peer, BARE, 'p99').toFixed(2)).join(', ')),
      told('a vote, an echo, plain Socket.IO: CPU', [OWN, BARE, PLAIN].map(peer => `${of(peer, 'cpu').toFixed(1)} µs`).join(', ')),
      told('a vote, an echo, plain Socket.IO: p99', [OWN, BARE, PLAIN].map(peer => `${of(peer, 'p99').toFixed(1)} ms`).join(', ')),
    ]
  },
}
