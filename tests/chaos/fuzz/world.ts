import type { PollDef } from '../../../core/kinds/kinds.ts'
import type { PollView } from '../../../core/protocol/down.ts'
import type { Wire } from '../../support/server/wire.ts'
import type { Words } from './samples.ts'
import { isWritten, POLL_KINDS } from '../../../core/kinds/kinds.ts'
import { schemas } from '../../../core/kinds/schemas/schemas.ts'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'

/** What attackers know of the workshop, so that their frames get past the first checks. */
export interface World {
  /** The poll that honest phones vote on: nobody else's valid ballot or press may reach it. */
  readonly honest: string
  /** Definitions and current rounds by poll, as the facilitator sees them now. */
  readonly polls: ReadonlyMap<string, { def: PollDef, round: string }>
  readonly words: Words
}

/** @param facilitator a connection that goes on telling of changes */
export async function watchWorld(facilitator: Wire, honest: string): Promise<World> {
  const { room: { workshop }, polls: views } = await facilitator.until('welcome')
  const polls = new Map<string, { def: PollDef, round: string }>()
  const posts: string[] = []
  const options = [...new Set(views.flatMap(({ def }) => optionsOf(def).map(({ id }) => id)))]
  const words: Record<string, readonly string[]> = {
    ...Object.fromEntries(POLL_KINDS.flatMap(kind => Object.keys(schemas[kind].answer.shape)).map(part => [part, options])),
    post: posts,
    wanted: posts,
    role: workshop.roles.map(({ id }) => id),
    emoji: workshop.reactions.emoji,
    poll: views.map(({ def }) => def.id),
  }
  const learn = ({ def, round, result }: PollView) => {
    polls.set(def.id, { def, round })
    if (isWritten(def) && result) {
      for (const { id } of result.rows) {
        if (!posts.includes(id))
          posts.unshift(id)
      }
      posts.splice(100)
    }
  }
  views.forEach(learn)
  facilitator.onMessage((type, payload) => type === 'poll' && learn(payload as PollView))
  return { honest, polls, words }
}
