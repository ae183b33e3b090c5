import type { Answer } from '../../../core/kinds/kinds.ts'
import type { TestClient } from '../../support/server/test-client.ts'
import type { TestServer } from '../../support/server/test-server.ts'
import { describe, expect, it } from 'vitest'
import { spends } from '../../support/polls/answers.ts'
import { dots } from '../../support/polls/polls.ts'
import { rowsOf } from '../../support/polls/results.ts'
import { FACILITATOR_COOKIE, startTestServer } from '../../support/server/test-server.ts'

const poll = dots.id
const round = `${poll}#1`
/** Names of fields that only a result has. */
const RESULT = /"(?:result|rows|count|share|rank|mean|deviation|distribution|previous|judgement|byRole|right)":/

interface Room extends TestServer {
  presenter: TestClient
  /** Has voted. */
  voter: TestClient
  /** Has not. */
  watcher: TestClient
  /** Joined after the votes. */
  late: TestClient
  screen_: TestClient
  /** A projector on the facilitator's own laptop. */
  cookied: TestClient
}

/**
 * A room that has voted, step by step, so that the same steps make the same messages.
 * @param answers one for each attendee; null does not vote
 */
async function votedRoom(answers: (Answer | null)[]): Promise<Room> {
  const server = await startTestServer()
  const presenter = await server.facilitator()
  const screen_ = await server.screen()
  const cookied = await server.screen({ cookie: FACILITATOR_COOKIE })
  await Promise.all([screen_, cookied].map(screen => screen.next('room', ({ facilitators }) => facilitators === 2)))
  await presenter.send({ type: 'slide:show', id: 'slide-0001', no: 3, clicks: 0, poll })
  // What is gathered for a frame has gone out: whoever joins before would be sent it as well.
  await Promise.all([screen_, cookied].map(screen => screen.next('room', ({ slide }) => slide.no === 3)))
  const watcher = await server.attendee('watcher')
  await screen_.next('room', ({ online }) => online === 1)
  let voter = watcher
  for (const [index, answer] of answers.entries()) {
    voter = await server.attendee(`voter-${index}`)
    await screen_.next('room', ({ online }) => online === index + 2)
    if (!answer)
      continue
    expect(await voter.send({ type: 'ballot:cast', id: `ballot-${index}`, poll, round, answer })).toEqual({ ok: true })
    await Promise.all([screen_, cookied].map(screen => screen.next('poll', ({ voters }) => voters === index + 1)))
  }
  const late = await server.attendee('late')
  await screen_.next('room', ({ online }) => online === answers.length + 2)
  await presenter.send({ type: 'slide:show', id: 'slide-0002', no: 3, clicks: 1, poll })
  await Promise.all([screen_, cookied].map(screen => screen.next('room', ({ slide }) => slide.clicks === 1)))
  return { ...server, presenter, voter, watcher, late, screen_, cookied }
}

/** What came over the wire, without the greeting, whose connection id is random. */
function bytes({ frames }: TestClient): string[] {
  return frames.filter(frame => !frame.startsWith('0'))
}

const mostlyA = [spends({ a: 2, b: 1 }), spends({ a: 2 }), spends({ a: 1, b: 1, c: 1 })]
const mostlyC = [spends({ c: 2 }), spends({ b: 1, c: 2 }), spends({ c: 1 })]

describe('hidden means absent', () => {
  it('[V1] [V2] no byte before the reveal contains a result, except for the facilitator', async () => {
    const { voter, watcher, late, screen_, cookied, presenter } = await votedRoom(mostlyA)
    for (const client of [voter, watcher, late, screen_, cookied]) {
      expect(bytes(client).length).toBeGreaterThan(1)
      expect(bytes(client).filter(frame => RESULT.test(frame))).toEqual([])
    }
    expect(bytes(presenter).some(frame => RESULT.test(frame))).toBe(true)
  })

  it('[V1] [V2] other votes result in the same bytes', async () => {
    const [one, other] = [await votedRoom(mostlyA), await votedRoom(mostlyC)]
    for (const name of ['voter', 'watcher', 'late', 'screen_', 'cookied'] as const)
      expect(bytes(one[name])).toEqual(bytes(other[name]))
    expect(bytes(one.presenter)).not.toEqual(bytes(other.presenter))
  })

  it('[V1] a phone gets the same bytes with and without votes', async () => {
    const [some, nobody] = [await votedRoom(mostlyA), await votedRoom([null, null, null])]
    for (const name of ['watcher', 'late'] as const)
      expect(bytes(some[name])).toEqual(bytes(nobody[name]))
  })

  it('[V1] an attendee is sent nothing about other votes', async () => {
    const { watcher, presenter } = await votedRoom(mostlyA)
    const views = watcher.all('attendee')
    await presenter.send({ type: 'poll:close', poll })
    await watcher.next('attendee', view => view.poll?.voting === 'closed')
    expect(watcher.all('attendee')).toHaveLength(views.length + 1)
    expect(watcher.all('own')).toEqual([{ ballots: {} }])
  })

  it('the reveal shows everybody the same numbers', async () => {
    const { watcher, late, screen_, cookied, presenter, attendee, screen } = await votedRoom(mostlyA)
    await presenter.send({ type: 'poll:reveal', poll })
    const { result } = await presenter.next('poll', ({ results }) => results === 'shown')
    expect(rowsOf(result!).map(({ count }) => count)).toEqual([5, 2, 1])
    for (const phone of [watcher, late, await attendee('after')])
      expect((await phone.next('attendee', view => view.poll?.results === 'shown')).poll!.result).toEqual(result)
    for (const projector of [screen_, cookied])
      expect((await projector.next('poll', ({ results }) => results === 'shown')).result).toEqual(result)
    const welcome = await (await screen()).next('welcome')
    expect(welcome.polls.filter(view => view.result).map(({ def }) => def.id)).toEqual([poll])
  })

  it('[V2] a result that is hidden again is absent again, with later votes', async () => {
    const { screen_, watcher, presenter, screen } = await votedRoom(mostlyA)
    await presenter.send({ type: 'poll:reveal', poll })
    await presenter.send({ type: 'poll:hide', poll })
    await watcher.next('attendee', view => view.poll?.results === 'hidden')
    await screen_.next('poll', ({ results }) => results === 'hidden')
    const before = bytes(screen_).length
    await watcher.send({ type: 'ballot:cast', poll, round, answer: spends({ c: 2 }) })
    await screen_.next('poll', ({ voters }) => voters === 4)
    const late = await screen()
    await late.next('welcome')
    expect([...bytes(screen_).slice(before), ...bytes(late)].filter(frame => RESULT.test(frame))).toEqual([])
  })
})

describe('[V3] notes of options', () => {
  it('are sent to the facilitator only', async () => {
    const { voter, watcher, screen_, cookied, presenter } = await votedRoom(mostlyA)
    await presenter.send({ type: 'poll:reveal', poll })
    await watcher.next('attendee', view => view.poll?.results === 'shown')
    await screen_.next('poll', ({ results }) => results === 'shown')
    for (const client of [voter, watcher, screen_, cookied])
      expect(bytes(client).filter(frame => /note/i.test(frame))).toEqual([])
    expect(bytes(presenter).some(frame => frame.includes('Secret note of a'))).toBe(true)
  })
})
