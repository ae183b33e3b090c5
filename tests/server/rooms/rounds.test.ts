import type { PollDef } from '../../../core/kinds/kinds.ts'
import type { TestClient } from '../../support/server/test-client.ts'
import { describe, expect, it } from 'vitest'
import { SERVER } from '../../../core/workshop.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice, workshopStart } from '../../support/polls/polls.ts'
import { rowsOf } from '../../support/polls/results.ts'
import { startTestServer } from '../../support/server/test-server.ts'

const poll = choice.id
const ok = { ok: true }

/** A room whose open poll is on every phone. */
async function openRoom() {
  const server = await startTestServer()
  const [presenter, screen, ann, ben] = [await server.facilitator(), await server.screen(), await server.attendee('ann'), await server.attendee('ben')]
  await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll })
  return { ...server, presenter, projector: screen, ann, ben }
}

/** Votes in the round that the phone shows. */
function vote(client: TestClient, option: string) {
  return client.send({ type: 'ballot:cast', poll, round: client.all('attendee').at(-1)!.poll!.round, answer: picks(option) })
}

function shows(client: TestClient, voting: 'idle' | 'open' | 'closed') {
  return client.next('attendee', view => view.poll?.voting === voting)
}

describe('[B6] reset and restore', () => {
  it('sets the votes aside, accepts new ones, and merges both', async () => {
    const { presenter, ann, ben } = await openRoom()
    await Promise.all([shows(ann, 'open'), shows(ben, 'open')])
    await vote(ann, 'a')
    await vote(ben, 'a')
    expect(await presenter.send({ type: 'poll:reset', poll })).toEqual(ok)
    expect(await presenter.next('poll', ({ voting }) => voting === 'idle')).toMatchObject({ no: 1, voters: 0, restorable: true })
    await presenter.send({ type: 'poll:open', poll })
    await shows(ben, 'open')
    await vote(ben, 'b')

    expect(await presenter.send({ type: 'poll:restore', poll })).toEqual(ok)
    const restored = await presenter.next('poll', ({ restorable, voters }) => !restorable && voters === 2)
    expect(rowsOf(restored.result!).map(({ count }) => count)).toEqual([1, 1, 0])
    expect(await presenter.send({ type: 'poll:restore', poll })).toMatchObject({ code: 'wrong_state' })
  })

  it('gives all attendees their own ballots back', async () => {
    const { presenter, ann } = await openRoom()
    const { poll: view } = await shows(ann, 'open')
    await vote(ann, 'a')
    await presenter.send({ type: 'poll:reset', poll })
    await presenter.send({ type: 'poll:restore', poll })
    expect((await ann.next('own', ({ ballots }) => view!.round in ballots)).ballots).toEqual({ [view!.round]: picks('a') })
  })

  it('[U3] sends a phone that came later its ballot in a round that an undo restores', async () => {
    const { presenter, ann, ...server } = await openRoom()
    const { poll: view } = await shows(ann, 'open')
    await vote(ann, 'a')
    await presenter.send({ type: 'poll:repeat', poll })
    const late = await server.attendee('ann')
    expect((await late.next('own')).ballots).toEqual({})
    const { undo } = await presenter.next('poll', ({ no }) => no === 2)
    expect(await presenter.send({ type: 'step:undo', poll, step: undo!.step })).toEqual(ok)
    expect((await late.next('own', ({ ballots }) => view!.round in ballots)).ballots).toEqual({ [view!.round]: picks('a') })
  })

  it('[D2] sends all attendees their ballots when an option comes back', async () => {
    const { room, ann } = await openRoom()
    const { poll: view } = await shows(ann, 'open')
    await vote(ann, 'a')
    const { title, opening, polls } = workshopStart()
    const define = (id: string, without: string) => room.submit(SERVER, { type: 'workshop:define', id, title, opening, polls: polls.map(def => 'options' in def ? { ...def, options: def.options.filter(option => option.id !== without) } : def) as PollDef[] })
    await define('define-01', 'a')
    await define('define-02', 'c')
    expect((await ann.next('own', ({ ballots }) => view!.round in ballots)).ballots).toEqual({ [view!.round]: picks('a') })
  })

  it('keeps results hidden that the restored round did not show', async () => {
    const { presenter, projector, ann } = await openRoom()
    await shows(ann, 'open')
    await vote(ann, 'a')
    await presenter.send({ type: 'poll:reset', poll })
    await presenter.send({ type: 'poll:open', poll })
    await presenter.send({ type: 'poll:reveal', poll })
    await projector.next('poll', ({ results }) => results === 'shown')
    await presenter.send({ type: 'poll:restore', poll })
    expect(await projector.next('poll', ({ voters }) => voters === 1)).not.toHaveProperty('result')
  })
})

