import type { Answer, PollDef, PollKind } from '../../../core/kinds/kinds.ts'
import { asks, divides, estimates, picks, places, ranks, rates, says, spends, writes } from './answers.ts'
import { board, choice, dots, estimate, matrix, points, rank, scale, text, words } from './polls.ts'

interface Sample<Kind extends PollKind> {
  def: Extract<PollDef, { kind: Kind }>
  /** Two answers that fit the poll, are not empty and differ. */
  answers: [one: Extract<Answer, { kind: Kind }>, other: Extract<Answer, { kind: Kind }>]
}

/** A poll of every kind, with answers to it. */
export const samples: { [Kind in PollKind]: Sample<Kind> } = {
  choice: { def: choice, answers: [picks('a'), picks('b')] },
  dots: { def: dots, answers: [spends({ a: 2, b: 1 }), spends({ c: 1 })] },
  scale: { def: scale, answers: [rates({ a: 3 }), rates({ a: 1, b: 2 })] },
  rank: { def: rank, answers: [ranks('b', 'a', 'c'), ranks('a', 'b')] },
  points: { def: points, answers: [divides({ a: 60, b: 40 }), divides({ c: 100 })] },
  matrix: { def: matrix, answers: [places({ a: [1, 5] }), places({ a: [1, 4], b: [5, 5] })] },
  estimate: { def: estimate, answers: [estimates(30), estimates(45)] },
  text: { def: text, answers: [writes({ id: 'post-001', text: 'More time' }), writes({ id: 'post-002', text: 'More tea' })] },
  words: { def: words, answers: [says('Trust'), says('Speed', 'calm')] },
  board: { def: board, answers: [asks([{ id: 'post-001', text: 'Why?' }]), asks([{ id: 'post-002', text: 'How?' }])] },
}
