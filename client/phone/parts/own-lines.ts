import type { Answer } from '../../../core/kinds/answer.ts'
import type { OptionPoll, PollDef } from '../../../core/kinds/poll.ts'
import { isPosts } from '../../../core/kinds/answer.ts'
import { hasOptions } from '../../../core/kinds/kinds.ts'
import { clean } from '../../../core/words/text.ts'
import { plural } from '../../form/words.ts'

export interface OwnLine {
  id: string
  label: string
  /** What the attendee gave it; empty where naming it says all. */
  said: string
}

/** An attendee's answer in words, a line for each thing it names. */
export function ownLines(def: PollDef, answer: Answer | null): OwnLine[] {
  if (!answer)
    return []
  if (isPosts(answer))
    return answer.posts.map(({ id, text }) => ({ id, label: clean(text), said: '' }))
  if (!hasOptions(def))
    return (answer as string[]).map(word => ({ id: word, label: clean(word), said: '' }))
  const labels = new Map(def.options.map(({ id, label }) => [id, label]))
  if (Array.isArray(answer)) {
    const order = def.kind === 'rank' ? answer : [...labels.keys()].filter(id => answer.includes(id))
    return order.map((id, index) => ({ id, label: labels.get(id) ?? '', said: def.kind === 'rank' ? `Place ${index + 1}` : '' }))
  }
  return [...labels].flatMap(([id, label]) => Object.keys(answer).includes(id) ? [{ id, label, said: givenWords(def, answer[id]!) }] : [])
}

function givenWords(def: OptionPoll, value: number | [number, number]): string {
  if (Array.isArray(value))
    return def.kind === 'matrix' ? `${def.x.label} ${value[0]}, ${def.y.label} ${value[1]}` : ''
  if (def.kind === 'scale')
    return `${value} ${def.levels[value - 1]}`
  return plural(value, def.kind === 'points' ? 'point' : 'dot')
}
