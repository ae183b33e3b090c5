import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openDesk } from '../../../server/cli/commands/workshops/desk.ts'
import { logPath, openDataFolder } from '../../../server/log/data-folder.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { tellServer } from '../../../server/places/server-file.ts'
import { startRoom } from '../../../server/rooms/room.ts'
import { workshopStart } from '../../support/polls/polls.ts'
import { NOON } from '../../support/server/test-server.ts'
import { tempFolder } from '../../support/temp-folder.ts'

/** The desk of a data folder with these workshops. */
async function deskWith(...ids: string[]) {
  const data = tempFolder()
  openDataFolder(data)
  const log = sqliteLog(logPath(data))
  for (const workshop of ids)
    await startRoom(workshopStart({ workshop }), { log, now: () => NOON, onFault: () => {} })
  await log.close()
  const desk = await openDesk({ data })
  onTestFinished(desk.close)
  return desk
}

describe('a workshop that was typed', () => {
  it.each([
    ['Team_A', 'Team_A'],
    ['team_a', 'Team_A'],
    [' 2026-11-23-bcdfgh ', '2026-11-23-bcdfgh'],
    ['bcdfgh', '2026-11-23-bcdfgh'],
    ['BCD FGH', '2026-11-23-bcdfgh'],
    ['bcd-fgh', '2026-11-23-bcdfgh'],
    ['Rehearsal', 'Rehearsal'],
    ['rehearsal', 'rehearsal'],
  ])('is found by its id or its code: %j', async (typed, id) => {
    const desk = await deskWith('Team_A', '2026-11-23-bcdfgh', 'rehearsal', 'Rehearsal')
    expect((await desk.find(typed)).id).toBe(id)
  })

  it.each(['2026-11-22-bcdfgh', 'bcdfg', 'Team', '', '-', 'none'])('is none: %j', async (typed) => {
    const desk = await deskWith('Team_A', '2026-11-23-bcdfgh')
    await expect(desk.find(typed)).rejects.toThrow('There are: ')
  })

  it.each(['REHEARSAL', 'bbbb'])('is none where it may be each of two: %s', async (typed) => {
    const desk = await deskWith('rehearsal', 'Rehearsal', '2026-11-20-bbbb', '2026-11-21-bbbb')
    await expect(desk.find(typed)).rejects.toThrow(/may be each of several workshops\. Name one by its id: \S+, \S+$/)
  })
})

it('does not wait for ever for a server that does not answer', async () => {
  const data = tempFolder()
  openDataFolder(data)
  const server = createServer(() => {}).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  tellServer(data, `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const desk = await openDesk({ data }, 50)
  onTestFinished(desk.close)
  expect(desk.isServed).toBe(false)
})
