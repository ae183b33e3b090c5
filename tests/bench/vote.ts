import type { Instrument } from '../support/instrument.ts'
import { atMost, told } from '../support/instrument.ts'
import { inTurns } from './burst.ts'
import { echo, ours, socketIo } from './peers.ts'

export const vote: Instrument = {
  name: 'vote',
  about: 'what a durable vote costs, in echoes of a bare WebSocket server',
  async run({ clients = 2000, rounds = 15, mutant }) {
    const peers = await Promise.all([ours({ mutant }), echo(), socketIo('plain')])
    try {
      const [own, bare, plain] = await inTurns(peers, clients, rounds)
      return [
        atMost('CPU of a vote ÷ CPU of an echo', own!.cpu / bare!.cpu, 1.75),
        atMost('p99 of the answer ÷ p99 of an echo', own!.p99 / bare!.p99, 3),
        told('the same of plain Socket.IO, which keeps nothing', `${(plain!.cpu / bare!.cpu).toFixed(2)} and ${(plain!.p99 / bare!.p99).toFixed(2)}`),
        told('a vote, an echo, plain Socket.IO: CPU', [own, bare, plain].map(each => `${each!.cpu.toFixed(1)} µs`).join(', ')),
        told('a vote, an echo, plain Socket.IO: p99', [own, bare, plain].map(each => `${each!.p99.toFixed(1)} ms`).join(', ')),
      ]
    }
    finally {
      await Promise.all(peers.map(({ stop }) => stop()))
    }
  },
}
