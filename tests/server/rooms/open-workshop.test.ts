import type { Content } from '../../../authoring/load.ts'
import type { Log } from '../../../server/log/log.ts'
import type { Room, RoomOptions } from '../../../server/rooms/room.ts'
import { describe, expect, it, vi } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { memoryLog, memoryStore } from '../../../server/log/memory.ts'
import { paths } from '../../../server/paths.ts'
import { createCatalog } from '../../../server/places/catalog.ts'
import { continueWorkshop, endedBefore, openWorkshop, startWorkshop } from '../../../server/rooms/open-workshop.ts'
import { resumeRoom } from '../../../server/rooms/room.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice, dots, scale } from '../../support/polls/polls.ts'
import { NOON } from '../../support/server/test-server.ts'

const real = await loadContent(paths.root)

function setup() {
  const log = memoryLog()
  const options = { log, now: () => NOON, onFault: (error: unknown) => {
    throw error
  } }
  const content = (changes: Partial<Content> = {}): Content => ({ ...real, polls: [choice, dots], ...changes })
  return { log, content, options, open: async (content: Content, fresh = false) => openWorkshop(content, fresh, options, await runningIn(options)) }
}

/** The open workshop. */
async function runningIn(options: RoomOptions): Promise<Room | null> {
  const id = [...(await createCatalog(memoryStore({ log: options.log }))).running()].at(-1)
  return id === undefined ? null : resumeRoom(id, options)
}

async function typesIn(log: ReturnType<typeof memoryLog>, id: string): Promise<string[]> {
  return (await entriesOf(log, id)).map(({ command }) => command.type)
}

async function vote(room: Room): Promise<void> {
  await room.submit('facilitator', { type: 'poll:open', id: 'command-1', poll: choice.id })
  const { id: round } = room.workshop.polls.get(choice.id)!.rounds[0]!
  expect(await room.submit('a:ann', { type: 'ballot:cast', id: 'command-2', poll: choice.id, round, answer: picks('a') })).toEqual({ ok: true })
}

async function idsIn(log: Log): Promise<string[]> {
  return (await log.workshops()).map(({ id }) => id)
}

