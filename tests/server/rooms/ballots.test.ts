import type { TestClient } from '../../support/server/test-client.ts'
import type { TestServer } from '../../support/server/test-server.ts'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, it } from 'vitest'
import { picks, spends } from '../../support/polls/answers.ts'
import { choice, dots } from '../../support/polls/polls.ts'
import { rowsOf } from '../../support/polls/results.ts'
import { startTestServer } from '../../support/server/test-server.ts'

const poll = choice.id
const round = `${poll}#1`
const ok = { ok: true }

function vote(client: TestClient, option: string, id?: string) {
  return client.send({ type: 'ballot:cast', poll, round, answer: picks(option), ...id && { id } })
}

let barriers = 0

/** Picks of each option as the facilitator sees them, when everything that was accepted so far is on her screen. */
async function counts(presenter: TestClient): Promise<(number | undefined)[]> {
  const id = `barrier-${++barriers}`
  await presenter.send({ type: 'slide:show', id, no: 1, clicks: 0, poll: null })
  await presenter.next('room', ({ slide }) => slide.by === id)
  return rowsOf(presenter.all('poll').at(-1)!.result!).map(({ count }) => count)
}

async function openRoom(): Promise<TestServer & { presenter: TestClient }> {
  const server = await startTestServer({ start: { opening: 'manual' } })
  const presenter = await server.facilitator()
  expect(await presenter.send({ type: 'poll:open', poll })).toEqual(ok)
  return { ...server, presenter }
}

describe('a ballot', () => {
  it('[B1] changes until the round closes, and the latest counts', async () => {
    const { attendee, presenter } = await openRoom()
    const ann = await attendee('ann')
    const ben = await attendee('ben')
    expect(await vote(ann, 'a')).toEqual(ok)
    expect(await counts(presenter)).toEqual([1, 0, 0])
    expect(await vote(ann, 'b')).toEqual(ok)
    expect(await vote(ben, 'b')).toEqual(ok)
    expect(await counts(presenter)).toEqual([0, 2, 0])

    expect(await presenter.send({ type: 'poll:close', poll })).toEqual(ok)
    expect(await vote(ann, 'c')).toMatchObject({ ok: false, code: 'not_open' })
    expect(await presenter.send({ type: 'poll:open', poll })).toEqual(ok)
    expect(await vote(ann, 'c')).toEqual(ok)
    expect(await counts(presenter)).toEqual([0, 1, 1])
  })

  it('[A5] is withdrawn by an empty answer', async () => {
    const { attendee, presenter } = await openRoom()
    const ann = await attendee('ann')
    await vote(ann, 'a')
    expect(await counts(presenter)).toEqual([1, 0, 0])
    expect(await ann.send({ type: 'ballot:cast', poll, round, answer: picks() })).toEqual(ok)
    expect(await counts(presenter)).toEqual([0, 0, 0])
  })

  it('[A1] for an unknown option is refused with a message', async () => {
    const { attendee } = await openRoom()
    const ann = await attendee('ann')
    expect(await vote(ann, 'nothing')).toEqual({ ok: false, code: 'invalid_answer', message: 'This poll has no option "nothing".' })
  })

  it('[A1] of another kind than the poll is refused in words', async () => {
    const { attendee } = await openRoom()
    const ann = await attendee('ann')
    expect(await ann.send({ type: 'ballot:cast', poll, round, answer: spends({ a: 1 }) })).toEqual({ ok: false, code: 'invalid_answer', message: 'This poll is of the kind choice, and the answer of the kind dots.' })
  })

  it('[B2] for a round that was reset is stale', async () => {
    const { attendee, presenter } = await openRoom()
    const ann = await attendee('ann')
    await vote(ann, 'a')
    await presenter.send({ type: 'poll:reset', poll })
    expect(await vote(ann, 'b')).toMatchObject({ ok: false, code: 'stale_round' })
    const anew = await presenter.next('poll', ({ voting }) => voting === 'idle')
    expect(await ann.send({ type: 'ballot:cast', poll, round: anew.round, answer: picks('b') })).toMatchObject({ ok: false, code: 'not_open' })
  })

  it('[B2] for another poll\'s round is stale', async () => {
    const { attendee } = await openRoom()
    const ann = await attendee('ann')
    expect(await ann.send({ type: 'ballot:cast', poll, round: `${dots.id}#1`, answer: picks('a') })).toMatchObject({ code: 'stale_round' })
  })

  it('counts for everybody in a room behind one address', async () => {
    const { attendee, presenter } = await openRoom()
    const room = await Promise.all(Array.from({ length: 120 }, (_, index) => attendee(`person-${index}`)))
    const replies = await Promise.all(room.map((person, index) => vote(person, ['a', 'b', 'c'][index % 3]!)))
    expect(replies).toEqual(room.map(() => ok))
    expect(await counts(presenter)).toEqual([40, 40, 40])
  })
})

