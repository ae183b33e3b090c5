import type { CommandOf } from '../../../core/commands/commands.ts'
import type { BoardPoll } from '../../../core/kinds/board.ts'
import type { ChoicePoll } from '../../../core/kinds/choice.ts'
import type { DotsPoll } from '../../../core/kinds/dots.ts'
import type { EstimatePoll } from '../../../core/kinds/estimate.ts'
import type { PollDef } from '../../../core/kinds/kinds.ts'
import type { MatrixPoll } from '../../../core/kinds/matrix.ts'
import type { PointsPoll } from '../../../core/kinds/points.ts'
import type { RankPoll } from '../../../core/kinds/rank.ts'
import type { ScalePoll } from '../../../core/kinds/scale.ts'
import type { TextPoll } from '../../../core/kinds/text.ts'
import type { WordsPoll } from '../../../core/kinds/words.ts'

const options = [{ id: 'a', label: 'Option A' }, { id: 'b', label: 'Option B' }, { id: 'c', label: 'Option C' }]

export const choice: ChoicePoll = { id: 'opening', kind: 'choice', title: 'What brings you here?', live: false, max: 1, options }
export const dots: DotsPoll = {
  id: 'cicd/bottlenecks',
  kind: 'dots',
  topic: '01 CI/CD',
  title: 'What slows us down?',
  live: false,
  dots: 3,
  perOption: 2,
  options: options.map(option => ({ ...option, note: `Secret note of ${option.id}` })),
}
export const scale: ScalePoll = { id: 'cicd/practices', kind: 'scale', title: 'How true is it?', live: false, levels: ['No', 'Partly', 'Yes'], options }
export const live: ChoicePoll = { ...choice, id: 'mood', title: 'How are we?', live: true }

export const rank: RankPoll = { id: 'order', kind: 'rank', title: 'What first?', live: false, options }
export const points: PointsPoll = { id: 'budget', kind: 'points', title: 'Where should the money go?', live: false, points: 100, step: 10, options }
export const matrix: MatrixPoll = {
  id: 'map',
  kind: 'matrix',
  title: 'What is it worth?',
  live: false,
  options,
  x: { label: 'Effort', low: 'low', high: 'high' },
  y: { label: 'Impact', low: 'low', high: 'high' },
  corners: ['Do now', 'Plan', 'In passing', 'Leave'],
}
export const estimate: EstimatePoll = { id: 'minutes', kind: 'estimate', title: 'How many minutes from merge to production?', live: false, unit: 'minutes', min: 0, max: 240, step: 5 }
export const text: TextPoll = { id: 'wall', kind: 'text', title: 'What would you change?', live: false, max: 2, moderated: true }
export const words: WordsPoll = { id: 'cloud', kind: 'words', title: 'One word for today', live: false, max: 2, moderated: true }
export const board: BoardPoll = { id: 'board', kind: 'board', title: 'Your questions', live: true, max: 2, moderated: true }

/** One poll of each kind, and one that is live. */
export const polls: PollDef[] = [choice, dots, scale, live, rank, points, matrix, estimate, text, words, board]

/** The first entry of a workshop of those polls. */
export function workshopStart(changes: Partial<CommandOf<'workshop:start'>> = {}): CommandOf<'workshop:start'> {
  return { type: 'workshop:start', id: 'start-00000001', workshop: 'test-room', title: 'Test room', polls, opening: 'auto', ...changes }
}
