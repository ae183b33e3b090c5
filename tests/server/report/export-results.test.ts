import type { Answer } from '../../../core/kinds/kinds.ts'
import type { WorkshopResults } from '../../../server/report/results/results.schema.ts'
import type { Row } from '../../support/polls/results.ts'
import { describe, expect, it } from 'vitest'
import { planAsMarkdown } from '../../../server/report/plan/markdown.ts'
import { resultsOf } from '../../../server/report/results/results.ts'
import { resultsAsCsv } from '../../../server/report/table.ts'
import { resultsAsXlsx } from '../../../server/report/workbook.ts'
import { asks, picks, rates, says, spends } from '../../support/polls/answers.ts'
import { plan } from '../../support/polls/plans.ts'
import { play } from '../../support/polls/play.ts'
import { board, choice, dots, polls, scale, words } from '../../support/polls/polls.ts'
import { FACILITATOR_COOKIE, startTestServer } from '../../support/server/test-server.ts'
import { readCsv, readWorkbook } from '../../support/sheets.ts'

function resultsWith(label: string): WorkshopResults {
  const option = { id: 'a', label, rank: null, count: 0, voters: 0, share: 0 }
  return {
    ...resultsOf(play().workshop, false),
    polls: [{ id: 'p', kind: 'choice', topic: null, title: 'P', levels: null, rounds: [{ no: 1, voting: 'closed', revealed: true, voters: 0, right: null, close: null, roles: null, options: [option] }] }],
  }
}

/** A room that voted in three polls and was shown the dots only. */
async function votedRoom() {
  const formula = { ...choice, title: '=HYPERLINK("http://evil.example")', topic: '@SUM(1)' }
  const server = await startTestServer({ start: { polls: [formula, ...polls.filter(({ id }) => id !== choice.id)], opening: 'manual' } })
  const [presenter, ann, ben] = [await server.facilitator(), await server.attendee('ann'), await server.attendee('ben')]
  const { polls: views } = await presenter.next('welcome')
  const votes: [poll: string, anns: Answer, bens: Answer][] = [
    [choice.id, picks('a'), picks('b')],
    [dots.id, spends({ a: 2, b: 1 }), spends({ a: 1 })],
    [scale.id, rates({ a: 3 }), rates({ a: 2, c: 1 })],
  ]
  for (const [poll, anns, bens] of votes) {
    await presenter.send({ type: 'poll:open', poll })
    const { round } = views.find(({ def }) => def.id === poll)!
    expect(await ann.send({ type: 'ballot:cast', poll, round, answer: anns })).toEqual({ ok: true })
    expect(await ben.send({ type: 'ballot:cast', poll, round, answer: bens })).toEqual({ ok: true })
  }
  await presenter.send({ type: 'poll:reveal', poll: dots.id })
  const download = (name: string) => fetch(`${server.url}/facilitator/api/${name}`, { headers: { cookie: FACILITATOR_COOKIE } })
  return { ...server, presenter, download }
}

function roundsOf(results: WorkshopResults, poll: string) {
  return results.polls.find(({ id }) => id === poll)!.rounds
}

