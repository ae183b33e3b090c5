import type { Answer } from '../core/answer.ts'
import type { PollDef } from '../core/poll.ts'

/**
 * What somebody might answer: different for each person, leaning to some options, and the same on every run.
 * @param person counted from 0
 */
export function likelyAnswer(def: PollDef, person: number): Answer {
  const random = dice(`${def.id} ${person}`)
  switch (def.kind) {
    case 'choice':
      return [pick(def, random).id]
    case 'dots': {
      const answer: Record<string, number> = {}
      for (let left = def.dots; left > 0;) {
        const { id } = pick(def, random)
        if ((answer[id] ?? 0) < def.perOption) {
          answer[id] = (answer[id] ?? 0) + 1
          left--
        }
      }
      return answer
    }
    case 'scale': {
      const levels = def.levels.length
      return Object.fromEntries(def.options.map(({ id }) => {
        const centre = dice(`${def.id} ${id}`)() * levels
        return [id, Math.min(levels, Math.max(1, Math.round(centre + (random() - 0.4) * levels * 0.8)))]
      }))
    }
  }
}

/** Each poll has favourites of its own. */
function pick({ id, options }: PollDef, random: () => number) {
  const turn = Math.floor(dice(id)() * options.length)
  return options[(turn + Math.floor(random() ** 2.2 * options.length)) % options.length]!
}

/** Numbers from 0 to 1 that follow from a text (FNV-1a, then xorshift32). */
function dice(seed: string): () => number {
  let state = 0x811C9DC5
  for (const character of seed)
    state = Math.imul(state ^ character.codePointAt(0)!, 0x01000193)
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
}