describe('opening a workshop', () => {
  it('starts one, with an id that can be read aloud', async () => {
    const { open, content } = setup()
    const { room, resumed } = await open(content())
    expect(resumed).toBe(false)
    expect(room.workshop.id).toMatch(/^2026-11-2[34]-[b-df-hj-np-tv-xz]{6}$/)
    expect([...room.workshop.polls.keys()]).toEqual([choice.id, dots.id])
  })

  it('continues the open one, and writes nothing if the content is the same', async () => {
    const { open, log } = setup()
    const first = await open(real)
    const second = await open(await loadContent(paths.root))
    expect(second.resumed).toBe(true)
    expect(second.room.workshop).toEqual(first.room.workshop)
    expect(await typesIn(log, first.room.workshop.id)).toEqual(['workshop:start'])
  })

  it('[W5] logs the polls that can be answered beforehand, and writes nothing if they are the same', async () => {
    const { open, content, log } = setup()
    const ahead = { file: { ...real.file, pace: 'self' as const }, ahead: { polls: [dots.id, choice.id] } }
    await open(content(ahead))
    const { room } = await open(content(ahead))
    expect(room.workshop.pace).toMatchObject({ now: 'self', settings: { pace: 'self', ahead: { polls: [dots.id, choice.id] } } })
    expect(await typesIn(log, room.workshop.id)).toEqual(['workshop:start'])
    await open(content())
    expect(await typesIn(log, room.workshop.id)).toEqual(['workshop:start', 'workshop:define'])
    expect((await open(content())).room.workshop.pace.now).toBe('room')
  })

  it.each<[string, Partial<Content>, string[]]>([
    ['a poll more', { polls: [choice, dots, scale] }, [choice.id, dots.id, scale.id]],
    ['a poll fewer', { polls: [dots] }, [dots.id]],
    ['another order', { polls: [dots, choice] }, [dots.id, choice.id]],
    ['another wording', { polls: [{ ...choice, title: 'Why?' }, dots] }, [choice.id, dots.id]],
  ])('logs changed content once: %s', async (_, changes, ids) => {
    const { open, content, log } = setup()
    await open(content())
    const { room } = await open(content(changes))
    expect([...room.workshop.polls.keys()]).toEqual(ids)
    await open(content(changes))
    expect(await typesIn(log, room.workshop.id)).toEqual(['workshop:start', 'workshop:define'])
  })

  it('[D3] keeps a removed poll with votes', async () => {
    const { open, content, log } = setup()
    const { room } = await open(content())
    await vote(room)
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const again = await open(content({ polls: [dots, scale] }))
    expect(warn.mock.calls).toEqual([[expect.stringContaining('The poll "What brings you here?" is no longer there: 1 vote no longer counts.')]])
    expect([...again.room.workshop.polls.keys()]).toEqual([dots.id, scale.id, choice.id])
    await open(content({ polls: [dots, scale] }))
    expect(warn).toHaveBeenCalledTimes(1)
    expect((await typesIn(log, room.workshop.id)).filter(type => type === 'workshop:define')).toHaveLength(1)
  })

  it('continues a named one, ended or not, and ends the open one', async () => {
    const { open, content, log, options } = setup()
    const { room: first } = await open(content())
    await vote(first)
    await first.submit('facilitator', { type: 'workshop:end', id: 'command-9' })
    const { room: second } = await open(content())
    expect((await endedBefore(second, log, await idsIn(log)))?.id).toBe(first.workshop.id)

    const again = await continueWorkshop(first.workshop.id, content(), options, await runningIn(options))
    expect(again.workshop).toMatchObject({ id: first.workshop.id, ended: true })
    expect(await endedBefore(again, log, await idsIn(log))).toBe(null)
    expect(await typesIn(log, second.workshop.id)).toEqual(['workshop:start', 'workshop:end'])
    expect(await again.submit('facilitator', { type: 'workshop:reopen', id: 'command-10' })).toEqual({ ok: true })
    // A start without a name goes on with it.
    expect((await open(content())).room.workshop.id).toBe(first.workshop.id)
    // Named again, it goes on, and nothing more is written.
    const length = log.read(first.workshop.id)
    await continueWorkshop(first.workshop.id, content(), options, await runningIn(options))
    expect(log.read(first.workshop.id)).toEqual(length)
  })

  it('mentions no ended workshop if the running one has votes, or the ended one had none', async () => {
    const { open, content, log } = setup()
    const { room: empty } = await open(content())
    const { room: voted } = await open(content(), true)
    expect(await endedBefore(voted, log, await idsIn(log))).toBe(null)
    await vote(voted)
    const { room: next } = await open(content(), true)
    expect((await endedBefore(next, log, await idsIn(log)))?.id).toBe(voted.workshop.id)
    expect(empty.workshop.id).not.toBe(voted.workshop.id)
    await vote(next)
    expect(await endedBefore(next, log, await idsIn(log))).toBe(null)
  })

  it('starts a new one after the last has ended, or on request, and ends the open one', async () => {
    const { open, content, log } = setup()
    const first = await open(content())
    const second = await open(content(), true)
    expect(second.resumed).toBe(false)
    expect(await typesIn(log, first.room.workshop.id)).toEqual(['workshop:start', 'workshop:end'])
    await second.room.submit('facilitator', { type: 'workshop:end', id: 'command-1' })
    expect((await open(content())).resumed).toBe(false)
    expect(await log.workshops()).toHaveLength(3)
  })

  it('starts nothing if what goes with it cannot be kept', async () => {
    const log = memoryLog()
    const options = { log, now: () => 0, onFault: () => {} }
    const told: string[] = []
    const fail = (id: string) => {
      told.push(id)
      throw new Error('no space left on device')
    }
    await expect(startWorkshop(real, options, fail)).rejects.toThrow('no space left')
    expect(await log.workshops()).toEqual([])
    const { workshop } = await startWorkshop(real, options, id => void told.push(id))
    expect(told.at(-1)).toBe(workshop.id)
  })
})
