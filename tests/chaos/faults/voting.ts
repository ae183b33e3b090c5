import type { CommandOf } from '../../../core/commands/commands.ts'
import type { Answer } from '../../../core/kinds/kinds.ts'
import type { Reply } from '../../../core/protocol/refusal.ts'
import type { Shipped } from '../../support/processes/shipped.ts'
import type { Wire } from '../../support/server/wire.ts'
import { picks } from '../../support/polls/answers.ts'
import { signIn } from '../../support/processes/shipped.ts'
import { connectMany, connectWire, newId } from '../../support/server/wire.ts'

export type Ballot = CommandOf<'ballot:cast'>

export const POLL = 'opening'
export const OPTIONS = ['ship-faster', 'break-less', 'less-toil', 'spend-less', 'safer', 'curious']

/** A server with one poll open. */
export interface Voting {
  facilitator: Wire
  round: string
  /** How many have voted, as the facilitator's own page has it. */
  voters: () => Promise<number>
  ballot: (choice: number) => Ballot
}

/** Signs in and shows the slide of the first poll, which opens it where that was not done. */
export async function openVoting(server: Shipped): Promise<Voting> {
  const cookie = await signIn(server)
  const facilitator = await connectWire(server.url, { role: 'facilitator', cookie })
  await facilitator.send({ type: 'slide:show', id: newId(), no: 2, clicks: 0, poll: POLL })
  const view = async () => {
    const wire = await connectWire(server.url, { role: 'facilitator', cookie })
    wire.close()
    return wire.latest.welcome!.polls.find(({ def }) => def.id === POLL)!
  }
  const { round } = await view()
  return {
    facilitator,
    round,
    voters: async () => (await view()).voters,
    ballot: choice => ({ type: 'ballot:cast', id: newId(), poll: POLL, round, answer: picks(OPTIONS[choice % OPTIONS.length]!) }),
  }
}

/** What each of the first attendees finds on their phone; undefined: no ballot. */
export async function ballotsAt({ url }: Shipped, attendees: number, round: string): Promise<(Answer | undefined)[]> {
  const wires = await connectMany(url, attendees)
  const ballots = wires.map(({ latest }) => latest.own?.ballots[round])
  wires.forEach(wire => wire.close())
  return ballots
}

/** The answer, or undefined where the connection ended before it. */
export function answered(wire: Wire, ballot: Ballot): Promise<Reply | undefined> {
  return wire.send(ballot).catch(() => undefined)
}
