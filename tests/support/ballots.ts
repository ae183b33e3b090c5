import type { Answer } from '../../core/kinds/answer.ts'
import type { PollDef } from '../../core/kinds/poll.ts'
import { optionsOf, placesOf } from '../../core/kinds/kinds.ts'

/**
 * Any answer that fits a poll and is not empty. Two rooms that draw from different numbers answer differently.
 * @param random from 0 up to 1
 * @param writer tells the texts of one attendee from another's
 */
export function anyAnswer(def: PollDef, random: () => number, writer: string): Answer {
  const upTo = (most: number) => 1 + Math.floor(random() * most)
  const ids = optionsOf(def).map(({ id }) => id).map(id => ({ id, at: random() })).sort((a, b) => a.at - b.at).map(({ id }) => id)
  switch (def.kind) {
    case 'choice':
      return ids.slice(0, upTo(Math.min(def.max, ids.length)))
    case 'rank':
      return ids.slice(0, upTo(placesOf(def)))
    case 'dots':
      return { [ids[0]!]: upTo(Math.min(def.perOption, def.dots)) }
    case 'points':
      return { [ids[0]!]: upTo(def.points) }
    case 'scale':
      return Object.fromEntries(ids.slice(0, upTo(ids.length)).map(id => [id, upTo(def.levels.length)]))
    case 'matrix':
      return Object.fromEntries(ids.slice(0, upTo(ids.length)).map(id => [id, [upTo(5), upTo(5)] as [number, number]]))
    case 'words':
      return [`Word ${upTo(1_000_000)}`]
    case 'text':
    case 'board':
      return { posts: [{ id: `post-${writer}-${upTo(1_000_000)}`, text: 'What somebody wrote. '.repeat(upTo(10)) }], wanted: [] }
  }
}
