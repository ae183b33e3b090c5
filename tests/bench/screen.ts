import type { Instrument } from '../support/instruments/instrument.ts'
import type { Wire } from '../support/server/wire.ts'
import { setTimeout } from 'node:timers/promises'
import { atMost, told } from '../support/instruments/instrument.ts'
import { connectWire } from '../support/server/wire.ts'
import { median, quantile } from './figures.ts'
import { ours, POLL } from './peers.ts'

const FRAME_MS = 1000 / 60
const VOTES_PER_SECOND = 500
const SECONDS = 4

/**
 * When a screen first showed each vote. Votes alone move a poll's revision here, each by one.
 * @returns times by the number of the vote, from 0
 */
function watch(screen: Wire, first: number): number[] {
  const shown: number[] = []
  screen.onMessage((type, payload) => {
    if (type !== 'poll')
      return
    const { def, rev } = payload as { def: { id: string }, rev: number }
    while (def.id === POLL && shown.length < rev - first)
      shown.push(performance.now())
  })
  return shown
}

export const screen: Instrument = {
  name: 'screen',
  about: `from a vote to two screens, ${VOTES_PER_SECOND} votes a second, in frames of 1/60 s`,
  async run({ clients = 1000, rounds = 3, mutant }) {
    const peer = await ours({ mutant })
    try {
      await peer.facilitator.send({ type: 'poll:reveal', id: crypto.randomUUID(), poll: POLL })
      const crowd = await peer.connect(clients)
      const screens = [await connectWire(peer.server.url, { role: 'screen' }), await connectWire(peer.server.url, { role: 'screen' })]
      const waits: number[][] = []
      for (let round = -1; round < rounds; round++) {
        const { rev } = await peer.facilitator.until('poll', ({ def }) => def.id === POLL)
        const shown = screens.map(screen => watch(screen, rev))
        const sent: number[] = []
        const answers: Promise<unknown>[] = []
        const start = performance.now()
        while (sent.length < VOTES_PER_SECOND * SECONDS) {
          const due = Math.min(VOTES_PER_SECOND * SECONDS, Math.floor((performance.now() - start) * VOTES_PER_SECOND / 1000))
          while (sent.length < due) {
            answers.push(crowd[sent.length % clients]!.vote())
            sent.push(performance.now())
          }
          await setTimeout(1)
        }
        await Promise.all(answers)
        await Promise.all([...screens, peer.facilitator].map(page => page.until('poll', view => view.rev === rev + sent.length)))
        if (round >= 0)
          waits.push(shown.flatMap(times => times.map((at, vote) => at - sent[vote]!)))
      }
      const frames = (q: number) => median(waits.map(each => quantile(each, q))) / FRAME_MS
      return [
        atMost('vote to screen, p99, in frames', frames(0.99), 1.5),
        told('vote to screen, median, in frames', frames(0.5).toFixed(2)),
      ]
    }
    finally {
      await peer.stop()
    }
  },
}
