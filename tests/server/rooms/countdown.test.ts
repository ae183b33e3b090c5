import type { Log } from '../../../server/log/log.ts'
import type { TestClient } from '../../support/server/test-client.ts'
import type { TestServerOptions } from '../../support/server/test-server.ts'
import { describe, expect, it, vi } from 'vitest'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { memoryLog } from '../../../server/log/memory.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice, dots } from '../../support/polls/polls.ts'
import { NOON, startTestServer } from '../../support/server/test-server.ts'

const poll = choice.id
const ok = { ok: true }

/** A room in which the poll is on screen and open. */
async function voting(options: TestServerOptions = {}) {
  const server = await startTestServer(options)
  const [presenter, projector, ann] = [await server.facilitator(), await server.screen(), await server.attendee('ann')]
  await presenter.send({ type: 'slide:show', no: 4, clicks: 0, poll })
  await ann.next('attendee', view => view.poll?.voting === 'open')
  await projector.next('room', ({ slide }) => slide.no === 4)
  return { ...server, presenter, projector, ann }
}

function start(presenter: TestClient, seconds: number, closes = false): Promise<unknown> {
  return presenter.send({ type: 'countdown:start', id: 'the-countdown', poll, seconds, closes })
}

function vote({ send }: TestClient) {
  return send({ type: 'ballot:cast', poll, round: `${poll}#1`, answer: picks('a') })
}

/** The ends in a log: who sent each, and which command had set it. */
async function endsIn(log: Log): Promise<string[]> {
  return (await entriesOf(log, (await log.workshops())[0]!.id)).flatMap(({ by, command }) => command.type === 'countdown:end' ? [`${by} ${command.setBy}`] : [])
}

describe('a countdown', () => {
  it('[T4] closes voting when its time is up, if that was wished', async () => {
    const { presenter, projector, ann, log } = await voting()
    expect(await start(presenter, 1, true)).toEqual(ok)
    expect((await ann.next('attendee', view => view.countdown !== undefined)).countdown).toMatchObject({ poll, of: 1000, closes: true })
    expect(await vote(ann)).toEqual(ok)
    expect((await ann.next('attendee', view => view.poll?.voting === 'closed'))).not.toHaveProperty('countdown')
    await projector.next('poll', ({ voting, voters }) => voting === 'closed' && voters === 1)
    expect(await vote(ann)).toMatchObject({ code: 'not_open' })
    expect(await endsIn(log)).toEqual(['server the-countdown'])
  })

  it('[T4] leaves voting open otherwise, and says that the time is up', async () => {
    const { presenter, projector, ann, log } = await voting()
    await start(presenter, 1)
    expect((await ann.next('attendee', view => view.countdown?.left === 0)).poll!.voting).toBe('open')
    await projector.next('room', ({ countdown }) => countdown?.left === 0)
    expect(await vote(ann)).toEqual(ok)
    expect(await endsIn(log)).toEqual(['server the-countdown'])
  })

  it('[T2] [T4] ends once, at its latest end', async () => {
    const { presenter, ann, log } = await voting()
    await start(presenter, 1)
    const longer = presenter.send({ type: 'countdown:extend', id: 'the-extension', seconds: 1 })
    expect(await longer).toEqual(ok)
    await ann.next('attendee', view => view.countdown?.of === 2000)
    await ann.next('attendee', view => view.countdown?.left === 0)
    expect(await endsIn(log)).toEqual(['server the-extension'])
  })

  it('[T3] does not end a later round', async () => {
    const { presenter, ann, log } = await voting()
    await vote(ann)
    await start(presenter, 1, true)
    await presenter.send({ type: 'poll:repeat', poll })
    // The next one outlasts the time of the first.
    await presenter.send({ type: 'countdown:start', id: 'the-next-one', poll, seconds: 2, closes: true })
    await ann.next('attendee', view => view.poll?.voting === 'closed')
    expect(await endsIn(log)).toEqual(['server the-next-one'])
  })

  it('[T4] ends once the log can be written again', async () => {
    const faults: unknown[] = []
    const { presenter, ann, log } = await voting({ faults })
    await start(presenter, 1, true)
    vi.spyOn(log, 'append').mockImplementationOnce(() => {
      throw new Error('database or disk is full')
    })
    await ann.next('attendee', view => view.poll?.voting === 'closed')
    expect(faults).toHaveLength(1)
    expect(await endsIn(log)).toEqual(['server the-countdown'])
  })

  it('[T5] tells everybody the time left, by the monotonic clock, and nothing when only time passes', async () => {
    let monotonic = 0
    const { presenter, projector, screen, attendee, ann, readdress } = await voting({ monotonic: () => monotonic })
    await start(presenter, 60)
    expect((await ann.next('attendee', view => view.countdown !== undefined)).countdown!.left).toBe(60_000)
    expect((await projector.next('room', room => room.countdown !== undefined)).countdown!.left).toBe(60_000)

    monotonic += 20_000
    const sent = projector.all('room').length
    readdress()
    await presenter.send({ type: 'slide:show', no: 5, clicks: 0, poll })
    expect((await projector.next('room', ({ slide }) => slide.no === 5)).countdown!.left).toBe(40_000)
    expect(projector.all('room')).toHaveLength(sent + 1)

    expect((await (await attendee()).next('attendee')).countdown).toMatchObject({ left: 40_000, of: 60_000 })
    monotonic += 5000
    expect((await (await attendee()).next('attendee')).countdown).toMatchObject({ left: 35_000 })
    expect((await (await screen()).next('welcome')).room.countdown).toMatchObject({ left: 35_000 })
    expect(ann.all('attendee').filter(({ countdown }) => countdown)).toHaveLength(1)
  })

  it('[T5] is told beside another poll, too', async () => {
    const { presenter, ann } = await voting()
    await start(presenter, 60)
    await presenter.send({ type: 'slide:show', no: 5, clicks: 0, poll: dots.id })
    expect((await ann.next('attendee', view => view.poll?.def.id === dots.id)).countdown).toMatchObject({ poll })
  })
})

describe('a server that starts again during a countdown', () => {
  /** @param seconds between the start of the countdown and that of the second server */
  async function restarted(seconds: number) {
    const log = memoryLog()
    const first = await voting({ log })
    await start(first.presenter, 90, true)
    await first.close()
    return startTestServer({ log, now: () => NOON + seconds * 1000 })
  }

  it('[T4] goes on with it: the time without a server counts', async () => {
    const { attendee, log } = await restarted(89)
    const ann = await attendee('ann')
    const { countdown } = await ann.next('attendee')
    expect(countdown).toMatchObject({ of: 90_000 })
    expect(countdown!.left).toBeLessThanOrEqual(1000)
    expect(await vote(ann)).toEqual(ok)
    await ann.next('attendee', view => view.poll?.voting === 'closed')
    expect(await endsIn(log)).toEqual(['server the-countdown'])
  })

  it('[T4] ends it if its time is up', async () => {
    const { screen, log } = await restarted(3600)
    const projector = await screen()
    const { polls } = await projector.next('welcome')
    if (polls.find(({ def }) => def.id === poll)!.voting === 'open')
      await projector.next('poll', ({ voting }) => voting === 'closed')
    expect(await endsIn(log)).toEqual(['server the-countdown'])
  })

  it('[T4] does not lengthen it if the wall clock was set back', async () => {
    const { attendee } = await restarted(-500)
    expect((await (await attendee()).next('attendee')).countdown!.left).toBeLessThanOrEqual(90_000)
  })
})
