import type { CommandOf } from '../../../core/commands/commands.ts'
import type { Entry } from '../../../core/entry.ts'
import type { Log } from '../../../server/log/log.ts'
import type { Streams } from '../../../server/log/turn-log.ts'
import type { Room } from '../../../server/rooms/room.ts'
import { describe, expect, it, vi } from 'vitest'
import { entryOf } from '../../../core/fold.ts'
import { RULES } from '../../../core/rules.ts'
import { FACILITATOR } from '../../../core/workshop.ts'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { memoryStreams } from '../../../server/log/memory.ts'
import { turnLog } from '../../../server/log/turn-log.ts'
import { resumeRoom, startRoom } from '../../../server/rooms/room.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice, dots, workshopStart } from '../../support/polls/polls.ts'
import { startTestServer } from '../../support/server/test-server.ts'

const poll = choice.id
const ok = { ok: true }
const storageFailed = expect.objectContaining({ ok: false, code: 'storage_failed' })

let ids = 0
function newId(): string {
  return `command-${++ids}`
}

function ballot(option: string): CommandOf<'ballot:cast'> {
  return { type: 'ballot:cast', id: newId(), poll, round: `${poll}#1`, answer: picks(option) }
}

function open(): CommandOf<'poll:open'> {
  return { type: 'poll:open', id: newId(), poll }
}

/** An open room whose store can be made to fail. */
async function openRoom(): Promise<{ room: Room, log: Log, store: Streams, faults: unknown[] }> {
  const store = memoryStreams()
  const log = turnLog(store)
  const faults: unknown[] = []
  const room = await startRoom(workshopStart(), { log, now: () => 0, onFault: error => void faults.push(error) })
  expect(await room.submit(FACILITATOR, open())).toEqual(ok)
  return { room, log, store, faults }
}

/** Rooms that share a log. */
async function openRooms(...ids: string[]): Promise<{ rooms: Room[], log: Log, store: Streams, faults: unknown[] }> {
  const store = memoryStreams()
  const log = turnLog(store)
  const faults: unknown[] = []
  const rooms = await Promise.all(ids.map(workshop => startRoom(workshopStart({ workshop }), { log, now: () => 0, onFault: error => void faults.push(error) })))
  return { rooms, log, store, faults }
}

function diskFull(): never {
  throw new Error('database or disk is full')
}

function voters(room: Room): number {
  return room.workshop.polls.get(poll)!.rounds[0]!.tally.voters
}