describe('results.json', () => {
  it('has the actions with the confidence that the room was shown', () => {
    const confidence = { ...scale, id: 'confidence', levels: ['1', '2', '3', '4', '5'], options: [], from: { actions: true as const, take: 5 } }
    const room = play({ polls: [dots, confidence] })
    room.press('poll:open', dots.id)
    room.vote('ann', dots.id, spends({ a: 2 }))
    room.press('poll:reveal', dots.id)
    room.facilitate({ type: 'action:add', text: 'Fix the <b>tests</b>', owner: 'Mina', due: '2026-12-18', from: { poll: dots.id, option: 'a' } })
    room.facilitate({ type: 'action:add', text: 'One more' })
    room.press('poll:open', 'confidence')
    room.vote('ann', 'confidence', rates({ 'action-1': 4, 'action-2': 2 }))
    room.vote('ben', 'confidence', rates({ 'action-1': 4 }))
    expect(resultsOf(room.workshop, false).actions.map(({ confidence }) => confidence)).toEqual([null, null])
    room.press('poll:close', 'confidence')
    room.press('poll:reveal', 'confidence')
    const results = resultsOf(room.workshop, false)
    expect(results.actions[0]).toMatchObject({ text: 'Fix the <b>tests</b>', owner: 'Mina', due: '2026-12-18', evidence: { voters: 1, of: 1 }, confidence: { median: 4, voters: 2 } })
    // What people wrote is no markup, and what nobody said is said.
    const [, , , , first, why, sure, second] = planAsMarkdown(results).split('\n')
    expect(first).toBe('- [ ] **Fix the \\<b\\>tests\\</b\\>**: Mina, by 2026-12-18')
    expect(why).toMatch(/^ {2}- Why: 1 of 1 named “/)
    expect(sure).toMatch(/^ {2}- Confidence: 4\.0, 2 voted/)
    expect(second).toBe('- [ ] **One more**: nobody yet, no date yet')
    expect(planAsMarkdown({ ...results, actions: [] })).toContain('No action was put on the plan.')
  })

  it('says how the workshop was run', () => {
    const room = play({ plan })
    room.show(null, 1, 'opening')
    room.facilitate({ type: 'clock:start' })
    room.facilitate({ type: 'plan:agenda', sections: ['sre'] })
    room.wait(300_000)
    room.show(null, 2, 'sre')
    expect(resultsOf(room.workshop, false).run).toEqual({
      route: { id: 'short', title: 'Short', minutes: 40 },
      parts: [
        { id: 'opening', title: 'opening', minutes: 5, seconds: 300 },
        { id: 'sre', title: 'SRE', minutes: 10, seconds: 0 },
        { id: 'coffee', title: 'coffee', minutes: 5, seconds: 0 },
        { id: 'closing', title: 'closing', minutes: 8, seconds: 0 },
      ],
    })
    expect(resultsOf(play().workshop, false).run).toBeNull()
  })

  it('sums up sections, in the numbers that the room has seen', () => {
    const room = play({ polls: [dots, scale] })
    for (const [poll, answer] of [[dots.id, spends({ a: 1 })], [scale.id, rates({ a: 3 })]] as const) {
      room.press('poll:open', poll)
      for (let person = 0; person < 8; person++)
        room.vote(`a:${person}`, poll, poll === scale.id && person < 4 ? rates({ a: 1 }) : answer)
      room.press('poll:close', poll)
    }
    room.press('poll:reveal', dots.id)
    const figuresIn = (hidden: boolean) => resultsOf(room.workshop, hidden).sections.map(({ axis, cells }) => [axis.median, ...cells.map(({ words, missing }) => words ?? missing)])
    expect(figuresIn(false)).toEqual([[null, 'unrevealed', '100%', 'unasked', 'unasked', 'unrevealed']])
    expect(resultsOf(room.workshop, false).disagreements.camps).toEqual([])
    expect(figuresIn(true)).toEqual([[2, '2.0', '100%', 'unasked', 'unasked', '0 of 1']])
    expect(resultsOf(room.workshop, true).disagreements.camps).toMatchObject([{ label: 'Option A', low: { ratings: 4 }, high: { ratings: 4 } }])
  })

  it('has the numbers of the slides, and only those that the room has seen', async () => {
    const { download, screen } = await votedRoom()
    const response = await download('results.json')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="test-room-results.json"')
    const results = await response.json() as WorkshopResults
    expect(results.workshop).toEqual({ id: 'test-room', title: 'Test room', startedAt: '2026-11-23T12:00:00.000Z', ended: false, voters: 2 })
    expect(results.polls.filter(({ rounds }) => rounds.length > 0).map(({ id }) => id)).toEqual([dots.id])

    const { result } = (await (await screen()).next('welcome')).polls.find(({ def }) => def.id === dots.id)!
    const [round] = roundsOf(results, dots.id)
    expect(round).toMatchObject({ no: 1, voting: 'open', revealed: true, voters: 2 })
    expect(round!.options).toEqual(result!.rows.map((row, index) => ({ ...row, label: dots.options[index]!.label })))
    expect(round!.options.map((row: Row) => [row.count, row.voters, row.share, row.rank])).toEqual([[3, 2, 1, 1], [1, 1, 0.5, 2], [0, 0, 0, null]])
  })

  it('contains the rest on request', async () => {
    const { download } = await votedRoom()
    const results = await (await download('results.json?hidden=1')).json() as WorkshopResults
    expect(roundsOf(results, choice.id)).toMatchObject([{ revealed: false, voters: 2, options: [{ count: 1 }, { count: 1 }, { count: 0 }] }])
    expect(roundsOf(results, scale.id)[0]!.options[0]).toMatchObject({ mean: 2.5, deviation: 0.5, share: 0.75, distribution: [0, 1, 1] })
    expect(JSON.stringify(await (await download('results.json?hidden=0')).json())).not.toContain('2.5')
  })

  it('contains approved texts, and on request all with their verdict', async () => {
    const server = await startTestServer({ start: { polls: [board, words], opening: 'manual' } })
    const presenter = await server.facilitator()
    const { polls: views } = await presenter.next('welcome')
    for (const { def: { id: poll }, round } of views) {
      await presenter.send({ type: 'poll:open', poll })
      for (const [index, name] of ['ann', 'ben', 'cem'].entries()) {
        const answer = poll === board.id ? asks([{ id: `post-00${index}`, text: `Question ${index}?` }]) : says(`Word${index}`)
        expect(await (await server.attendee(name)).send({ type: 'ballot:cast', poll, round, answer })).toEqual({ ok: true })
      }
    }
    await presenter.send({ type: 'post:judge', poll: board.id, post: 'post-000', verdict: 'shown' })
    await presenter.send({ type: 'post:judge', poll: board.id, post: 'post-001', verdict: 'removed' })
    const linesOf = async (query: string) => readCsv(await (await fetch(`${server.url}/facilitator/api/results.csv${query}`, { headers: { cookie: FACILITATOR_COOKIE } })).text()).slice(1).map(line => [line[10], line.at(-1)])
    expect(await linesOf('?hidden=1')).toEqual([['Question 0?', 'shown'], ['Question 1?', 'removed'], ['Question 2?', 'waiting'], ['Word0', 'waiting'], ['Word1', 'waiting'], ['Word2', 'waiting']])
    expect(await linesOf('')).toEqual([['Question 0?', 'shown']])
  })
})

