import type { Entry } from '../../../core/entry.ts'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../core/fold.ts'
import { count, isEmpty, isSameAnswer, newTally, POLL_KINDS, problemWith, resultOf, rulesOf } from '../../../core/kinds/kinds.ts'
import { answer, pollDef, result } from '../../../core/kinds/schemas/schemas.ts'
import { play } from '../../support/polls/play.ts'
import { samples } from '../../support/polls/samples.ts'
import { unnamedEntry } from '../../support/processes/former.ts'

describe.each(POLL_KINDS)('a poll of the kind %s', (kind) => {
  const { def, answers: [one, other] } = samples[kind]
  const rules = rulesOf(def)

  it('[A1] takes answers of its kind only', () => {
    expect([problemWith(def, one), problemWith(def, other)]).toEqual([null, null])
    for (const another of POLL_KINDS.filter(another => another !== kind))
      expect(problemWith(def, samples[another].answers[0])).toBe(`This poll is of the kind ${kind}, and the answer of the kind ${another}.`)
  })

  it('[A5] doesn\'t count an empty answer', () => {
    expect(rules.empty.kind).toBe(kind)
    expect([isEmpty(rules.empty), isEmpty(one), isEmpty(other)]).toEqual([true, false, false])
    const tally = newTally(def)
    count(def, tally, rules.empty, 1)
    expect(tally).toEqual(newTally(def))
  })

  it('[B3] has the same tally after a ballot is removed as before it was counted', () => {
    const tally = newTally(def)
    count(def, tally, one, 1)
    const before = structuredClone(tally)
    count(def, tally, other, 1)
    expect(tally).not.toEqual(before)
    count(def, tally, other, -1)
    expect(tally).toEqual(before)
  })

  it('[R12] recognises the same vote and tells it from others', () => {
    expect([isSameAnswer(one, structuredClone(one)), isSameAnswer(one, other)]).toEqual([true, false])
  })

  it('[D2] doesn\'t change an answer that fits', () => {
    expect([rules.prune(def, one), rules.prune(def, other)]).toEqual([one, other])
  })

  it('fits the schemas, and so do its answers and its result', () => {
    const tally = newTally(def)
    count(def, tally, one, 1)
    const round = resultOf(def, { tally, judgements: new Map(), ballots: [] }, true)
    expect([pollDef.parse(def), answer.parse(one), answer.parse(rules.empty), result.parse(round)]).toEqual([def, one, rules.empty, round])
  })
})

it.each(POLL_KINDS.filter(kind => rulesOf({ kind }).fromUnnamed))('[F4] converts an answer without a kind in an older log: %s', (kind) => {
  const { def, answers } = samples[kind]
  const room = play({ polls: [def] })
  room.press('poll:open', def.id)
  answers.forEach((answer, index) => room.vote(`p${index}`, def.id, answer))
  room.vote('p2', def.id, rulesOf(def).empty)
  const roundIn = (entries: readonly Entry[]) => fold(entries).polls.get(def.id)!.rounds[0]!
  const older = room.entries.map(entry => unnamedEntry({ ...entry, rules: 3 }))
  expect(roundIn(older).ballots).toEqual(new Map([['p0', answers[0]], ['p1', answers[1]]]))
  expect(roundIn(older)).toEqual(roundIn(room.entries))
  const goneOnWith = [...older.slice(0, -2), ...room.entries.slice(-2)]
  expect(roundIn(goneOnWith)).toEqual(roundIn(room.entries))
})
