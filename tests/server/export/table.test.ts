import type { PollDef } from '../../../core/kinds/kinds.ts'
import { expect, it } from 'vitest'
import { POLL_KINDS } from '../../../core/kinds/kinds.ts'
import { resultsOf } from '../../../server/export/results.ts'
import { resultsAsCsv } from '../../../server/export/table.ts'
import { play } from '../../support/polls/play.ts'
import { choice, estimate, scale } from '../../support/polls/polls.ts'
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
  const [header, ...lines] = readCsv(resultsAsCsv(resultsAfter(polls)))
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
