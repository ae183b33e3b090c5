import type { Instrument } from '../support/instruments/instrument.ts'
import type { MutantName } from '../support/instruments/mutants.ts'
import type { OurPeer } from './peers.ts'
import { dataFolder } from '../support/data-folder.ts'
import { atLeast, told } from '../support/instruments/instrument.ts'
import { ours, POLL } from './peers.ts'

/** Everybody votes at once. */
async function wholeBurst(clients: number, mutant: MutantName | undefined): Promise<number> {
  const peer = await ours({ mutant })
  try {
    const crowd = await peer.connect(clients)
    await Promise.all(crowd.map(({ vote }) => vote()))
    return await counted(peer) / clients
  }
  finally {
    await peer.stop()
  }
}

/**
 * The server is killed when half of the crowd has its answer. When it is back, everybody comes again and is told their own ballot.
 * @returns how many were acknowledged, and how many of those have their ballot
 */
async function cutBurst(clients: number, mutant: MutantName | undefined): Promise<{ acknowledged: number, kept: number }> {
  const { path: data, remove } = dataFolder()
  try {
    const peer = await ours({ data, mutant })
    const crowd = await peer.connect(clients)
    const acknowledged = new Set<number>()
    await Promise.allSettled(crowd.map(async ({ vote }, index) => {
      await vote()
      if (acknowledged.add(index).size === Math.floor(clients / 2))
        peer.server.signal('SIGKILL')
    }))
    await peer.stop()
    const again = await ours({ data, mutant })
    const back = await again.connect(clients)
    const kept = [...acknowledged].filter(index => Object.keys(back[index]!.wire.latest.own?.ballots ?? {}).length > 0).length
    await again.stop()
    return { acknowledged: acknowledged.size, kept }
  }
  finally {
    remove()
  }
}

/** Voters of the poll as the facilitator sees them. */
async function counted({ facilitator }: OurPeer): Promise<number> {
  await facilitator.send({ type: 'poll:close', id: crypto.randomUUID(), poll: POLL })
  return (await facilitator.until('poll', ({ def, voting }) => def.id === POLL && voting === 'closed')).voters
}

export const counting: Instrument = {
  name: 'counting',
  about: 'ballots that count, of those that a crowd casts at once',
  async run({ clients = 5000, rounds = 3, mutant, tell }) {
    const shares: number[] = []
    const kept: number[] = []
    for (let round = 0; round < rounds; round++) {
      shares.push(await wholeBurst(clients, mutant))
      const cut = await cutBurst(clients, mutant)
      tell(`${cut.acknowledged} of ${clients} acknowledged before the kill, ${cut.kept} of those count after it`)
      kept.push(cut.kept / cut.acknowledged)
    }
    return [
      atLeast('counted ÷ cast', Math.min(...shares), 1),
      told('counted ÷ cast, the most', String(Math.max(...shares))),
      atLeast('counted ÷ acknowledged, killed half way', Math.min(...kept), 1),
    ]
  },
}
