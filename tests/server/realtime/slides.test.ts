import type { TestCommand } from '../../support/server/test-client.ts'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { picks } from '../../support/polls/answers.ts'
import { choice, live } from '../../support/polls/polls.ts'
import { rowsOf } from '../../support/polls/results.ts'
import { startTestServer } from '../../support/server/test-server.ts'

const ok = { ok: true }

describe('slide:show', () => {
  it('moves every screen, and marks the sender\'s echo', async () => {
    const { facilitator, screen } = await startTestServer()
    const [presenter, remote, projector] = [await facilitator(), await facilitator(), await screen()]
    expect(await presenter.send({ type: 'slide:show', id: 'my-own-move', no: 4, clicks: 1, poll: null })).toEqual(ok)
    for (const deck of [presenter, remote, projector])
      expect((await deck.next('room', ({ slide }) => slide.by !== null)).slide).toEqual({ no: 4, clicks: 1, poll: null, by: 'my-own-move' })
  })

  it('also reaches those who join later', async () => {
    const { facilitator, screen, attendee } = await startTestServer()
    const presenter = await facilitator()
    await presenter.send({ type: 'slide:show', no: 4, clicks: 1, poll: choice.id })
    expect((await (await screen()).next('welcome')).room.slide).toMatchObject({ no: 4, clicks: 1, poll: choice.id })
    expect((await (await attendee()).next('attendee')).poll).toMatchObject({ def: { id: choice.id }, voting: 'open' })
  })

  it('moves the screens and clears the phones if the poll is unknown', async () => {
    const { facilitator, screen, attendee } = await startTestServer()
    const [presenter, projector, ann] = [await facilitator(), await screen(), await attendee()]
    await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll: choice.id })
    await ann.next('attendee', view => view.poll !== null)
    expect(await presenter.send({ type: 'slide:show', no: 4, clicks: 0, poll: 'nothing' })).toEqual(ok)
    expect((await projector.next('room', ({ slide }) => slide.no === 4)).slide).toMatchObject({ poll: null })
    await ann.next('attendee', view => view.poll === null)
  })

  it('includes the current page of the result, even for those who join later', async () => {
    const { facilitator, screen } = await startTestServer()
    const [presenter, projector] = [await facilitator(), await screen()]
    await presenter.send({ type: 'slide:show', no: 4, clicks: 0, poll: choice.id })
    expect(await presenter.send({ type: 'result:page', poll: choice.id, page: 2, post: null })).toEqual(ok)
    const page = { poll: choice.id, no: 2, post: null }
    expect((await projector.next('room', ({ slide }) => slide.page !== undefined)).slide).toMatchObject({ no: 4, page })
    expect((await (await screen()).next('welcome')).room.slide).toMatchObject({ no: 4, page })
  })

  it('passes the slide\'s key on', async () => {
    const { facilitator, screen } = await startTestServer()
    const [presenter, projector] = [await facilitator(), await screen()]
    await presenter.send({ type: 'slide:show', no: 4, clicks: 0, poll: null, key: 'Where we are' })
    expect((await projector.next('room')).slide).toMatchObject({ no: 4, key: 'Where we are' })
  })

  it('sends phones nothing while the poll stays the same', async () => {
    const { facilitator, attendee } = await startTestServer()
    const [presenter, ann] = [await facilitator(), await attendee()]
    await presenter.send({ type: 'slide:show', no: 4, clicks: 0, poll: choice.id })
    await ann.next('attendee', view => view.poll?.def.id === choice.id)
    await presenter.send({ type: 'slide:show', no: 4, clicks: 1, poll: choice.id })
    await presenter.next('room', ({ slide }) => slide.clicks === 1)
    await presenter.send({ type: 'slide:show', no: 5, clicks: 0, poll: null })
    await ann.next('attendee', view => view.poll === null)
    expect(ann.all('attendee').map(view => view.poll?.def.id)).toEqual([undefined, choice.id, undefined])
  })

  it('is sent at once, and further ones are gathered for a frame', async () => {
    const clock = { ms: 0 }
    const { facilitator, screen } = await startTestServer({ monotonic: () => clock.ms })
    const [presenter, projector] = [await facilitator(), await screen()]
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    onTestFinished(() => void vi.useRealTimers())
    const show = (no: number) => presenter.send({ type: 'slide:show', no, clicks: 0, poll: null })

    await show(2)
    await projector.next('room', ({ slide }) => slide.no === 2)
    for (const no of [3, 4, 5])
      await show(no)
    vi.advanceTimersByTime(16)
    await projector.next('room', ({ slide }) => slide.no === 5)
    clock.ms += 16
    await show(6)
    await projector.next('room', ({ slide }) => slide.no === 6)
    expect(projector.all('room').map(({ slide }) => slide.no)).toEqual([2, 5, 6])
  })
})