describe('an attendee with several tabs', () => {
  it('has one ballot in all tabs', async () => {
    const { attendee, presenter } = await openRoom()
    const [one, two] = [await attendee('ann'), await attendee('ann')]
    expect((await one.next('own')).ballots).toEqual({})
    expect((await two.next('own')).ballots).toEqual({})
    await vote(one, 'a')
    expect((await two.next('own')).ballots).toEqual({ [round]: picks('a') })
    await vote(two, 'b')
    expect((await one.next('own', ({ ballots }) => isDeepStrictEqual(ballots[round], picks('b')))).ballots).toEqual({ [round]: picks('b') })
    expect(await counts(presenter)).toEqual([0, 1, 0])

    const third = await attendee('ann')
    expect((await third.next('own')).ballots).toEqual({ [round]: picks('b') })
  })

  it('is finally sent what counts, however close the votes of two tabs are', async () => {
    const { attendee } = await openRoom()
    const [one, two] = [await attendee('ann'), await attendee('ann')]
    await Promise.all([vote(one, 'a'), vote(two, 'b')])
    // This answer comes after all that was sent because of those.
    await vote(one, 'c', 'the-last-one')
    const frames = one.frames.filter(frame => frame.includes('{"ok":true}') || frame.includes(`"${round}"`))
    expect(frames[0]).toContain('{"ok":true}')
    expect(frames[1]).toContain('own')
  })

  it('is the only one who is sent it', async () => {
    const { attendee } = await openRoom()
    const [one, two, other] = [await attendee('ann'), await attendee('ann'), await attendee('ben')]
    await vote(one, 'a')
    await two.next('own', ({ ballots }) => round in ballots)
    // The answer comes after everything that was sent to this page before.
    await vote(other, 'b')
    expect(other.all('own')).toEqual([{ ballots: {} }])
  })
})

describe('[C3] a command sent again with its id', () => {
  it('counts once and is answered the same', async () => {
    const { attendee, presenter, room } = await openRoom()
    const ann = await attendee('ann')
    expect(await Promise.all([vote(ann, 'a', 'the-very-same'), vote(ann, 'a', 'the-very-same')])).toEqual([ok, ok])
    const { rev } = room.workshop
    expect(await vote(ann, 'b', 'another-one')).toEqual(ok)
    expect(await vote(ann, 'a', 'the-very-same')).toEqual(ok)
    expect(room.workshop.rev).toBe(rev + 1)
    expect(await counts(presenter)).toEqual([0, 1, 0])
  })

  it('sends what counts now, if another tab has voted meanwhile', async () => {
    const { attendee } = await openRoom()
    const [one, two] = [await attendee('ann'), await attendee('ann')]
    await vote(one, 'a', 'the-very-same')
    await vote(two, 'b')
    await one.next('own', ({ ballots }) => isDeepStrictEqual(ballots[round], picks('b')))
    expect(await vote(one, 'a', 'the-very-same')).toEqual(ok)
    expect((await one.next('own')).ballots).toEqual({ [round]: picks('b') })
  })

  it('is recognised per sender', async () => {
    const { attendee, presenter } = await openRoom()
    const [ann, ben] = [await attendee('ann'), await attendee('ben')]
    await vote(ann, 'a', 'the-very-same')
    await vote(ben, 'b', 'the-very-same')
    expect(await counts(presenter)).toEqual([1, 1, 0])
  })

  it('is refused as before if it was refused', async () => {
    const { attendee, presenter } = await openRoom()
    const ann = await attendee('ann')
    await presenter.send({ type: 'poll:close', poll })
    const refusal = await vote(ann, 'a', 'the-very-same')
    expect(refusal).toMatchObject({ code: 'not_open' })
    await presenter.send({ type: 'poll:open', poll })
    expect(await vote(ann, 'a', 'the-very-same')).toEqual(refusal)
    expect(await vote(ann, 'b', 'another-one')).toEqual(ok)
    expect(await counts(presenter)).toEqual([0, 1, 0])
  })
})
