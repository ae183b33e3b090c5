import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { recordOf } from '../../../server/export/record.ts'
import { makeReport } from '../../../server/report/files.ts'
import { resultsOf } from '../../../server/report/results/results.ts'
import { finishedWorkshop, IDENTITIES } from '../../support/polls/finished-workshop.ts'

const { workshop, entries } = finishedWorkshop()
const secrets = [...IDENTITIES.people, ...IDENTITIES.seats, ...IDENTITIES.posts]
/** When ballots were cast, as a log and as people write it. */
const times = entries.filter(({ command }) => command.type === 'ballot:cast').flatMap(({ at }) => [String(at), new Date(at).toISOString()])

describe('what is exported', () => {
  it('is about a log that has people, seats, posts and times', () => {
    const log = JSON.stringify(entries)
    expect([...secrets, times[0]!].filter(secret => !log.includes(secret))).toEqual([])
  })

  it.each([false, true])('has none of them in any file of the report, with what is hidden: %s', async (hidden) => {
    const files = await makeReport(resultsOf(workshop, hidden), null)
    for (const [name, content] of Object.entries(files)) {
      const text = name.endsWith('.xlsx') ? Object.values(unzipSync(content)).map(part => strFromU8(part)).join() : strFromU8(content)
      expect([name, [...secrets, ...times].filter(secret => text.includes(secret))]).toEqual([name, []])
    }
  })

  it('has none of them in what slides are printed from', () => {
    const text = JSON.stringify(recordOf(workshop, true))
    expect([...secrets, ...times].filter(secret => text.includes(secret))).toEqual([])
  })
})
