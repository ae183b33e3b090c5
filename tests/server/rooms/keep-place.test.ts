import type { Room } from '../../../server/rooms/room.ts'
import { describe, expect, it } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { FACILITATOR } from '../../../core/workshop.ts'
import { memoryLog } from '../../../server/log/memory.ts'
import { keepPlace } from '../../../server/rooms/keep-place.ts'
import { openWorkshop, redefine } from '../../../server/rooms/open-workshop.ts'
import { writeFiles } from '../../support/content.ts'
import { NOON } from '../../support/server/test-server.ts'

const poll = (id: string) => `---\npoll: { kind: choice, id: ${id} }\n---\n\n## About ${id}?\n\n- Yes\n- No\n`
const read = (...slides: string[]) => loadContent(writeFiles({ 'slides.md': ['# Start\n', ...slides, '---\n\n# End\n'].join('\n') }))

/** A room on a slide of a deck. */
async function roomOn(no: number, ...slides: string[]): Promise<Room> {
  const content = await read(...slides)
  const { room } = await openWorkshop(content, false, { log: memoryLog(), now: () => NOON, onFault: error => expect.unreachable(String(error)) }, null)
  const { key, poll } = content.slides[no - 1]!
  await room.submit(FACILITATOR, { type: 'slide:show', id: 'the-slide', no, clicks: 2, key, poll })
  return room
}

async function edit(room: Room, ...slides: string[]): Promise<Room['workshop']['slide']> {
  const content = await read(...slides)
  await redefine(room, content)
  await keepPlace(room, content.slides)
  return room.workshop.slide
}

describe('the room, when its deck was edited', () => {
  it('stays on its slide under its new number', async () => {
    const room = await roomOn(2, poll('day'))
    expect(await edit(room, poll('extra'), poll('day'))).toMatchObject({ no: 3, clicks: 2, poll: 'day' })
  })

  it('is on the slide that replaced its own, with that slide\'s poll on the phones', async () => {
    const room = await roomOn(2, poll('day'), poll('place'))
    expect(await edit(room, poll('place'))).toMatchObject({ no: 2, clicks: 0, poll: 'place' })
    // Nobody has shown it yet.
    expect(room.workshop.polls.get('place')!.rounds[0]!.voting).toBe('idle')
  })

  it('opens the poll of a new slide that the facilitator showed before the server had read the edit', async () => {
    const room = await roomOn(1)
    const { key, poll: id } = (await read(poll('day'))).slides[1]!
    await room.submit(FACILITATOR, { type: 'slide:show', id: 'ahead', no: 2, clicks: 0, key, poll: id })
    expect(await edit(room, poll('day'))).toMatchObject({ no: 2, poll: 'day' })
    expect(room.workshop.polls.get('day')!.rounds[0]!.voting).toBe('open')
  })

  it('shows the new poll of a slide whose poll was reworded', async () => {
    const alias = (id: string) => poll(id).replace('---\n', '---\nrouteAlias: vote\n')
    const room = await roomOn(2, alias('day'))
    expect(await edit(room, alias('date'))).toMatchObject({ no: 2, clicks: 2, poll: 'date' })
  })

  it('is not moved by an edit of other slides', async () => {
    const room = await roomOn(2, poll('day'))
    expect(await edit(room, poll('day'), poll('extra'))).toMatchObject({ by: 'the-slide' })
  })

  it('is not moved before anybody has shown a slide', async () => {
    const { room } = await openWorkshop(await read(poll('day')), false, { log: memoryLog(), now: () => NOON, onFault: error => expect.unreachable(String(error)) }, null)
    expect(await edit(room, poll('extra'), poll('day'))).toEqual({ no: 1, clicks: 0, poll: null, by: null })
  })
})
