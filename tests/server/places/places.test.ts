import type { TestClient } from '../../support/server/test-client.ts'
import type { TestServer } from '../../support/server/test-server.ts'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { entryOf } from '../../../core/fold.ts'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { RULES } from '../../../core/rules.ts'
import { memoryLog, memoryStreams } from '../../../server/log/memory.ts'
import { turnLog } from '../../../server/log/turn-log.ts'
import { startRoom } from '../../../server/rooms/room.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice, workshopStart } from '../../support/polls/polls.ts'
import { attendeeCookie, FACILITATOR_COOKIE, NOON, startTestServer } from '../../support/server/test-server.ts'

const MINUTE_MS = 60_000
const B = '2026-11-23-bbbbbb'
const vote = { type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') } as const

/** A server with a second workshop, whose clock stands until it is moved. */
async function serverWithOther() {
  const clock = { ms: 0 }
  const loaded: string[] = []
  const server = await startTestServer({ others: [{ start: { workshop: B } }], monotonic: () => clock.ms, beforeLoad: id => void loaded.push(id) })
  const [other] = server.others
  return {
    ...server,
    other: other!,
    loaded,
    /** So many minutes in which nobody comes pass. */
    async pass(minutes: number) {
      for (let minute = 0; minute < minutes; minute++) {
        clock.ms += MINUTE_MS
        await server.places.closeIdle()
      }
    },
    openIds: () => server.places.open().map(({ room }) => room.workshop.id),
  }
}

/** Resolves once the server knows that the page is gone. */
async function leave({ places }: TestServer, id: string, page: TestClient): Promise<void> {
  page.close()
  await expect.poll(async () => (await places.byId(id)).realtime.pages).toBe(0)
}

describe('a workshop', () => {
  it('is closed when nobody has come for ten minutes, and opened again as it was', async () => {
    const server = await serverWithOther()
    const { other, loaded, pass, openIds } = server
    const facilitator = await other.facilitator()
    await facilitator.send({ type: 'poll:open', poll: choice.id })
    await leave(server, B, facilitator)
    const ann = await other.attendee('ann')
    expect(await ann.send(vote)).toEqual({ ok: true })
    await leave(server, B, ann)

    await pass(10)
    expect(openIds()).toContain(B)
    await pass(1)
    expect(openIds()).not.toContain(B)
    expect(loaded).toEqual([])

    const again = await other.attendee('ann')
    expect(loaded).toEqual([B])
    expect((await again.next('own')).ballots).toEqual({ [vote.round]: vote.answer })
    expect((await server.places.byId(B)).room.workshop).toEqual(other.room.workshop)
  })

  it('is opened by whoever asks for a page of it', async () => {
    const { other, loaded, pass } = await serverWithOther()
    await pass(11)
    expect((await fetch(`${other.place}/`)).status).toBe(200)
    expect(loaded).toEqual([B])
  })

  it('is opened once for all who come at once', async () => {
    let letIn = () => {}
    const gate = new Promise<void>(resolve => letIn = resolve)
    const loaded: string[] = []
    const server = await startTestServer({ others: [{ start: { workshop: B } }], async beforeLoad(id) {
      loaded.push(id)
      await gate
    } })
    const [other] = server.others
    await server.places.whileClosed(B, async () => {})
    const visitors = [other!.attendee('ann'), other!.attendee('ben'), other!.screen(), fetch(`${other!.place}/`), server.places.byId(B), server.places.find('bbbbbb'), server.places.byId(B)]
    await expect.poll(() => loaded).toEqual([B])
    letIn()
    await Promise.all(visitors)
    expect(loaded).toEqual([B])
    const { room } = await server.places.byId(B)
    expect([room.workshop.id, (await server.places.byId(B)).realtime.pages]).toEqual([B, 3])
  })

  it.each<[string, (presenter: TestClient) => Promise<unknown>, boolean]>([
    ['a countdown runs', async presenter => [
      await presenter.send({ type: 'poll:open', poll: choice.id }),
      await presenter.send({ type: 'countdown:start', poll: choice.id, seconds: 3600, closes: true }),
    ], true],
    ['its polls can be answered until a date', presenter => presenter.send({ type: 'pace:set', pace: 'self' }), true],
    ['a poll is open, and nothing else', presenter => presenter.send({ type: 'poll:open', poll: choice.id }), false],
  ])('stays open without a page while %s: %#', async (_, prepare, stays) => {
    const clock = { ms: 0 }
    const ahead = { polls: [choice.id], until: NOON + 30 * 24 * 60 * MINUTE_MS }
    const server = await startTestServer({ others: [{ start: { workshop: B, pace: 'room', ahead } }], monotonic: () => clock.ms })
    const presenter = await server.others[0]!.facilitator()
    await prepare(presenter)
    await leave(server, B, presenter)
    clock.ms += 20 * MINUTE_MS
    await server.places.closeIdle()
    clock.ms += 20 * MINUTE_MS
    await server.places.closeIdle()
    expect(server.places.open().some(({ room }) => room.workshop.id === B)).toBe(stays)
  })

  it('stays open while a page is connected, and for ten minutes after', async () => {
    const server = await serverWithOther()
    const { other, pass, openIds } = server
    const screen = await other.screen()
    await pass(60)
    expect(openIds()).toContain(B)
    screen.close()
    await expect.poll(() => server.places.open().find(({ room }) => room.workshop.id === B)!.realtime.pages).toBe(0)
    await pass(10)
    expect(openIds()).toContain(B)
    await pass(1)
    expect(openIds()).not.toContain(B)
  })

  it('disconnects its pages when it is shut, which come back to one that is opened anew', async () => {
    const { other, places, loaded } = await serverWithOther()
    const ann = await other.attendee('ann')
    const before = await places.byId(B)
    const back = ann.reconnected()
    await places.whileClosed(B, async () => {})
    await back
    expect(loaded).toEqual([B])
    const { room, realtime } = await places.byId(B)
    expect([room === before.room, realtime.pages]).toEqual([false, 1])
    await (await other.facilitator()).send({ type: 'poll:open', poll: choice.id })
    expect(await ann.send(vote)).toEqual({ ok: true })
    expect(room.workshop.rev).toBe(before.room.workshop.rev + 2)
  })

  it('is there for nobody once it is deleted, and the others are alone again', async () => {
    const server = await serverWithOther()
    const { other, places, workshops } = server
    const [phone, screen] = [await other.attendee('ann'), await server.screen()]
    const { address: typed } = (await screen.next('welcome')).room
    expect(typed).toContain(server.code)
    const lost = phone.lost()
    await places.whileClosed(B, () => workshops.remove(B))
    await lost
    await expect(other.attendee('ben')).rejects.toThrow('no_workshop')
    expect((await fetch(`${other.place}/`)).status).toBe(404)
    expect((await screen.next('room')).address).not.toContain(server.code)
  })

  it('is left to other servers once a newer version has written to it', async () => {
    const streams = memoryStreams()
    const faults: unknown[] = []
    const server = await startTestServer({ log: turnLog(streams), faults })
    const [phone, facilitator] = [await server.attendee('ann'), await server.facilitator()]
    const lost = phone.lost()
    await turnLog(streams).append(server.id, () => [{ ...entryOf(NOON, 'a:ben', { type: 'role:say', id: 'command-1', role: null }), rules: RULES + 1 }])
    expect(await facilitator.send({ type: 'slide:show', no: 3, clicks: 0, poll: null })).toMatchObject({ code: 'internal' })
    await lost
    await expect(server.attendee('ann')).rejects.toThrow('unavailable')
    await expect.poll(() => server.catalog.list()).toMatchObject([{ fault: expect.stringContaining('newer version of this tool') }])
    expect(faults.map(fault => (fault as Error).message)).toContainEqual(expect.stringContaining(`goes on without this server. It was written to by a newer version of this tool (rules ${RULES + 1}`))
  })

  it('leaves no memory behind when it is closed', async () => {
    setFlagsFromString('--expose-gc')
    const gc = runInNewContext('gc') as () => void
    const log = memoryLog()
    for (const workshop of ['2026-11-23-bbbbbb', '2026-11-23-cccccc'])
      await startRoom(workshopStart({ workshop }), { log, now: () => NOON, onFault: () => {} })
    const clock = { ms: 0 }
    const server = await startTestServer({ log, monotonic: () => clock.ms })
    // Nobody but the server holds a workshop that was opened from the log.
    const phone = await server.attendee('ann', { auth: { role: 'attendee', v: PROTOCOL_VERSION, workshop: 'cccccc' } })
    const page = await fetch(`${server.url}/cccccc/`, { headers: { cookie: attendeeCookie('ann') } })
    await page.text()
    await fetch(`${server.url}/cccccc/facilitator/api/results.json`, { headers: { cookie: FACILITATOR_COOKIE } }).then(response => response.text())
    await leave(server, '2026-11-23-cccccc', phone)
    const held = server.places.open().filter(({ code }) => code === 'cccccc').flatMap(place => [new WeakRef(place), new WeakRef(place.room), new WeakRef(place.room.workshop)])
    expect(held).toHaveLength(3)
    clock.ms += 11 * MINUTE_MS
    await server.places.closeIdle()
    await expect.poll(() => {
      gc()
      return held.filter(each => each.deref() !== undefined).length
    }).toBe(0)
  })
})

it('opens nothing any more when the server stops, and waits for what is being opened', async () => {
  let letIn = () => {}
  const gate = new Promise<void>(resolve => letIn = resolve)
  const loading: string[] = []
  const server = await startTestServer({ others: [{ start: { workshop: B } }, { start: { workshop: '2026-11-23-cccccc' } }], async beforeLoad(id) {
    loading.push(id)
    await gate
  } })
  await server.places.whileClosed(B, async () => {})
  await server.places.whileClosed('2026-11-23-cccccc', async () => {})
  const opened = server.places.byId(B)
  const closed = server.close()
  await expect(server.places.byId('2026-11-23-cccccc')).rejects.toThrow('cannot be opened')
  letIn()
  await Promise.all([opened, closed])
  expect([loading, server.places.open()]).toEqual([[B], []])
})