describe('[B7] a further round', () => {
  it('opens on every phone, and keeps the previous one for comparison', async () => {
    const { presenter, projector, ann } = await openRoom()
    const first = await shows(ann, 'open')
    expect(await presenter.send({ type: 'poll:repeat', poll })).toMatchObject({ code: 'wrong_state' })
    await vote(ann, 'a')
    await presenter.send({ type: 'poll:reveal', poll })
    expect(await presenter.send({ type: 'poll:repeat', poll })).toEqual(ok)
    const second = await ann.next('attendee', view => view.poll?.no === 2)
    expect(second.poll).toMatchObject({ voting: 'open', results: 'hidden' })
    expect(second.poll!.round).not.toBe(first.poll!.round)
    expect(second.poll).not.toHaveProperty('result')
    expect(await projector.next('poll', ({ no }) => no === 2)).not.toHaveProperty('previous')

    await vote(ann, 'b')
    await presenter.send({ type: 'poll:reveal', poll })
    const shown = await projector.next('poll', ({ no, results }) => no === 2 && results === 'shown')
    expect(rowsOf(shown.result!).map(({ count }) => count)).toEqual([0, 1, 0])
    expect(shown.previous).toMatchObject({ no: 1, result: { voters: 1 } })
    expect(rowsOf(shown.previous!.result).map(({ count }) => count)).toEqual([1, 0, 0])
  })

  it('shows the room no earlier round that was never revealed', async () => {
    const { presenter, projector, ann } = await openRoom()
    await shows(ann, 'open')
    await vote(ann, 'a')
    await presenter.send({ type: 'poll:repeat', poll })
    await ann.next('attendee', view => view.poll?.no === 2)
    await vote(ann, 'b')
    await presenter.send({ type: 'poll:reveal', poll })
    expect(await projector.next('poll', ({ results }) => results === 'shown')).not.toHaveProperty('previous')
    expect(await presenter.next('poll', ({ results }) => results === 'shown')).toHaveProperty('previous')
  })
})

describe('[B8] the end', () => {
  it('closes open rounds on phones and screens; reopening leaves them closed', async () => {
    const { presenter, projector, ann } = await openRoom()
    await shows(ann, 'open')
    expect(await presenter.send({ type: 'workshop:end' })).toEqual(ok)
    expect(await ann.next('attendee', view => view.workshop.ended)).toMatchObject({ poll: { voting: 'closed' } })
    await projector.next('room', ({ workshop }) => workshop.ended)
    expect(await vote(ann, 'a')).toMatchObject({ code: 'not_open' })
    expect(await presenter.send({ type: 'poll:open', poll })).toMatchObject({ code: 'wrong_state' })
    expect(await presenter.send({ type: 'workshop:end' })).toMatchObject({ code: 'wrong_state' })

    expect(await presenter.send({ type: 'workshop:reopen' })).toEqual(ok)
    expect(await ann.next('attendee', view => !view.workshop.ended)).toMatchObject({ poll: { voting: 'closed' } })
    await presenter.send({ type: 'poll:open', poll })
    expect(await vote(ann, 'a')).toEqual(ok)
  })
})