describe('results.csv', () => {
  it('has a line for each option of what was shown', async () => {
    const { download } = await votedRoom()
    const response = await download('results.csv')
    expect(response.headers.get('content-type')).toContain('text/csv')
    const bytes = new Uint8Array(await response.arrayBuffer())
    expect([...bytes.slice(0, 3)]).toEqual([0xEF, 0xBB, 0xBF])
    expect(new TextDecoder().decode(bytes).split('\r\n')).toEqual([
      'workshop,started,poll,kind,topic,title,round,revealed,round_voters,option,label,rank,ballots_to_swap,count,voters,share,right,roles,interpolated_median,mean,deviation,distribution,unsure,agreement,in_pairs,x,y,median,lower_quartile,upper_quartile,marks,group,verdict',
      'test-room,2026-11-23T12:00:00.000Z,cicd/bottlenecks,dots,01 CI/CD,What slows us down?,1,yes,2,a,Option A,1,1,3,2,1,,,,,,,,,,,,,,,,,',
      'test-room,2026-11-23T12:00:00.000Z,cicd/bottlenecks,dots,01 CI/CD,What slows us down?,1,yes,2,b,Option B,2,1,1,1,0.5,,,,,,,,,,,,,,,,,',
      'test-room,2026-11-23T12:00:00.000Z,cicd/bottlenecks,dots,01 CI/CD,What slows us down?,1,yes,2,c,Option C,,,0,0,0,,,,,,,,,,,,,,,,,',
      '',
    ])
  })

  it('contains no formula', async () => {
    const { download } = await votedRoom()
    const text = await (await download('results.csv?hidden=1')).text()
    const [line] = text.split('\r\n').filter(line => line.includes('HYPERLINK'))
    expect(line).toContain(`,'@SUM(1),"'=HYPERLINK(""http://evil.example"")",`)
    expect(text.split('\r\n').slice(1).flatMap(line => line.split(',')).filter(cell => /^"?[=+@\t]/.test(cell))).toEqual([])
  })
})

describe('a cell of the CSV', () => {
  it.each([['=1', '\'=1'], [' +1', '\'+1'], ['\u00A0@a', '\'@a'], ['-a', '\'-a'], ['＝1', '\'＝1'], ['a;=1', 'a;\'=1'], ['a; -b', 'a; \'-b'], ['well ;-)', 'well ;-)']])('that says %j holds %j', (label, cell) => {
    expect(readCsv(resultsAsCsv(resultsWith(label)))[1]![10]).toBe(cell)
  })

  it('is one cell as well where a semicolon or a tab parts cells', () => {
    expect(resultsAsCsv(resultsWith('a;b'))).toContain(',"a;b",')
  })
})

describe('results.xlsx', () => {
  it('has the lines of the CSV, with a header that stays in sight and numbers to calculate with', async () => {
    const { download } = await votedRoom()
    const response = await download('results.xlsx')
    expect(response.headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet')
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="test-room-results.xlsx"')
    const { rows, bold, frozenRows } = readWorkbook(new Uint8Array(await response.arrayBuffer()))
    expect(rows.map(row => row.map(cell => String(cell ?? '')).join())).toEqual(
      readCsv(await (await download('results.csv')).text()).map(row => row.join().replace(/,+$/, '')),
    )
    expect(rows[1]!.slice(10)).toEqual(['Option A', 1, 1, 3, 2, 1])
    expect([frozenRows, bold]).toEqual([1, [true, false, false, false]])
  })

  it('holds formulas as text, as they were written', async () => {
    const { download } = await votedRoom()
    const { rows, formulas } = readWorkbook(new Uint8Array(await (await download('results.xlsx?hidden=1')).arrayBuffer()))
    expect(formulas).toEqual([])
    expect(rows[1]!.slice(4, 6)).toEqual(['@SUM(1)', '=HYPERLINK("http://evil.example")'])
    expect(rows.length).toBe(readCsv(await (await download('results.csv?hidden=1')).text()).length)
  })

  it.each(['half a pair \uD83D, then \uDE00\uDE00', '_x003D_1+1', 'a\u0007b', ']]> & <b> "q"', '\uFFFF', '__proto__', 'constructor'])('is well-formed whatever the text: %j', async (title) => {
    const { rows } = readWorkbook(await resultsAsXlsx(resultsWith(title)))
    expect(rows[1]![10] ?? '').toBe(title.replaceAll('\u0007', '').replace(/[\uFFFF\p{Cs}]/gu, ''))
  })
})
