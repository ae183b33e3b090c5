import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import type { Option } from '../../core/kinds/schemas/fields.ts'
import type { OptionPoll } from '../../core/kinds/shared/with-options.ts'
import { STEPS } from '../../core/kinds/matrix.ts'
import { placesOf } from '../../core/kinds/rank.ts'

const WORDS = ['Friday', 'Relief', 'Coffee', 'Checklist', 'Hope', 'Rollback', 'Routine', 'Late', 'Approval', 'Proud', 'Queue', 'Weekend', 'Confetti', 'Sweat', 'Ticket']
const TEXTS = [
  'One pipeline that everybody may change',
  'Tests that fail only when something is wrong',
  'A staging system that looks like production, with data that looks like data',
  'Fewer meetings about releases, more releases',
  'An on-call rota that includes the people who wrote the code',
  'A budget that we see before the bill comes',
  'Delete the third monitoring tool',
]
const QUESTIONS = [
  'Who decides what the platform team builds next?',
  'What do we stop doing to make room for this?',
  'When do we get rid of the release calendar?',
  'Can we try this with one team before everybody has to?',
  'How will we know in three months that it was worth it?',
]

/**
 * What somebody might answer: different for each person, leaning to some options, and the same on every run.
 * @param person counted from 0
 */
export function likelyAnswer(def: PollDef, person: number): Answer {
  const random = dice(`${def.id} ${person}`)
  switch (def.kind) {
    case 'choice':
      return { kind: 'choice', options: [pick(def, random).id] }
    case 'dots': {
      const dots: Record<string, number> = {}
      // Its options may still have to come from other polls.
      for (let left = def.options.length > 0 ? def.dots : 0; left > 0;) {
        const { id } = pick(def, random)
        if ((dots[id] ?? 0) < def.perOption) {
          dots[id] = (dots[id] ?? 0) + 1
          left--
        }
      }
      return { kind: 'dots', dots }
    }
    case 'rank': {
      const order: string[] = []
      while (order.length < placesOf(def))
        order.push(pick({ ...def, options: def.options.filter(({ id }) => !order.includes(id)) }, random).id)
      return { kind: 'rank', order }
    }
    case 'points': {
      const points: Record<string, number> = {}
      for (let left = def.points; left > 0; left -= def.step) {
        const { id } = pick(def, random)
        points[id] = (points[id] ?? 0) + Math.min(def.step, left)
      }
      return { kind: 'points', points }
    }
    case 'matrix': {
      const places = def.options.map(({ id }): [string, [number, number]] => {
        const centre = dice(`${def.id} ${id} place`)
        const step = () => Math.min(STEPS, Math.max(1, Math.round(centre() * (STEPS - 1) + 1 + (random() - 0.5) * 2.4)))
        return [id, [step(), step()]]
      })
      return { kind: 'matrix', places: Object.fromEntries(places) }
    }
    case 'estimate': {
      const steps = Math.floor((def.max - def.min) / def.step)
      // Most say little, some say much.
      return { kind: 'estimate', number: def.min + Math.round(random() ** 2 * 0.9 * steps) * def.step }
    }
    case 'words':
      return { kind: 'words', words: [WORDS[Math.floor(random() ** 1.8 * WORDS.length)]!] }
    case 'text':
      return { kind: 'text', posts: [{ id: `text-${def.id.replace('/', '-')}-${person}`, text: TEXTS[person % TEXTS.length]! }] }
    case 'board':
      return {
        kind: 'board',
        posts: person < QUESTIONS.length ? [{ id: `question-${person}`, text: QUESTIONS[person]! }] : [],
        wanted: QUESTIONS.flatMap((_, index) => person >= QUESTIONS.length && random() < 0.7 / (index + 1) + 0.1 ? [`question-${index}`] : []),
      }
    case 'scale': {
      const highest = def.levels.length
      const levels = def.options.map(({ id }) => {
        const centre = dice(`${def.id} ${id}`)() * highest
        if (def.unsure !== undefined && random() < 0.12)
          return [id, 0]
        return [id, Math.min(highest, Math.max(1, Math.round(centre + (random() - 0.4) * highest * 0.8)))]
      })
      return { kind: 'scale', levels: Object.fromEntries(levels) }
    }
  }
}

/** Each poll has its own favourites. */
function pick({ id, options }: OptionPoll, random: () => number): Option {
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
