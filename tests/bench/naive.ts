import type { Instrument } from '../support/instruments/instrument.ts'
import { atLeast, atMost, told } from '../support/instruments/instrument.ts'
import { burst } from './burst.ts'
import { median } from './figures.ts'
import { ours, socketIo } from './peers.ts'

/** Votes in a burst; each makes a message to everybody there. */
const VOTES = 100

export const naive: Instrument = {
  name: 'naive',
  about: 'a vote here against a vote of a server that tells everybody of every vote',
  async run({ clients = 1000, rounds = 3, mutant }) {
    const [own, first] = await Promise.all([ours({ mutant }), socketIo('naive')])
    try {
      const phones = await own.connect(clients)
      const others = await first.connect(clients)
      const costs = { own: [] as number[], first: [] as number[] }
      let votes = 0
      for (let round = -2; round < rounds; round++) {
        const before = phones.map(({ wire }) => wire.messages)
        // All of ours vote, since a hundred are too few to measure.
        const here = await burst(own.pid, phones)
        const there = await burst(first.pid, others.slice(0, VOTES))
        if (round < 0)
          continue
        costs.own.push(here.cpu)
        costs.first.push(there.cpu)
        votes += phones.reduce((sum, { wire }, index) => sum + wire.messages - before[index]! + 1, 0)
      }
      const [ourCost, theirCost] = [median(costs.own), median(costs.first)]
      return [
        atLeast('CPU of a naive vote ÷ CPU of ours', theirCost / ourCost, 100),
        atMost('frames to voters ÷ votes', votes / (clients * rounds), 1.05),
        atMost('bytes of an answer', Math.max(...phones.map(({ wire }) => wire.answerBytes)), 48),
        told('a vote here, there', `${ourCost.toFixed(1)} µs, ${theirCost.toFixed(0)} µs`),
      ]
    }
    finally {
      await Promise.all([own.stop(), first.stop()])
    }
  },
}
