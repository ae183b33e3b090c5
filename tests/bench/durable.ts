import type { Instrument } from '../support/instruments/instrument.ts'
import { atMost, told } from '../support/instruments/instrument.ts'
import { inTurns } from './burst.ts'
import { ours } from './peers.ts'

export const durable: Instrument = {
  name: 'durable',
  about: 'what it costs that a vote is on the disk before it is acknowledged',
  async run({ clients = 2000, rounds = 15, mutant }) {
    const peers = await Promise.all([ours({ mutant }), ours({ mutant: 'memory-log' })])
    try {
      const [disk, memory] = await inTurns(peers, clients, rounds)
      return [
        atMost('p99 of the answer, disk ÷ memory', disk!.p99 / memory!.p99, 1.4),
        atMost('CPU of a vote, disk ÷ memory', disk!.cpu / memory!.cpu, 1.3),
        told('disk, memory: p99', `${disk!.p99.toFixed(1)} ms, ${memory!.p99.toFixed(1)} ms`),
        told('disk, memory: CPU', `${disk!.cpu.toFixed(1)} µs, ${memory!.cpu.toFixed(1)} µs`),
      ]
    }
    finally {
      await Promise.all(peers.map(({ stop }) => stop()))
    }
  },
}
