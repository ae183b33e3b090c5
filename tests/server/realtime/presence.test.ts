import { describe, expect, it } from 'vitest'
import { JOIN_URL, startTestServer } from '../../support/server/test-server.ts'

describe('presence', () => {
  it('counts attendees, not tabs or screens', async () => {
    const { attendee, screen } = await startTestServer()
    const projector = await screen()
    expect((await projector.next('welcome')).room).toMatchObject({ online: 0, joinUrl: JOIN_URL })
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

  it('counts two without a cookie as two', async () => {
    const { attendee, screen } = await startTestServer()
    await Promise.all([attendee(), attendee()])
    expect((await (await screen()).next('welcome')).room.online).toBe(2)
  })
})
