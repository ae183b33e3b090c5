import { describe, expect, it } from 'vitest'
import { startTestServer } from '../../support/server/test-server.ts'

describe('an offer to take an action', () => {
  async function openPlan() {
    const server = await startTestServer()
    const facilitator = await server.facilitator()
    for (const text of ['Fix the tests', 'One owner'])
      await facilitator.send({ type: 'action:add', text })
    await facilitator.send({ type: 'slide:show', no: 7, clicks: 0, poll: null, plan: true })
    return { ...server, presenter: facilitator }
  }
  const offers = (action: string, name: string | null) => ({ type: 'action:offer', action, name }) as const

  it('tells the facilitator the name, nobody else, and is not logged', async () => {
    const { presenter, attendee, screen, room } = await openPlan()
    const [ann, ben, wall] = [await attendee('ann'), await attendee('ben'), await screen()]
    const { rev } = room.workshop
    expect(await ann.send(offers('action-1', ' An\u202En\r'))).toEqual({ ok: true })
    expect(await ben.send(offers('action-1', 'Ben'))).toEqual({ ok: true })
    expect(await presenter.next('offers', ({ 'action-1': names }) => names?.length === 2)).toEqual({ 'action-1': ['Ann', 'Ben'] })
    // Another name of the same attendee replaces the first.
    await ann.send(offers('action-1', 'Anna'))
    expect(await presenter.next('offers', ({ 'action-1': names }) => names![0] === 'Anna')).toEqual({ 'action-1': ['Anna', 'Ben'] })
    await ben.send(offers('action-1', null))
    expect(await presenter.next('offers', ({ 'action-1': names }) => names!.length === 1)).toEqual({ 'action-1': ['Anna'] })
    expect(room.workshop.rev).toBe(rev)
    expect([wall, ann, ben].flatMap(page => page.all('offers'))).toEqual([])
  })

  it('is told to a facilitator who comes later, until somebody has the action', async () => {
    const { presenter, attendee, facilitator } = await openPlan()
    const ann = await attendee('ann')
    await ann.send(offers('action-1', 'Ann'))
    await ann.send(offers('action-2', 'Ann'))
    const later = await facilitator()
    expect(await later.next('offers', () => true)).toEqual({ 'action-1': ['Ann'], 'action-2': ['Ann'] })
    await presenter.send({ type: 'action:change', action: 'action-1', owner: 'Ann' })
    expect(await later.next('offers', ({ 'action-1': names }) => !names)).toEqual({ 'action-2': ['Ann'] })
    await presenter.send({ type: 'action:drop', action: 'action-2' })
    expect(await later.next('offers', ({ 'action-2': names }) => !names)).toEqual({})
  })

  it.each([['', 'malformed'], ['x'.repeat(61), 'malformed'], ['\u202E\u0001', 'malformed']])('is refused with the name %j', async (name, code) => {
    const { attendee } = await openPlan()
    expect(await (await attendee('ann')).send(offers('action-1', name))).toMatchObject({ ok: false, code })
  })
})
