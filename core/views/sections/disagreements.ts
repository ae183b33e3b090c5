import type { ScalePoll, ScaleRow } from '../../kinds/scale.ts'
import type { GapEnd } from '../roles.ts'
import type { SeenPoll } from '../seen.ts'
import type { Section, SectionPart } from './sections.ts'
import { rowOf, sum } from '../../kinds/shared/with-options.ts'
import { agreementWord } from '../../words/agreement.ts'
import { gapsOf, isSlightGap } from '../roles.ts'

/** A statement that was rated. */
export interface Rated {
  section: string
  topic: string
  poll: string
  option: string
  label: string
  /** What to ask the room. */
  question: string
}

/** The ratings in one half of the levels. */
export interface Camp {
  levels: string[]
  ratings: number
}

/** A statement on which the room is in two camps. */
export interface Camps extends Rated {
  low: Camp
  /** Ratings in the level between. */
  middle: number
  high: Camp
  voters: number
  agreement: number
}

/** A statement on which two roles are far apart: interpolated medians, in levels from 1. The gap is the one between them as shown. */
export interface RoleGap extends Rated {
  levels: number
  high: GapEnd
  low: GapEnd
  gap: number
}

export interface Disagreements {
  /** The deepest first. */
  camps: Camps[]
  /** The widest first. */
  roles: RoleGap[]
  /** Statements that enough people rated to say so. [R6] */
  statements: number
}

/** The precision in which ratings are shown. */
const STEP = 0.1

type Split = Omit<Camps, keyof Rated>

type RatedPart = Extract<SectionPart, 'practices' | 'questions'>
const RATED: readonly RatedPart[] = ['practices', 'questions']

/** Where the room disagrees, in the ratings of all sections. [S10] */
export function disagreementsOf(sections: readonly Section[]): Disagreements {
  const found = sections.flatMap(section => RATED.flatMap((part) => {
    const poll = section.polls[part]
    return poll?.def.kind === 'scale' && poll.result?.kind === 'scale' ? [inPoll(section, part, poll.def, poll.result.rows, poll.byRole ?? [])] : []
  }))
  return {
    camps: found.flatMap(({ camps }) => camps).sort((a, b) => a.agreement - b.agreement),
    roles: found.flatMap(({ roles }) => roles).sort((a, b) => shareOf(b) - shareOf(a)),
    statements: sum(found.map(({ statements }) => statements)),
  }
}

function inPoll({ id, topic }: Section, part: RatedPart, def: ScalePoll, rows: readonly ScaleRow[], byRole: NonNullable<SeenPoll['byRole']>): Disagreements {
  const levels = def.levels.length
  const about = (option: string) => ({ section: id, topic, poll: def.id, option, label: rowOf({ rows: def.options }, option).label })
  return {
    camps: rows.filter(row => agreementWord(row) === 'two camps').map((row) => {
      const camps = campsOf(def, row)
      return { ...about(row.id), ...camps, question: CAMPS_QUESTION[part](camps) }
    }),
    roles: gapsOf(byRole, STEP)
      .map(({ id, high, low, steps }) => ({ ...about(id), levels, high, low, gap: steps * STEP, question: rolesQuestion(low) }))
      .filter(({ gap }) => !isSlightGap(gap, levels - 1)),
    statements: rows.filter(row => agreementWord(row) !== undefined).length,
  }
}

/** Of an odd number of levels, the one between belongs to neither camp. */
function campsOf({ levels }: ScalePoll, { distribution, voters, agreement }: ScaleRow): Split {
  const half = Math.floor(levels.length / 2)
  const [low, high] = [sum(distribution.slice(0, half)), sum(distribution.slice(-half))]
  return { low: { levels: levels.slice(0, half), ratings: low }, middle: voters - low - high, high: { levels: levels.slice(-half), ratings: high }, voters, agreement: agreement! }
}

/** A gap as a share of its scale. */
function shareOf({ gap, levels }: Pick<RoleGap, 'gap' | 'levels'>): number {
  return gap / (levels - 1)
}

const CAMPS_QUESTION: Record<RatedPart, (camps: Split) => string> = {
  practices: ({ low, high }) => `Ask ${low.ratings === high.ratings ? 'one of each camp' : `the ${Math.min(low.ratings, high.ratings)} first`}: “What did you see last that made you say so?”`,
  questions: ({ high }) => `Ask the ${high.ratings} who said ${high.levels.join(' or ')}: “Where could the others see that today?”`,
}

function rolesQuestion({ labels }: GapEnd): string {
  return `Ask ${labels.length === 1 ? labels[0] : 'those who rate it lower'} first: “What do you see that the others don’t?”`
}