describe('a screen that comes after nobody watched', () => {
  it('starts with everything that has changed since', async () => {
    const { facilitator, screen, attendee, places } = await startTestServer({ start: { opening: 'manual' } })
    const { realtime } = places.open()[0]!
    const presenter = await facilitator()
    await presenter.send({ type: 'poll:open', poll: live.id })
    const { round } = await presenter.next('poll', ({ def }) => def.id === live.id)
    presenter.close()
    await vi.waitFor(() => expect(realtime.pages).toBe(0))
    const ann = await attendee()
    await ann.send({ type: 'ballot:cast', poll: live.id, round, answer: picks('a') })
    const late = await screen()
    const { room, polls } = await late.next('welcome')
    expect(room.online).toBe(1)
    expect(polls.find(({ def }) => def.id === live.id)).toMatchObject({ voters: 1 })
    await ann.send({ type: 'ballot:cast', poll: live.id, round, answer: picks() })
    await late.next('poll', ({ voters }) => voters === 0)
    expect(late.all('poll').map(({ def }) => def.id)).toEqual([live.id])
    expect(late.all('room')).toEqual([])
  })

  it('is told when it is again as it was when somebody watched last', async () => {
    const { screen, attendee, places } = await startTestServer()
    const { realtime } = places.open()[0]!
    const early = await screen()
    const ann = await attendee()
    await early.next('room', ({ online }) => online === 1)
    ann.close()
    await early.next('room', ({ online }) => online === 0)
    early.close()
    await vi.waitFor(() => expect(realtime.pages).toBe(0))
    const ben = await attendee()
    const late = await screen()
    expect((await late.next('welcome')).room.online).toBe(1)
    ben.close()
    expect((await late.next('room')).online).toBe(0)
  })
})

describe('a vote', () => {
  it('does not send the room again', async () => {
    const { facilitator, attendee, screen } = await startTestServer({ start: { opening: 'manual' } })
    const [presenter, projector, ann] = [await facilitator(), await screen(), await attendee()]
    await projector.next('room', ({ online }) => online === 1)
    await presenter.send({ type: 'poll:open', poll: choice.id })
    const { round } = await projector.next('poll')
    const before = projector.all('room').length
    await ann.send({ type: 'ballot:cast', poll: choice.id, round, answer: picks('a') })
    await projector.next('poll', ({ voters }) => voters === 1)
    // Whatever the first vote sent is here when the second one is.
    await ann.send({ type: 'ballot:cast', poll: choice.id, round, answer: picks() })
    await projector.next('poll', ({ voters }) => voters === 0)
    expect(projector.all('room').length).toBe(before)
  })
})

describe('[B5] opening', () => {
  it('auto: showing the slide opens an idle round and leaves a closed one closed', async () => {
    const { facilitator } = await startTestServer()
    const presenter = await facilitator()
    const show = async (poll: string | null) => {
      expect(await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll })).toEqual(ok)
      await presenter.next('room', ({ slide }) => slide.poll === poll)
    }
    await show(choice.id)
    expect(await presenter.next('poll')).toMatchObject({ voting: 'open', results: 'hidden' })
    await presenter.send({ type: 'poll:close', poll: choice.id })
    await show(null)
    await show(choice.id)
    expect(presenter.all('poll').at(-1)).toMatchObject({ voting: 'closed' })
  })

  it('manual: phones see the poll, and vote when the facilitator opens it', async () => {
    const { facilitator, attendee } = await startTestServer({ start: { opening: 'manual' } })
    const [presenter, ann] = [await facilitator(), await attendee()]
    await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll: choice.id })
    const { poll } = await ann.next('attendee', view => view.poll !== null)
    expect(poll).toMatchObject({ voting: 'idle' })
    const vote: TestCommand = { type: 'ballot:cast', poll: choice.id, round: poll!.round, answer: picks('a') }
    expect(await ann.send(vote)).toMatchObject({ code: 'not_open' })
    await presenter.send({ type: 'poll:open', poll: choice.id })
    expect((await ann.next('attendee', view => view.poll?.voting === 'open')).poll!.round).toBe(poll!.round)
    expect(await ann.send(vote)).toEqual(ok)
  })

  it('a live poll shows its results from the first vote on', async () => {
    const { facilitator, attendee, screen } = await startTestServer()
    const [presenter, ann, projector] = [await facilitator(), await attendee(), await screen()]
    await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll: live.id })
    const { poll } = await ann.next('attendee', view => view.poll !== null)
    expect(poll).toMatchObject({ voting: 'open', results: 'shown', result: { voters: 0 } })
    await ann.send({ type: 'ballot:cast', poll: live.id, round: poll!.round, answer: picks('b') })
    const seen = await projector.next('poll', ({ voters }) => voters === 1)
    expect(rowsOf(seen.result!).map(({ count }) => count)).toEqual([0, 1, 0])
  })
})
