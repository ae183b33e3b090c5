import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { memoryLog } from '../../../server/log/memory.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice, scale } from '../../support/polls/polls.ts'
import { NOON, startTestServer } from '../../support/server/test-server.ts'

const SELF = { pace: 'self' as const, ahead: { polls: [choice.id, scale.id] } }
const DAY = 86_400_000

/** A wall clock that starts at noon. */
function runningClock(): () => number {
  const begun = performance.now()
  return () => NOON + performance.now() - begun
}

function listedIn({ ahead }: { ahead?: { def: { id: string } }[] | undefined }): string[] | undefined {
  return ahead?.map(({ def }) => def.id)
}

describe('polls before the workshop', () => {
  it('[W1] are listed for phones, and closed when the facilitator starts', async () => {
    const server = await startTestServer({ start: SELF })
    const [ann, facilitator] = [await server.attendee('ann'), await server.facilitator()]
    const view = await ann.next('attendee')
    expect(listedIn(view)).toEqual([choice.id, scale.id])
    expect(await ann.send({ type: 'ballot:cast', poll: choice.id, round: view.ahead![0]!.round, answer: picks('a') })).toEqual({ ok: true })
    expect((await facilitator.next('room', ({ pace }) => pace?.people === 1)).pace).toEqual({ now: 'self', polls: 2, people: 1, all: 0 })
    expect(await facilitator.send({ type: 'pace:set', pace: 'room' })).toEqual({ ok: true })
    expect(listedIn(await ann.next('attendee'))).toBeUndefined()
    expect(await ann.send({ type: 'ballot:cast', poll: choice.id, round: view.ahead![0]!.round, answer: picks('b') })).toMatchObject({ code: 'not_open' })
  })

  it('[W2] send phones nothing for slides and votes', async () => {
    const server = await startTestServer({ start: SELF })
    const [ann, bob, facilitator] = [await server.attendee('ann'), await server.attendee('bob'), await server.facilitator()]
    const { ahead } = await bob.next('attendee')
    await facilitator.send({ type: 'slide:show', no: 3, clicks: 0, poll: scale.id })
    await bob.send({ type: 'ballot:cast', poll: choice.id, round: ahead![0]!.round, answer: picks('a') })
    await facilitator.send({ type: 'poll:close', poll: scale.id })
    expect(listedIn(await ann.next('attendee', view => listedIn(view)?.length === 1))).toEqual([choice.id])
    expect(ann.all('attendee')).toHaveLength(2)
  })

  it('[W4] close at their date, and then open without one', async () => {
    const server = await startTestServer({ start: { ...SELF, ahead: { ...SELF.ahead, until: NOON + 300 } }, now: runningClock() })
    const ann = await server.attendee('ann')
    expect(listedIn(await ann.next('attendee'))).toHaveLength(2)
    expect(listedIn(await ann.next('attendee'))).toBeUndefined()
    const facilitator = await server.facilitator()
    await facilitator.send({ type: 'pace:set', pace: 'self' })
    expect(listedIn(await ann.next('attendee'))).toHaveLength(2)
    expect(server.room.workshop.pace.until).toBeNull()
  })

  it('[W4] are closed at the start if their date has passed meanwhile, and else stay open', async () => {
    const log = memoryLog()
    await (await startTestServer({ log, start: { ...SELF, ahead: { ...SELF.ahead, until: NOON + 40 * DAY } } })).close()
    const second = await startTestServer({ log, now: () => NOON + 30 * DAY })
    expect(listedIn(await (await second.attendee('ann')).next('attendee'))).toHaveLength(2)
    await second.close()
    const third = await startTestServer({ log, now: () => NOON + 40 * DAY })
    expect(listedIn(await (await third.attendee('ann')).next('attendee'))).toBeUndefined()
    expect((await entriesOf(log, 'test-room')).map(({ by, command }) => [by, command.type])).toEqual([['server', 'workshop:start'], ['server', 'pace:set']])
  })
})
