import type { Command } from '../../../../core/commands/commands.ts'
import type { ConnectionRole } from '../../../../core/protocol/handshake.ts'
import type { TestServer, TestWorkshop } from '../../../support/server/test-server.ts'
import type { Visitor } from '../../../support/server/workshop-visitors.ts'
import { describe, expect, it } from 'vitest'
import { commands } from '../../../../core/commands/commands.ts'
import { PROTOCOL_VERSION } from '../../../../core/protocol/version.ts'
import { entriesOf } from '../../../../server/log/fold-log.ts'
import { choice } from '../../../support/polls/polls.ts'
import { messagesAbout } from '../../../support/server/role-messages.ts'
import { attendeeCookie, startTestServer } from '../../../support/server/test-server.ts'
import { connectWire } from '../../../support/server/wire.ts'
import { sendersOf, visitorsOf } from '../../../support/server/workshop-visitors.ts'

const IDS = ['2026-11-23-bbbbbb', '2026-11-23-cccccc', '2026-11-23-dddddd']
const ROLES: ConnectionRole[] = ['attendee', 'screen', 'facilitator']
const visitors = visitorsOf(IDS)

/** Three workshops with the same polls, and a clock on which no limit is reached. */
async function threeWorkshops() {
  let ms = 0
  const [first, ...others] = IDS.map(workshop => ({ start: { workshop } }))
  const server = await startTestServer({ ...first, others, monotonic: () => ms += 100 })
  const all = [server, ...server.others]
  for (const { room } of all)
    await room.submit('facilitator', { type: 'poll:open', id: 'open-them-all', poll: choice.id })
  const facilitator = await server.facilitator()
  const { polls } = await facilitator.next('welcome')
  facilitator.close()
  return { ...server, all, poll: polls.find(({ def }) => def.id === choice.id)! }
}

/** Everything about the workshops: their entries, and their states. */
async function stateOf({ log }: TestServer, workshops: readonly TestWorkshop[]): Promise<string[]> {
  return Promise.all(workshops.map(async ({ id, room }) => JSON.stringify([...await entriesOf(log, id), room.workshop.rev, room.workshop.attendeeRev])))
}

let strangers = 0

function connectAs({ cookies }: Visitor, role: ConnectionRole, url: string, workshop: string) {
  return connectWire(url, { role, workshop, cookie: [attendeeCookie(`visitor-${strangers++}`), ...cookies].join('; ') })
}

describe.each(visitors.map(visitor => [visitor.name, visitor] as const))('%s', (_, visitor) => {
  it.each(ROLES)('as %s sends every message there is to every workshop, and changes none that is not theirs to change', async (role) => {
    const server = await threeWorkshops()
    const wrong: string[] = []
    let sent = 0
    for (const workshop of server.all) {
      const others = server.all.filter(other => other !== workshop)
      const before = { others: await stateOf(server, others), own: await stateOf(server, [workshop]) }
      const may = sendersOf(visitor, workshop.id, role)
      const page = await connectAs(visitor, role, server.url, workshop.code).catch((error: Error) => error.message)
      if (typeof page === 'string') {
        expect([page, may]).toEqual(['not_allowed', null])
        continue
      }
      expect(may).not.toBe(null)
      const forbidden = (message: Command) => !may!.includes(commands[message.type].from)
      // What is forbidden comes first, so that nothing has changed by then.
      const messages = messagesAbout(server.poll).sort((a, b) => Number(forbidden(b)) - Number(forbidden(a)))
      for (const message of messages) {
        const reply = await page.send(message)
        sent++
        if ((!reply.ok && reply.code === 'not_allowed') !== forbidden(message))
          wrong.push(`${message.type} to ${workshop.code}: ${reply.ok ? 'ok' : reply.code}`)
        if (forbidden(message) && (await stateOf(server, [workshop]))[0] !== before.own[0])
          wrong.push(`${message.type} changed ${workshop.code}`)
      }
      page.close()
      await page.closed
      expect(await stateOf(server, others)).toEqual(before.others)
      expect((await stateOf(server, [workshop]))[0] === before.own[0]).toBe(may!.length === 0)
    }
    expect(wrong).toEqual([])
    // Not one was left out.
    const connected = IDS.filter(id => sendersOf(visitor, id, role) !== null).length
    expect(sent).toBe(connected * Object.keys(commands).length)
  })
})

it('a page is of the workshop that it said, whatever its messages and its address say', async () => {
  const server = await threeWorkshops()
  const [, other, third] = server.all as [TestWorkshop, TestWorkshop, TestWorkshop]
  const page = await connectWire(server.url, { role: 'facilitator', workshop: server.code, cookie: server.cookie, headers: { referer: `${other.place}/facilitator/presenter/1` } })
  const before = await stateOf(server, [other, third])
  for (const workshop of [other.code, other.id])
    expect(await page.send({ type: 'poll:close', id: `command-${workshop}`, poll: choice.id, workshop } as Command)).toMatchObject({ ok: false, code: 'malformed' })
  expect(await page.send({ type: 'poll:close', id: 'command-close', poll: choice.id })).toEqual({ ok: true })
  // A second handshake on the same connection moves it nowhere.
  page.raw(`40${JSON.stringify({ role: 'facilitator', v: PROTOCOL_VERSION, workshop: other.code })}`)
  await page.closed
  expect(await stateOf(server, [other, third])).toEqual(before)
})