describe('[C4] a room and its log', () => {
  it('commands of one turn share one append, in order', async () => {
    const { room, store } = await openRoom()
    const append = vi.spyOn(store, 'append')
    await Promise.all(Array.from({ length: 50 }, (_, index) => room.submit(`a:${index}`, ballot('a'))))
    expect(append).toHaveBeenCalledOnce()
    expect(append.mock.calls[0]![0][0]!.entries.map(({ by }) => by)).toEqual(Array.from({ length: 50 }, (_, index) => `a:${index}`))
  })

  it('all workshops of a turn share one append', async () => {
    const { rooms, store } = await openRooms('one', 'two', 'three')
    const append = vi.spyOn(store, 'append')
    expect(await Promise.all(rooms.flatMap(room => [room.submit(FACILITATOR, open()), room.submit('a:ann', ballot('a'))]))).toEqual(Array.from({ length: 6 }).fill(ok))
    expect(append).toHaveBeenCalledOnce()
    expect(append.mock.calls[0]![0].map(({ workshop }) => workshop)).toEqual(['one', 'two', 'three'])
    expect(rooms.map(voters)).toEqual([1, 1, 1])
  })

  it('a workshop that another server has deleted is refused alone', async () => {
    const { rooms, log, faults } = await openRooms('one', 'two', 'three')
    await log.remove('two')
    const replies = await Promise.all(rooms.map(room => room.submit(FACILITATOR, { type: 'slide:show', id: newId(), no: 3, clicks: 0, poll: null })))
    expect(replies).toEqual([ok, storageFailed, ok])
    expect(rooms.map(room => room.workshop.rev)).toEqual([2, 1, 2])
    expect(faults).toMatchObject([{ name: 'LogConflict' }])
  })

  it('what another server appended comes first, and decides', async () => {
    const { room, store } = await openRoom()
    const told = vi.fn()
    room.onChange(told)
    await turnLog(store).append('test-room', () => [entryOf(0, 'a:ann', ballot('a')), entryOf(0, FACILITATOR, { type: 'poll:close', id: newId(), poll })])
    expect(await room.submit('a:ben', ballot('b'))).toMatchObject({ code: 'not_open' })
    expect(voters(room)).toBe(1)
    expect(told.mock.calls.map(([accepted, others]) => [accepted.map(({ by }: Entry) => by), others])).toEqual([[['a:ann', FACILITATOR], ['a:ann', FACILITATOR]]])
  })

  it('what a newer version has appended is not followed: whoever waits may try another server', async () => {
    const { room, store, faults } = await openRoom()
    const outdated = vi.fn()
    room.onOutdated(outdated)
    const newer = entryOf(0, 'a:ann', ballot('a'))
    await turnLog(store).append('test-room', () => [entryOf(0, 'a:ann', ballot('a')), { ...newer, rules: RULES + 1 }, entryOf(0, 'a:cem', ballot('a'))])
    const vote = ballot('b')
    expect(await room.submit('a:ben', vote)).toMatchObject({ code: 'internal' })
    expect(await room.submit('a:ben', vote)).toMatchObject({ code: 'internal' })
    expect([voters(room), room.workshop.rev, faults]).toEqual([1, 3, []])
    expect(outdated).toHaveBeenCalledOnce()
  })

  it('a turn of several workshops on a full disk is refused as a whole', async () => {
    const { rooms, store, faults } = await openRooms('one', 'two')
    const append = vi.spyOn(store, 'append').mockImplementation(diskFull)
    expect(await Promise.all(rooms.map(room => room.submit(FACILITATOR, open())))).toEqual([storageFailed, storageFailed])
    expect(append).toHaveBeenCalledOnce()
    expect(rooms.map(room => room.workshop.rev)).toEqual([1, 1])
    expect(faults).toHaveLength(2)
  })

  it('[C3] writes nothing for a command that is known to be accepted or refused', async () => {
    const { room, store } = await openRoom()
    const [vote, stray] = [ballot('a'), ballot('nothing')]
    const told = vi.fn()
    const send = () => Promise.all([room.submit('a:ann', vote), room.submit('a:ann', stray)])
    const replies = await send()
    expect(replies).toEqual([ok, expect.objectContaining({ code: 'invalid_answer' })])
    const append = vi.spyOn(store, 'append')
    room.onChange(told)
    expect(await send()).toEqual(replies)
    expect(append).not.toHaveBeenCalled()
    // Another tab may have voted since.
    expect(told.mock.calls).toEqual([[[], ['a:ann']]])
  })

  it('closing writes waiting commands', async () => {
    const { room, log } = await openRoom()
    const vote = room.submit('a:ann', ballot('a'))
    await room.close()
    expect(await entriesOf(log, 'test-room')).toHaveLength(3)
    expect(await vote).toEqual(ok)
  })

  it('[F1] is restored from its log', async () => {
    const { room, log } = await openRoom()
    await room.submit('a:ann', ballot('a'))
    const again = await resumeRoom('test-room', { log, now: () => 0, onFault: () => {} })
    expect(again.workshop).toEqual(room.workshop)
    expect(await again.submit('a:ben', ballot('b'))).toEqual(ok)
    expect(voters(again)).toBe(2)
  })
})

