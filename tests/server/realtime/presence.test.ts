import { describe, expect, it } from 'vitest'
import { picks } from '../../support/polls/answers.ts'
import { choice } from '../../support/polls/polls.ts'
import { JOIN_URL, startTestServer } from '../../support/server/test-server.ts'

describe('presence', () => {
  it('counts attendees, not tabs or screens', async () => {
    const { attendee, screen, place } = await startTestServer()
    const projector = await screen()
    expect((await projector.next('welcome')).room).toMatchObject({ online: 0, joinUrl: expect.stringMatching(new RegExp(`${new URL(place).pathname}\\?k=[\\w-]{8}$`)), address: JOIN_URL })
    const tabs = [await attendee('ann'), await attendee('ann')]
    const ben = await attendee('ben')
    await projector.next('room', ({ online }) => online === 2)
    expect((await (await screen()).next('welcome')).room.online).toBe(2)

    ben.close()
    await projector.next('room', ({ online }) => online === 1)
    tabs[0]!.close()
    expect((await (await screen()).next('welcome')).room.online).toBe(1)
    tabs[1]!.close()
    await projector.next('room', ({ online }) => online === 0)
  })

  it('has a size that nobody who votes without a socket takes from those who are connected', async () => {
    const { attendee, facilitator, room } = await startTestServer()
    const presenter = await facilitator()
    await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll: choice.id })
    const [ann] = [await attendee('ann'), await attendee('ben')]
    await presenter.next('room', ({ size }) => size === 2)
    const { poll } = await ann.next('attendee')
    const cast = { type: 'ballot:cast', poll: choice.id, round: poll!.round, answer: picks('a') } as const
    for (const by of ['a:cay', 'a:dan', 'a:eve'])
      await room.submit(by, { ...cast, id: `cast-of-${by}` })
    await presenter.next('room', ({ size }) => size === 5)
    await ann.send(cast)
    ann.close()
    expect(await presenter.next('room', ({ online }) => online === 1)).toMatchObject({ size: 5 })
  })

  it('counts two without a cookie as two', async () => {
    const { attendee, screen } = await startTestServer()
    await Promise.all([attendee(), attendee()])
    expect((await (await screen()).next('welcome')).room.online).toBe(2)
  })
})
