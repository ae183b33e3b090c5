import { expect, it } from 'vitest'
import { baselineOf } from '../../../core/compare/baseline.ts'
import { memoryLog } from '../../../server/log/memory.ts'
import { compareWith } from '../../../server/rooms/compare.ts'
import { startRoom } from '../../../server/rooms/room.ts'
import { play } from '../../support/polls/play.ts'
import { scale, workshopStart } from '../../support/polls/polls.ts'
import { startTestServer } from '../../support/server/test-server.ts'

it('is told at once to the slides and the panel that are open', async () => {
  const { room, facilitator, screen } = await startTestServer({ start: { polls: [scale] } })
  const decks = [await facilitator(), await screen()]
  for (const deck of decks)
    expect(await deck.next('welcome')).not.toHaveProperty('baseline')
  await compareWith(room, baselineOf(play({ polls: [scale] }).workshop))
  for (const deck of decks)
    expect(await deck.next('welcome')).toHaveProperty('baseline')
})

const followUp = { ...scale, id: 'follow-up', options: [], from: { actions: 'last' as const, take: 8 } }

it('[K2] takes the earlier workshop as it is now, until the room has been through its plan', async () => {
  const earlier = play({ polls: [scale] })
  earlier.facilitate({ type: 'action:add', text: 'Fix the tests' })
  const room = await startRoom(workshopStart({ workshop: 'today', polls: [scale, followUp] }), { log: memoryLog(), now: () => 0, onFault: error => expect.unreachable(String(error)) })
  const owners = () => room.workshop.baseline?.actions.map(({ owner }) => owner)
  await compareWith(room, baselineOf(earlier.workshop))
  const { rev } = room.workshop
  await compareWith(room, baselineOf(earlier.workshop))
  expect(room.workshop.rev).toBe(rev)

  earlier.facilitate({ type: 'action:change', action: 'action-1', owner: 'Mina' })
  await compareWith(room, baselineOf(earlier.workshop))
  expect(owners()).toEqual(['Mina'])

  await room.submit('facilitator', { type: 'action:follow', id: 'command-1', action: 'action-1', became: 'done' })
  earlier.facilitate({ type: 'action:change', action: 'action-1', owner: 'Jo' })
  await compareWith(room, baselineOf(earlier.workshop))
  expect(owners()).toEqual(['Mina'])
  await expect(compareWith(room, null)).rejects.toThrow('The room has been through the actions of last time already.')
})