describe('a failing disk', () => {
  it('refuses the whole batch, changes nothing, and continues once the disk works', async () => {
    const { room, log, store, faults } = await openRoom()
    await room.submit('a:ann', ballot('a'))
    const before = structuredClone(room.workshop)
    const told = vi.fn()
    room.onChange(told)
    vi.spyOn(store, 'append').mockImplementationOnce(diskFull)

    const batch = [ballot('b'), ballot('c')]
    const replies = await Promise.all([room.submit('a:ann', batch[0]!), room.submit('a:ben', batch[1]!)])
    expect(replies).toEqual([storageFailed, storageFailed])
    expect(replies[0]).toMatchObject({ message: 'This could not be stored. The workshop\'s terminal says why.' })
    expect(room.workshop).toEqual(before)
    expect(told).not.toHaveBeenCalled()
    expect(faults).toHaveLength(1)

    // The same command, sent again, is no repeat: it never counted. [C3]
    expect(await room.submit('a:ben', batch[1]!)).toEqual(ok)
    expect(voters(room)).toBe(2)
    expect(await entriesOf(log, 'test-room')).toHaveLength(4)
  })

  it('continues if the entries were written although the log failed', async () => {
    const { room, store } = await openRoom()
    const { append } = store
    vi.spyOn(store, 'append').mockImplementationOnce((batches) => {
      append(batches)
      throw new Error('input/output error')
    })
    const vote = ballot('a')
    expect(await room.submit('a:ann', vote)).toEqual(storageFailed)
    expect(await room.submit('a:ann', vote)).toEqual(ok)
    expect(await room.submit('a:ben', ballot('b'))).toEqual(ok)
    expect(voters(room)).toBe(2)
  })

  it('answers what waits even if the log takes nothing at all', async () => {
    const { room, log, faults } = await openRoom()
    vi.spyOn(log, 'append').mockRejectedValueOnce(new Error('the log is closed'))
    expect(await room.submit('a:ann', ballot('a'))).toEqual(storageFailed)
    expect(faults).toHaveLength(1)
    expect(await room.submit('a:ben', ballot('b'))).toEqual(ok)
    expect(voters(room)).toBe(1)
  })

  it('sends a phone that connects meanwhile nothing that was not stored', async () => {
    const store = memoryStreams()
    const { facilitator, attendee } = await startTestServer({ log: turnLog(store), faults: [], start: { opening: 'manual' } })
    const presenter = await facilitator()
    const show = (poll: string) => presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll })
    vi.spyOn(store, 'append').mockImplementationOnce(diskFull)
    expect(await show(choice.id)).toEqual(storageFailed)
    await (await attendee()).next('attendee')
    expect(await show(dots.id)).toEqual(ok)
    expect(await (await attendee()).next('attendee')).toMatchObject({ poll: { def: { id: dots.id } } })
  })

  it('an error in a listener is reported, and undoes nothing that was acknowledged', async () => {
    const { room, faults } = await openRoom()
    room.onChange(() => {
      throw new Error('a bug')
    })
    const replies: unknown[] = []
    room.enqueue('a:ann', ballot('a'), reply => void replies.push(reply))
    expect(await room.submit('a:ben', ballot('b'))).toEqual(ok)
    expect(await room.submit('a:cem', ballot('b'))).toEqual(ok)
    expect(replies).toEqual([ok])
    expect(voters(room)).toBe(3)
    expect(faults).toHaveLength(2)
  })

  it('an error in an answer or a listener does not affect the others', async () => {
    const { room, faults } = await openRoom()
    const heard: number[] = []
    room.onChange(() => {
      throw new Error('a bug')
    })
    room.onChange(accepted => void heard.push(accepted.length))
    room.enqueue('a:ann', ballot('a'), () => {
      throw new Error('another')
    })
    expect(await room.submit('a:ben', ballot('b'))).toEqual(ok)
    expect([heard, voters(room)]).toEqual([[2], 2])
    expect(faults.map(String)).toEqual(['Error: another', 'Error: a bug'])
  })

  it('is sent to phones as an answer, and not to screens', async () => {
    const faults: unknown[] = []
    const store = memoryStreams()
    const { attendee, facilitator } = await startTestServer({ log: turnLog(store), faults })
    const [presenter, ann] = [await facilitator(), await attendee()]
    await presenter.send(open())
    await presenter.next('poll', ({ voting }) => voting === 'open')
    vi.spyOn(store, 'append').mockImplementationOnce(diskFull)
    const vote = ballot('a')
    expect(await ann.send(vote)).toEqual(storageFailed)
    expect(await ann.send(vote)).toEqual(ok)
    expect(await presenter.next('poll')).toMatchObject({ voters: 1 })
    expect(faults).toHaveLength(1)
  })
})
