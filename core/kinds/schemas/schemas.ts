import { z } from 'zod'
import { boardSchemas } from './board.ts'
import { choiceSchemas } from './choice.ts'
import { dotsSchemas } from './dots.ts'
import { estimateSchemas } from './estimate.ts'
import { matrixSchemas } from './matrix.ts'
import { pointsSchemas } from './points.ts'
import { rankSchemas } from './rank.ts'
import { scaleSchemas } from './scale.ts'
import { textSchemas } from './text.ts'
import { wordsSchemas } from './words.ts'

/** The schemas of every kind of poll, by name. Separate from the rules, because no page needs them. */
export const schemas = {
  choice: choiceSchemas,
  dots: dotsSchemas,
  scale: scaleSchemas,
  rank: rankSchemas,
  points: pointsSchemas,
  matrix: matrixSchemas,
  estimate: estimateSchemas,
  text: textSchemas,
  words: wordsSchemas,
  board: boardSchemas,
}

type Part = 'def' | 'answer' | 'result'
type SchemaOf<Name extends Part> = (typeof schemas)[PollKind][Name]

function every<Name extends Part>(part: Name): [SchemaOf<Name>, ...SchemaOf<Name>[]] {
  return Object.values(schemas).map(schema => schema[part]) as [SchemaOf<Name>, ...SchemaOf<Name>[]]
}

export const pollDef = z.discriminatedUnion('kind', every('def')).meta({ id: 'PollDef' })
export const answer = z.discriminatedUnion('kind', every('answer')).meta({ id: 'Answer', description: 'One attendee\'s answer to a poll of the kind that it names. An empty one takes the ballot back.' })
export const result = z.discriminatedUnion('kind', every('result')).meta({ id: 'Result', description: 'The result of a round: the same numbers on slides, phones, in the PDF and in tables.' })

export type PollKind = keyof typeof schemas
/** A poll as it was declared. */
export type PollDef = z.infer<typeof pollDef>
/** One attendee's answer. An empty one takes the ballot back. */
export type Answer = z.infer<typeof answer>
/** The result of a round: the same numbers on slides, phones, in the PDF and in tables. */
export type Result = z.infer<typeof result>
