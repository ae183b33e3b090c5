import type { WorkshopResults } from '../../../server/report/results/results.schema.ts'
import { describe, expect, it } from 'vitest'
import { dayOfWorkshop } from '../../../server/report/days.ts'
import { makeReport } from '../../../server/report/files.ts'
import { resultsOf } from '../../../server/report/results/results.ts'
import { finishedWorkshop } from '../../support/polls/finished-workshop.ts'
import { readWorkbook } from '../../support/sheets.ts'

/** Tuesday, 9:00 in Sydney. */
const SYDNEY = { id: '2026-12-01-abcd', startedAt: '2026-11-30T22:00:00.000Z' }

describe('the day of a workshop', () => {
  it.each([
    [SYDNEY, '2026-12-01'],
    [{ ...SYDNEY, id: 'our-team' }, '2026-11-30'],
    [{ ...SYDNEY, id: '2026-12-01' }, '2026-11-30'],
    [{ ...SYDNEY, id: '2026-99-01-team' }, '2026-11-30'],
  ])('of %j is %s', (workshop, day) => {
    expect(dayOfWorkshop(workshop)).toBe(day)
  })

  it('is the same in every file of a report', async () => {
    const results = resultsOf(finishedWorkshop().workshop, false)
    const abroad: WorkshopResults = { ...results, workshop: { ...results.workshop, ...SYDNEY } }
    const files = await makeReport(abroad, null)
    const text = (path: string) => new TextDecoder().decode(files[path])
    expect(text('README.md')).toContain('2026-12-01, 2026-12-01-abcd')
    expect(text('plan.md')).toContain('\n\n2026-12-01\n\n')
    expect(text('plan.ics')).toContain('DTSTART;VALUE=DATE:20261229')
    for (const path of ['imports/jira.csv', 'imports/azure-devops.csv', 'imports/linear.csv', 'imports/github-projects.sh'])
      expect(text(path)).toContain('Test room, 2026-12-01')
    // Days since 1899-12-30.
    expect(readWorkbook(files['results.xlsx']!, 'Summary').rows[1]).toEqual(['Date', 46357])
  })
})
