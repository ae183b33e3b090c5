import type { PollDef } from '../../../core/kinds/kinds.ts'
import type { WorkshopResults } from '../../../server/report/results/results.schema.ts'
import { expect, it } from 'vitest'
import { POLL_KINDS } from '../../../core/kinds/kinds.ts'
import { resultsOf } from '../../../server/report/results/results.ts'
import { resultsAsCsv } from '../../../server/report/table.ts'
import { ranks } from '../../support/polls/answers.ts'
import { play } from '../../support/polls/play.ts'
import { choice, estimate, rank, scale } from '../../support/polls/polls.ts'
import { samples } from '../../support/polls/samples.ts'
import { readCsv } from '../../support/sheets.ts'

/** The results of polls in which everybody gave the sample's answers. */
function resultsAfter(polls: readonly PollDef[]) {
  const room = play({ polls: [...polls] })
  for (const { id, kind } of polls) {
    room.press('poll:open', id)
    samples[kind].answers.forEach((answer, index) => room.vote(`p${index}`, id, answer))
  }
  return resultsOf(room.workshop, true)
}

/** Some cells of every line. */
function cellsOf(polls: readonly PollDef[], columns: readonly string[]): string[][] {
  return cellsIn(resultsAfter(polls), columns)
}

function cellsIn(results: WorkshopResults, columns: readonly string[]): string[][] {
  const [header, ...lines] = readCsv(resultsAsCsv(results))
  return lines.map(line => columns.map(column => line[header!.indexOf(column)]!))
}

it('has a count for every row, and a share in kinds that have one', () => {
  const firsts = POLL_KINDS.map((kind) => {
    const [line] = cellsOf([samples[kind].def], ['count', 'share'])
    return [kind, ...line!]
  })
  expect(firsts).toEqual([
    ['choice', '1', '0.5'],
    ['dots', '2', '0.5'],
    ['scale', '2', '0.5'],
    ['rank', '5', '0.8333333333333334'],
    ['points', '60', '0.3'],
    ['matrix', '2', '0.9375'],
    ['estimate', '2', ''],
    ['text', '1', '0.5'],
    ['words', '1', '0.5'],
    ['board', '1', '0.5'],
  ])
})

it('[R14] [R15] says how many ballots would swap the first and the second, and who is first in pairs', () => {
  expect(cellsOf([choice], ['option', 'rank', 'ballots_to_swap'])).toEqual([['a', '1', '0'], ['b', '1', '0'], ['c', '', '']])
  const room = play({ polls: [rank] })
  room.press('poll:open', rank.id)
  for (const [index, order] of [['a', 'b', 'c'], ['a', 'b', 'c'], ['a', 'b', 'c'], ['b', 'c', 'a'], ['b', 'c', 'a']].entries())
    room.vote(`p${index}`, rank.id, ranks(...order))
  expect(cellsIn(resultsOf(room.workshop, true), ['option', 'count', 'ballots_to_swap', 'in_pairs'])).toEqual([['a', '11', '1', 'beats every other'], ['b', '12', '1', ''], ['c', '7', '', '']])
})

it('[R11] says of every option of a quiz whether it is right', () => {
  expect(cellsOf([{ ...choice, right: ['b'] }], ['option', 'right'])).toEqual([['a', 'no'], ['b', 'yes'], ['c', 'no']])
  expect(cellsOf([choice, { ...estimate, right: 30 }], ['right'])).toEqual([[''], [''], [''], ['']])
})

it('[R11] [R13] says how many were right, and names the levels of a scale', () => {
  const { polls } = resultsAfter([choice, { ...choice, id: 'quiz', right: ['b'] }, { ...estimate, right: 30, within: 5 }, scale])
  expect(polls.map(({ levels, rounds: [round] }) => [levels, round!.right])).toEqual([
    [null, null],
    [null, { options: ['b'], voters: 1 }],
    [null, { number: 30, within: 5, voters: 1 }],
    [['No', 'Partly', 'Yes'], null],
  ])
})
