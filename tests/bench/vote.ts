import type { Instrument } from '../support/instrument.ts'
import { atMost, told } from '../support/instrument.ts'
import { inTurns } from './burst.ts'
import { echo, ours } from './peers.ts'

export const vote: Instrument = {
  name: 'vote',
  about: 'what a durable vote costs, in echoes of a bare WebSocket server',
  async run({ clients = 2000, rounds = 15, mutant }) {
    const peers = await Promise.all([ours({ mutant }), echo()])
    try {
      const [own, bare] = await inTurns(peers, clients, rounds)
      return [
        atMost('CPU of a vote ÷ CPU of an echo', own!.cpu / bare!.cpu, 1.75),
        atMost('p99 of the answer ÷ p99 of an echo', own!.p99 / bare!.p99, 3),
        told('a vote, an echo: CPU', `${own!.cpu.toFixed(1)} µs, ${bare!.cpu.toFixed(1)} µs`),
        told('a vote, an echo: p99', `${own!.p99.toFixed(1)} ms, ${bare!.p99.toFixed(1)} ms`),
      ]
    }
    finally {
      await Promise.all(peers.map(({ stop }) => stop()))
    }
  },
}
