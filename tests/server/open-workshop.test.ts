import type { Workshop as Content } from '../../workshop/load.ts'
import { describe, expect, it, vi } from 'vitest'
import { memoryLog } from '../../server/log/memory.ts'
import { openWorkshop } from '../../server/open-workshop.ts'
import { paths } from '../../server/paths.ts'
import { loadWorkshop } from '../../workshop/load.ts'
import { choice, dots, scale } from '../support/polls.ts'
import { NOON } from '../support/test-server.ts'

const real = await loadWorkshop(paths.root)

function setup() {
  const log = memoryLog()
  const options = { log, now: () => NOON, onFault: (error: unknown) => {
    throw error
  } }
  const content = (changes: Partial<Content> = {}): Content => ({ ...real, polls: [choice, dots], ...changes })
  return { log, content, open: (content: Content, fresh = false) => openWorkshop(content, fresh, options) }
}

function typesIn(log: ReturnType<typeof memoryLog>, id: string): string[] {
  return [...log.read(id)].map(({ command }) => command.type)
}

describe('opening a workshop', () => {
  it('starts one, with an id that can be read aloud', async () => {
    const { open, content } = setup()
    const { room, resumed } = await open(content())
    expect(resumed).toBe(false)
    expect(room.workshop.id).toMatch(/^2026-11-2[34]-[b-df-hj-np-tv-xz]{4}$/)
    expect([...room.workshop.polls.keys()]).toEqual([choice.id, dots.id])
  })

  it('goes on with the open one, and writes nothing where the content is the same', async () => {
    const { open, log } = setup()
    const first = await open(real)
    const second = await open(await loadWorkshop(paths.root))
    expect(second.resumed).toBe(true)
    expect(second.room.workshop).toEqual(first.room.workshop)
    expect(typesIn(log, first.room.workshop.id)).toEqual(['workshop:start'])
  })

  it.each<[string, Partial<Content>, string[]]>([
    ['a poll more', { polls: [choice, dots, scale] }, [choice.id, dots.id, scale.id]],
    ['a poll fewer', { polls: [dots] }, [dots.id]],
    ['another order', { polls: [dots, choice] }, [dots.id, choice.id]],
    ['another wording', { polls: [{ ...choice, title: 'Why?' }, dots] }, [choice.id, dots.id]],
  ])('learns of changed content once: %s', async (_, changes, ids) => {
    const { open, content, log } = setup()
    await open(content())
    const { room } = await open(content(changes))
    expect([...room.workshop.polls.keys()]).toEqual(ids)
    await open(content(changes))
    expect(typesIn(log, room.workshop.id)).toEqual(['workshop:start', 'workshop:define'])
  })

  it('[D3] keeps a poll that is gone for its votes', async () => {
    const { open, content, log } = setup()
    const { room } = await open(content())
    await room.submit('facilitator', { type: 'poll:open', id: 'command-1', poll: choice.id })
    const { id: round } = room.workshop.polls.get(choice.id)!.rounds[0]!
    await room.submit('a:ann', { type: 'ballot:cast', id: 'command-2', poll: choice.id, round, answer: ['a'] })
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    const again = await open(content({ polls: [dots, scale] }))
    expect(warn.mock.calls).toEqual([[expect.stringContaining('The poll "What brings you here?" is no longer there: 1 vote no longer counts.')]])
    expect([...again.room.workshop.polls.keys()]).toEqual([dots.id, scale.id, choice.id])
    await open(content({ polls: [dots, scale] }))
    expect(warn).toHaveBeenCalledTimes(1)
    expect(typesIn(log, room.workshop.id).filter(type => type === 'workshop:define')).toHaveLength(1)
  })

  it('starts a new one after the last has ended, or when asked; the open one ends', async () => {
    const { open, content, log } = setup()
    const first = await open(content())
    const second = await open(content(), true)
    expect(second.resumed).toBe(false)
    expect(typesIn(log, first.room.workshop.id)).toEqual(['workshop:start', 'workshop:end'])
    await second.room.submit('facilitator', { type: 'workshop:end', id: 'command-1' })
    expect((await open(content())).resumed).toBe(false)
    expect(log.workshops()).toHaveLength(3)
  })
})
