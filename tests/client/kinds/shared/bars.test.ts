import type { ChoiceAnswer } from '../../../../core/kinds/choice.ts'
import type { DotsAnswer } from '../../../../core/kinds/dots.ts'
import type { RankAnswer } from '../../../../core/kinds/rank.ts'
import type { Kind } from '../../../../core/kinds/shared/kind.ts'
import { describe, expect, it } from 'vitest'
import { words as choiceWords } from '../../../../client/kinds/choice/slide.ts'
import { words as dotsWords } from '../../../../client/kinds/dots/slide.ts'
import { words as rankWords } from '../../../../client/kinds/rank/slide.ts'
import { factsOf } from '../../../../client/kinds/shared/rows/facts.ts'
import { kinds } from '../../../../core/kinds/kinds.ts'
import { picks, ranks, spends } from '../../../support/polls/answers.ts'
import * as polls from '../../../support/polls/polls.ts'

const options = ['a', 'b', 'c', 'd'].map(id => ({ id, label: id.toUpperCase() }))
const choice = { ...polls.choice, options }
const dots = { ...polls.dots, dots: 3, perOption: 3, options }
const rank = { ...polls.rank, options }

function resultFrom<Def, Answer, Tally extends { voters: number }, Result extends { rows: object[] }>(kind: Kind<Def, Answer, Tally, Result>, def: Def, answers: Answer[]): Result {
  const tally = kind.newTally(def)
  for (const answer of answers) {
    tally.voters++
    kind.count(def, tally, answer, 1)
  }
  return kind.result(def, tally, { judgements: new Map(), all: true, most: Infinity, isBlind: false })
}

const moreIn = (facts: ReturnType<typeof factsOf>) => [...facts.values()].map(({ more }) => more.replaceAll('\u00A0', '_'))
const picked = (answers: ChoiceAnswer[]) => resultFrom(kinds.choice, choice, answers)
const spent = (answers: DotsAnswer[]) => resultFrom(kinds.dots, dots, answers)
const ranked = (def: typeof rank & { top?: number }, answers: RankAnswer[]) => resultFrom(kinds.rank, def, answers)

describe('the text beside a bar', () => {
  it('aligns its digits, for one vote or many', () => {
    expect(moreIn(factsOf(choiceWords, picked([picks('a'), ...Array.from({ length: 12 }, () => picks('b'))]), undefined))).toEqual(['_1 vote_', '12 votes', '_0 votes', '_0 votes'])
    expect(moreIn(factsOf(dotsWords, spent([spends({ a: 1, b: 2 }), spends({ b: 1 })]), undefined))).toEqual(['_dot, 1 voter_', 'dots, 2 voters', 'dots, 0 voters', 'dots, 0 voters'])
    const before = spent(Array.from({ length: 4 }, () => spends({ a: 3 })))
    expect([...factsOf(dotsWords, spent([spends({ a: 3, b: 2 })]), before).values()].map(({ was }) => was)).toEqual([
      { number: '12', move: '−9' },
      { number: '\u00A00', move: '+2' },
      { number: '\u00A00', move: '±0' },
      { number: '\u00A00', move: '±0' },
    ])
  })

  it('[R7] contains the mean place only if everybody ranked the option, otherwise the number of ballots', () => {
    expect(moreIn(factsOf(rankWords, ranked(rank, [ranks('a', 'b', 'c', 'd'), ranks('b', 'a', 'c', 'd')]), undefined))).toEqual(['points, place 1.5', 'points, place 1.5', 'points, place 3.0', 'points, place 4.0'])
    // B has the better mean place, and fewer points.
    expect(moreIn(factsOf(rankWords, ranked({ ...rank, top: 2 }, [ranks('c', 'a'), ranks('d', 'a'), ranks('d', 'a'), ranks('b', 'c')]), undefined))).toEqual(['points from 3 of 4', 'points from 1 of 4', 'points from 2 of 4', 'points from 2 of 4'])
  })
})
