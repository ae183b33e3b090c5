import { describe, expect, it } from 'vitest'
import { resultsOf } from '../../../server/report/results/results.ts'
import { resultsAsXlsx } from '../../../server/report/workbook.ts'
import { rates } from '../../support/polls/answers.ts'
import { finishedWorkshop } from '../../support/polls/finished-workshop.ts'
import { play } from '../../support/polls/play.ts'
import { scale } from '../../support/polls/polls.ts'
import { readWorkbook, sheetNames } from '../../support/sheets.ts'

const workbook = await resultsAsXlsx(resultsOf(finishedWorkshop().workshop, false))
/** 2026-12-18, in days since 1899-12-30. */
const DUE = 46374

describe('the workbook', () => {
  it('has a summary, a sheet for each kind of data, and all lines for programs', () => {
    expect(sheetNames(workbook)).toEqual(['Summary', 'Plan', 'Sections', 'Choices', 'Dots', 'Ratings', 'Rankings', 'Points', 'Matrices', 'Estimates', 'Texts', 'Words', 'Questions', 'Run', 'All'])
  })

  it('has headings that stay in sight on every sheet', () => {
    for (const name of sheetNames(workbook))
      expect([name, readWorkbook(workbook, name).frozenRows, readWorkbook(workbook, name).bold[0]]).toEqual([name, 1, true])
  })

  it('has dates that are dates, shares that are percentages, and numbers', () => {
    const { rows, formats, formulas } = readWorkbook(workbook, 'Plan')
    expect(rows[1]!.slice(0, 5)).toEqual(['=Fix the "flaky" tests, all', 'Mina', DUE, 'Time; and; more time', 'Cem'])
    expect(rows[1]!.slice(5)).toEqual(['01 CI/CD: Option A', 1, 2, 0.5, 4.5, 2, 'no'])
    expect([formats[1]![2], formats[1]![8], formats[1]![9]]).toEqual(['yyyy-mm-dd', '0%', '0.0'])
    expect(formulas).toEqual([])
  })

  it('sums the workshop up on its first sheet', () => {
    const { rows } = readWorkbook(workbook, 'Summary')
    const under = (heading: string) => rows[rows.findIndex(([first]) => first === heading) + 1]
    expect(rows.slice(0, 7)).toEqual([['Test room'], ['Date', 46349], ['Voters', 2], ['Route', 'Short'], ['Planned minutes', 38], ['Actual minutes', 60], ['Workshop', 'test-room']])
    expect(under('What slows us')).toEqual(['Option B', '02 IaC', 1, 2, 2, 2])
    expect(under('How true it is of us')).toEqual(['Option A', null, 2, 3, 2])
    expect(under('Who owns what')).toEqual(['01 CI/CD', 'One owner', 'Development', '2', 2])
    expect(under('Who does what, by when')).toEqual(['=Fix the "flaky" tests, all', 'Mina', DUE, 4.5])
  })

  it('[R14] [S5] says beside a list how few ballots decide what is first, as the slide does', () => {
    const { rows } = readWorkbook(workbook, 'Summary')
    expect(rows[rows.findIndex(([first]) => first === 'How true it is of us') - 1]).toEqual(['1 ballot would put another first'])
  })

  it('[R6] says in words how far a room of eight agrees', async () => {
    const room = play({ polls: [scale] })
    room.press('poll:open', scale.id)
    for (let person = 0; person < 8; person++)
      room.vote(`a:person-${person}`, scale.id, rates({ a: 2, b: 1 + person % 2 * 2, c: 1 + person % 3 }))
    room.press('poll:close', scale.id)
    room.press('poll:reveal', scale.id)
    const { rows: [titles, ...rows] } = readWorkbook(await resultsAsXlsx(resultsOf(room.workshop, false)), 'Ratings')
    expect(rows.map(row => row[titles!.indexOf('In words')]).sort()).toEqual(['agree', 'mixed', 'two camps'])
  })

  it('counts the ballots of a scale by level', () => {
    const { rows } = readWorkbook(workbook, 'Ratings')
    expect(rows[0]!.slice(5)).toEqual(['Statement', 'Median', 'Of levels', 'Rated by', 'Cannot say', 'Agreement', 'Level 1', 'Level 2', 'Level 3', 'Level 4', 'Level 5', 'Levels'])
    expect(rows[1]!.slice(5)).toEqual(['Option A', 2, 3, 2, 0, -1, 1, 0, 1, null, null, '1 No, 2 Partly, 3 Yes'])
  })

  it('begins a round with its first, and leaves out columns that nothing is in', () => {
    const { rows } = readWorkbook(workbook, 'Points')
    expect(rows[0]).toEqual(['Poll', 'Round', 'Revealed', 'Voters', 'Rank', 'Option', 'Points', 'Given by', 'Share of points'])
    expect(rows.slice(1).map(row => row.slice(4, 7))).toEqual([[1, 'Option C', 100], [2, 'Option A', 60], [3, 'Option B', 40]])
  })

  it('says what radar, heat map, disagreements and the comparison say on the slides', async () => {
    const results = resultsOf(finishedWorkshop().workshop, false)
    const { axis, cells } = results.sections[0]!
    const { rows } = readWorkbook(workbook, 'Sections')
    expect(rows[1]!.slice(0, 6)).toEqual(['01 CI/CD', axis.median, axis.quartiles?.[0] ?? null, axis.quartiles?.[1] ?? null, axis.levels || null, axis.voters || null])
    expect([...rows[1]!.slice(6), null]).toEqual(cells.map(({ words }) => words))
    // Nobody rated enough to say how far the room agrees.
    expect(cells.at(-1)!.words).toBeNull()
    expect(cells.find(({ measure }) => measure === 'owner')!.words).toBe('Development')

    const rated = { section: 'cicd', topic: '01 CI/CD', poll: 'cicd/practices', option: 'a', label: 'We ship daily', question: 'Why?' }
    const camps = [{ ...rated, low: { levels: ['Not true'], ratings: 4 }, middle: 0, high: { levels: ['Fully'], ratings: 5 }, voters: 9, agreement: -0.9 }]
    const compared = { poll: 'cicd/practices', topic: '01 CI/CD', title: 'How true?', voters: { then: 12, now: 9 }, ballots: 4, hasMoved: true }
    const comparison = { workshop: 'w', title: 'Then', startedAt: '2026-08-01T00:00:00.000Z', actions: [{ id: 'action-1', text: 'Fix it', owner: 'Mina', due: null, blocker: null, sponsor: null, became: 'open' as const, taps: [{ label: 'Done', count: 2 }] }], moved: { ratings: [{ ...compared, then: { median: 2.5 }, now: { median: 3 }, options: 6 }], options: [], owners: [], gone: [], added: [] } }
    const later = await resultsAsXlsx({ ...results, disagreements: { ...results.disagreements, camps }, comparison })
    expect(sheetNames(later).slice(0, 6)).toEqual(['Summary', 'Plan', 'Last plan', 'What moved', 'Sections', 'Disagreements'])
    expect(readWorkbook(later, 'Disagreements').rows[1]).toEqual(['01 CI/CD', 'We ship daily', '4: Not true', '5: Fully', 'Why?'])
    expect(readWorkbook(later, 'Last plan').rows[1]).toEqual(['Fix it', 'Mina', null, 'Still open', 'Done 2'])
    expect(readWorkbook(later, 'What moved').rows[1]).toEqual(['01 CI/CD', 'How true?', 'Median of all statements', 2.5, 3, 12, 9, 4, 'yes'])
  })

  it('has no sheet for what a workshop doesn\'t have', async () => {
    expect(sheetNames(await resultsAsXlsx(resultsOf(play({ polls: [] }).workshop, true)))).toEqual(['Summary', 'Plan', 'All'])
  })

  it('is the same, byte for byte, at another time and in another time zone', async () => {
    const { TZ } = process.env
    process.env.TZ = 'Pacific/Kiritimati'
    try {
      expect(await resultsAsXlsx(resultsOf(finishedWorkshop().workshop, false))).toEqual(workbook)
    }
    finally {
      process.env.TZ = TZ ?? 'UTC'
    }
  })
})
