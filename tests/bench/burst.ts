import type { Peer, Voter } from './peers.ts'
import { median, quantile } from './figures.ts'
import { cpuSeconds } from './process-cost.ts'

/** What a burst cost: one vote of everybody, all at once. */
export interface Burst {
  /** Microseconds of processor time a vote. */
  cpu: number
  /** Milliseconds until the answer that 99 of 100 do not wait longer for. */
  p99: number
}

export async function burst(pid: number, voters: readonly Voter[]): Promise<Burst> {
  const before = cpuSeconds(pid)
  const waits = await Promise.all(voters.map(async ({ vote }) => {
    const sent = performance.now()
    await vote()
    return performance.now() - sent
  }))
  return { cpu: (cpuSeconds(pid) - before) * 1e6 / voters.length, p99: quantile(waits, 0.99) }
}

/** A burst before those that count: compilers and caches are warm then. */
const WARM_UP = 15

/**
 * Medians of bursts on several servers that run at the same time and take turns, so that whatever else the machine does
 * meets them alike.
 * @param rounds bursts on each server that count
 * @param connected the voters of each server, where they are connected already
 */
export async function inTurns(peers: readonly Peer[], clients: number, rounds: number, connected: readonly Voter[][] = []): Promise<Burst[]> {
  const crowds = []
  for (const [index, peer] of peers.entries())
    crowds.push({ pid: peer.pid, voters: connected[index] ?? await peer.connect(clients), bursts: [] as Burst[] })
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const { pid, voters, bursts } of crowds) {
      const cost = await burst(pid, voters)
      if (round >= 0)
        bursts.push(cost)
    }
  }
  return crowds.map(({ bursts }) => ({ cpu: median(bursts.map(({ cpu }) => cpu)), p99: median(bursts.map(({ p99 }) => p99)) }))
}
