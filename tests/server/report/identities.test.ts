import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { baselineOf } from '../../../core/compare/baseline.ts'
import { recordOf } from '../../../server/export/record.ts'
import { makeReport } from '../../../server/report/files.ts'
import { resultsOf } from '../../../server/report/results/results.ts'
import { finishedWorkshop, IDENTITIES } from '../../support/polls/finished-workshop.ts'
import { samples } from '../../support/polls/samples.ts'

const room = finishedWorkshop()
const { workshop, entries } = room
for (const kind of ['text', 'board'] as const)
  room.facilitate({ type: 'action:add', text: `From a ${kind}`, from: { poll: samples[kind].def.id, option: room.view(samples[kind].def.id, 'facilitator').result!.rows[0]!.id } })
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

  it('has none of them in what the next workshop is compared with, even when what was written in is gone', () => {
    expect(workshop.actions.list.flatMap(({ evidence }) => evidence?.option ?? [])).toContain(IDENTITIES.posts[0])
    const polls = new Map([...workshop.polls].filter(([, { def }]) => def.kind !== 'board'))
    for (const baseline of [baselineOf(workshop), baselineOf({ ...workshop, polls }), resultsOf({ ...workshop, polls }, true), recordOf({ ...workshop, polls }, true)])
      expect(secrets.filter(secret => JSON.stringify(baseline).includes(secret))).toEqual([])
  })
})
