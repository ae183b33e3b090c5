import type { Chance } from './chance.ts'
import type { World } from './world.ts'
import { setTimeout } from 'node:timers/promises'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { picks } from '../../support/polls/answers.ts'
import { connectMany, connectWire, newId } from '../../support/server/wire.ts'

/** Phones that vote, change their mind and vote again. */
export interface Honest {
  /** Milliseconds from each vote to its answer. */
  readonly waits: number[]
  /** What each phone's last answered vote was. */
  readonly cast: ReadonlyMap<number, string>
  /** Votes that were not answered with `ok`. */
  readonly lost: readonly string[]
  /** Resolves when every vote on its way is answered. */
  stop: () => Promise<void>
}

/** Votes of each phone before anybody attacks. */
const IN_PEACE = 4

/** From one vote of a phone to its next, at least and at most; milliseconds. */
const PAUSE = [150, 350] as const

/** Resolves when they have voted for a while. */
export async function voteAllAlong(url: string, phones: number, { honest, polls }: World, chance: Chance): Promise<Honest> {
  const { def, round } = polls.get(honest)!
  const options = optionsOf(def).map(({ id }) => id)
  const wires = await connectMany(url, phones)
  const waits: number[] = []
  const cast = new Map<number, string>()
  const lost: string[] = []
  const stop = new AbortController()
  let ready = () => {}
  const inPeace = new Promise<void>(resolve => ready = resolve)
  const voting = wires.map(async (wire, phone) => {
    while (!stop.signal.aborted) {
      const option = chance.pick(options)
      const from = performance.now()
      try {
        const reply = await wire.send({ type: 'ballot:cast', id: newId(), poll: honest, round, answer: picks(option) })
        if (waits.push(performance.now() - from) === IN_PEACE * phones)
          ready()
        if (reply.ok)
          cast.set(phone, option)
        else
          lost.push(`${reply.code}: ${reply.message}`)
      }
      catch (error) {
        lost.push((error as Error).message)
        return
      }
      await setTimeout(PAUSE[0] + chance.below(PAUSE[1] - PAUSE[0]))
    }
    wire.close()
    await wire.closed
  })
  await Promise.race([inPeace, Promise.all(voting)])
  return {
    waits,
    cast,
    lost,
    async stop() {
      stop.abort()
      await Promise.all(voting)
    },
  }
}

/** What is not as the honest phones left it, in the tally and on the phones when they come back. */
export async function strayVotes(url: string, cookie: string, { honest }: World, cast: ReadonlyMap<number, string>): Promise<string[]> {
  const facilitator = await connectWire(url, { role: 'facilitator', cookie })
  const { polls } = await facilitator.until('welcome')
  facilitator.close()
  const { result, round, voters } = polls.find(({ def }) => def.id === honest)!
  const stray: string[] = []
  if (voters !== cast.size)
    stray.push(`${voters} voters instead of ${cast.size}`)
  for (const { id, voters } of result!.rows) {
    const expected = [...cast.values()].filter(option => option === id).length
    if (voters !== expected)
      stray.push(`${voters} votes for ${id} instead of ${expected}`)
  }
  for (const [phone, option] of cast) {
    const wire = await connectWire(url, { attendee: phone })
    const { ballots } = await wire.until('own')
    if (JSON.stringify(ballots[round]) !== JSON.stringify(picks(option)))
      stray.push(`phone ${phone} has ${JSON.stringify(ballots[round])} instead of ${option}`)
    wire.close()
  }
  return stray
}
