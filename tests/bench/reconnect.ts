import type { Instrument } from '../support/instruments/instrument.ts'
import type { Peer, Voter } from './peers.ts'
import { atMost, told } from '../support/instruments/instrument.ts'
import { median } from './figures.ts'
import { echo, ours } from './peers.ts'

/** Milliseconds until all are back who lost their connections at one moment, ours with their full state. */
async function comeBack(peer: Peer, crowd: readonly Voter[]): Promise<{ took: number, crowd: Voter[] }> {
  crowd.forEach(({ terminate }) => terminate())
  const start = performance.now()
  const back = await peer.connect(crowd.length, true)
  return { took: performance.now() - start, crowd: back }
}

export const reconnect: Instrument = {
  name: 'reconnect',
  about: 'everybody drops out at once: how long until all are back with their full state',
  async run({ clients = 2000, rounds = 7, mutant }) {
    const peers = await Promise.all([ours({ mutant }), echo()])
    try {
      const crowds = []
      for (const peer of peers)
        crowds.push({ peer, crowd: await peer.connect(clients), took: [] as number[] })
      for (let round = -1; round < rounds; round++) {
        for (const each of crowds) {
          const { took, crowd } = await comeBack(each.peer, each.crowd)
          each.crowd = crowd
          if (round >= 0)
            each.took.push(took)
        }
      }
      const [own, bare] = crowds.map(({ took }) => median(took))
      return [
        atMost('all back ÷ bare', own! / bare!, 3),
        told('all back here, bare', `${own!.toFixed(0)} ms, ${bare!.toFixed(0)} ms`),
      ]
    }
    finally {
      await Promise.all(peers.map(({ stop }) => stop()))
    }
  },
}
