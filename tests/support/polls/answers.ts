import type { BoardAnswer } from '../../../core/kinds/board.ts'
import type { ChoiceAnswer } from '../../../core/kinds/choice.ts'
import type { DotsAnswer } from '../../../core/kinds/dots.ts'
import type { EstimateAnswer } from '../../../core/kinds/estimate.ts'
import type { Answer } from '../../../core/kinds/kinds.ts'
import type { MatrixAnswer } from '../../../core/kinds/matrix.ts'
import type { PointsAnswer } from '../../../core/kinds/points.ts'
import type { RankAnswer } from '../../../core/kinds/rank.ts'
import type { ScaleAnswer } from '../../../core/kinds/scale.ts'
import type { Post } from '../../../core/kinds/schemas/fields.ts'
import type { TextAnswer } from '../../../core/kinds/text.ts'
import type { WordsAnswer } from '../../../core/kinds/words.ts'

export function picks(...options: string[]): ChoiceAnswer {
  return { kind: 'choice', options }
}

export function spends(dots: Record<string, number>): DotsAnswer {
  return { kind: 'dots', dots }
}

export function rates(levels: Record<string, number>): ScaleAnswer {
  return { kind: 'scale', levels }
}

export function ranks(...order: string[]): RankAnswer {
  return { kind: 'rank', order }
}

export function divides(points: Record<string, number>): PointsAnswer {
  return { kind: 'points', points }
}

export function places(places: MatrixAnswer['places']): MatrixAnswer {
  return { kind: 'matrix', places }
}

/** @param number null takes it back */
export function estimates(number: number | null): EstimateAnswer {
  return { kind: 'estimate', number }
}

export function says(...words: string[]): WordsAnswer {
  return { kind: 'words', words }
}

export function writes(...posts: Post[]): TextAnswer {
  return { kind: 'text', posts }
}

/** @param wanted ids of others' questions */
export function asks(posts: Post[], wanted: string[] = []): BoardAnswer {
  return { kind: 'board', posts, wanted }
}

/** What an answer says, as logs hold it from before answers named their kind. [F4] */
export function unnamed(answer: Answer): unknown {
  const { kind, ...parts } = answer
  return kind === 'text' || kind === 'board' ? { wanted: [], ...parts } : Object.values(parts)[0]
}
