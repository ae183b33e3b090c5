import type { ScalePoll } from '../../../core/kinds/scale.ts'
import { expect, it } from 'vitest'
import { axesThen } from '../../../core/compare/axes.ts'
import { baselineOf } from '../../../core/compare/baseline.ts'
import { rates } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { scale } from '../../support/polls/polls.ts'

const cicd: ScalePoll = { ...scale, id: 'cicd/practices' }
const iac: ScalePoll = { ...scale, id: 'iac/practices' }
const sre: ScalePoll = { ...scale, id: 'sre/practices' }

it('[K5] the radar has those of last time whose scale has as many levels now', () => {
  const room = play({ polls: [cicd, iac, sre] })
  for (const { id } of [cicd, iac, sre]) {
    room.press('poll:open', id)
    room.vote('a:ann', id, rates({ a: 2 }))
    room.press('poll:close', id)
    room.press('poll:reveal', id)
  }
  const axes = axesThen(baselineOf(room.workshop), [{ ...cicd, title: 'In other words' }, { ...iac, levels: [...iac.levels, 'One more'] }])
  expect(axes).toMatchObject([{ section: 'cicd', levels: cicd.levels.length, median: 2, voters: 1 }])
})
