import type { TestWorkshop } from '../../../support/server/test-server.ts'
import type { Wire } from '../../../support/server/wire.ts'
import { describe, expect, it } from 'vitest'
import { commands } from '../../../../core/commands/commands.ts'
import { entriesOf } from '../../../../server/log/fold-log.ts'
import { picks, writes } from '../../../support/polls/answers.ts'
import { choice, text } from '../../../support/polls/polls.ts'
import { messagesAbout } from '../../../support/server/role-messages.ts'
import { attendeeCookie, FACILITATOR_COOKIE, startTestServer } from '../../../support/server/test-server.ts'
import { connectWire } from '../../../support/server/wire.ts'

/** It comes by the clock. */
const PING = '2'
const roles = [{ id: 'dev', label: 'Dev' }, { id: 'ops', label: 'Ops' }]
const start = (workshop: string) => ({ workshop, roles, reactions: ['👏'], title: `Room ${workshop.at(-1)}` })

/** Three workshops that differ in their names only; two would say another address once one of them is alone. */
async function threeWorkshops() {
  let ms = 0
  const server = await startTestServer({
    start: start('2026-11-23-bbbbbb'),
    others: [{ start: start('2026-11-23-cccccc'), seats: 2 }, { start: start('2026-11-23-dddddd'), seats: 2 }],
    monotonic: () => ms += 100,
  })
  const [second, third] = server.others
  const all: [TestWorkshop, TestWorkshop, TestWorkshop] = [server, second!, third!]
  return { ...server, all }
}

/** A page of each sort, with every frame that it was sent. */
async function listeners(url: string, { code }: TestWorkshop): Promise<{ wire: Wire, frames: string[] }[]> {
  const as = async (role: 'attendee' | 'screen' | 'facilitator', cookie: string) => {
    const frames: string[] = []
    const wire = await connectWire(url, { role, workshop: code, cookie, onFrame: frame => void (frame === PING || frames.push(frame)) })
    return { wire, frames }
  }
  return [await as('attendee', attendeeCookie('ann')), await as('screen', attendeeCookie('wall')), await as('facilitator', FACILITATOR_COOKIE)]
}

describe('what happens in one workshop', () => {
  it('is no frame to any page of another, not one byte', async () => {
    const { url, all: [first, ...others] } = await threeWorkshops()
    const [phone, , presenter] = await listeners(url, first)
    const pages = (await Promise.all(others.map(other => listeners(url, other)))).flat()
    // Whatever was on its way when they came has come with the answer.
    const barrier = async () => {
      for (const { wire } of pages)
        expect(await wire.send({ type: 'poll:close', id: 'barrier-1', poll: 'no-such-poll' })).toMatchObject({ ok: false })
    }
    await barrier()
    const before = pages.map(({ frames }) => frames.length)
    const { polls } = await presenter!.wire.until('welcome')
    let done = 0
    for (const view of polls) {
      for (const message of messagesAbout(view)) {
        const { wire } = commands[message.type].from === 'attendee' ? phone! : presenter!
        done += Number((await wire.send(message)).ok)
      }
      await presenter!.wire.send({ type: 'workshop:reopen', id: `reopen-${view.def.id}`.replace('/', '-') })
    }
    const late = await connectWire(url, { workshop: first.code, cookie: attendeeCookie('late') })
    late.terminate()
    await late.closed
    expect(done).toBeGreaterThan(100)
    await barrier()
    const answer = /^43\d+\[\{"ok":false,/
    const came = pages.map(({ frames }, index) => frames.slice(before[index]))
    expect(came.flat().filter(frame => !answer.test(frame))).toEqual([])
    expect(came.map(({ length }) => length)).toEqual(pages.map(() => 1))
  })

  it('changes no byte of what a page of another one starts with', async () => {
    const { url, all: [first, second] } = await threeWorkshops()
    const starts = async () => {
      const pages = await listeners(url, second)
      pages.forEach(({ wire }) => wire.close())
      await Promise.all(pages.map(({ wire }) => wire.closed))
      const page = await fetch(`${second.place}/`, { headers: { cookie: attendeeCookie('ann') } })
      // Who is online is as it was.
      return [await page.text(), ...pages.map(({ frames }) => frames.filter(frame => !/^(?:0|40|42\["room")/.test(frame)).map(frame => frame.replace(/"online":\d+/, '')))]
    }
    const before = await starts()
    const [ann, presenter] = [await first.attendee('ann'), await first.facilitator()]
    await presenter.send({ type: 'poll:open', poll: choice.id })
    await ann.send({ type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })
    await ann.send({ type: 'role:say', role: 'dev' })
    await presenter.send({ type: 'poll:reveal', poll: choice.id })
    expect(await starts()).toEqual(before)
  })
})

describe('one attendee in two workshops', () => {
  it('has a ballot, a role and a seat in each', async () => {
    const { all: [, second, third], log } = await threeWorkshops()
    const pages = await Promise.all([second, third].map(async workshop => ({ workshop, ann: await workshop.attendee('ann'), presenter: await workshop.facilitator() })))
    for (const [index, { workshop, ann, presenter }] of pages.entries()) {
      await presenter.send({ type: 'poll:open', poll: choice.id })
      // A code of the other one is none here.
      expect(await ann.send({ type: 'seat:claim', code: pages[1 - index]!.workshop.codes[0]! })).toMatchObject({ ok: false, code: 'not_found' })
      expect(await ann.send({ type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })).toMatchObject({ ok: false, code: 'seat_needed' })
      expect(await ann.send({ type: 'seat:claim', code: workshop.codes[index]! })).toEqual({ ok: true })
      // The same id is another command in another workshop.
      expect(await ann.send({ type: 'ballot:cast', id: 'one-and-the-same', poll: choice.id, round: `${choice.id}#1`, answer: picks(index === 0 ? 'a' : 'b') })).toEqual({ ok: true })
      expect(await ann.send({ type: 'role:say', role: index === 0 ? 'dev' : 'ops' })).toEqual({ ok: true })
    }
    const own = await Promise.all([second, third].map(async workshop => (await workshop.attendee('ann')).next('own')))
    expect(own.map(({ ballots, role, seated }) => [ballots[`${choice.id}#1`], role, seated])).toEqual([[picks('a'), 'dev', true], [picks('b'), 'ops', true]])
    // Released here, it is held there.
    const [{ presenter }] = pages as [typeof pages[0]]
    await presenter.send({ type: 'seat:release', seat: second.room.workshop.seated.values().next().value! })
    expect([second.room.workshop.seated.size, third.room.workshop.seated.size]).toEqual([0, 1])
    expect(JSON.stringify(await entriesOf(log, second.id))).not.toContain(third.id)
  })

  it('is online where a page is, and may write as much in one as if there was no other', async () => {
    const clock = { ms: 0 }
    const server = await startTestServer({ others: [{ start: start('2026-11-23-cccccc') }], monotonic: () => clock.ms })
    const [second] = server.others
    const [here, there] = [await server.attendee('ann'), await second!.attendee('ann')]
    const mumble = (page: typeof here) => Promise.all(Array.from({ length: 45 }, () => page.send({ type: 'poll:open', poll: text.id })))
    const codesOf = (replies: Awaited<ReturnType<typeof mumble>>) => replies.filter(reply => !reply.ok && reply.code === 'rate_limited').length
    expect(codesOf(await mumble(here))).toBe(5)
    expect(codesOf(await mumble(there))).toBe(5)
    there.close()
    await expect.poll(async () => (await second!.screen().then(page => page.next('welcome'))).room.online).toBe(0)
    expect((await (await server.screen()).next('welcome')).room.online).toBe(1)
  })

  it('hears of a form in the workshop that it was sent to, and not in the other', async () => {
    const { all: [first, second] } = await threeWorkshops()
    const [here, there, presenter] = [await first.attendee('ann'), await second.attendee('ann'), await first.facilitator()]
    await presenter.send({ type: 'poll:open', poll: text.id })
    await here.send({ type: 'ballot:cast', poll: text.id, round: `${text.id}#1`, answer: writes({ id: 'own-post-1', text: 'Of the first' }) })
    const before = there.all('own').length
    const form = new URLSearchParams({ type: 'role:say', role: 'dev' })
    const response = await fetch(`${first.place}/`, { method: 'POST', redirect: 'manual', headers: { 'cookie': attendeeCookie('ann'), 'origin': new URL(first.place).origin, 'content-type': 'application/x-www-form-urlencoded' }, body: form })
    expect(response.status).toBe(303)
    expect((await here.next('own', ({ role }) => role === 'dev')).role).toBe('dev')
    expect(await there.send({ type: 'poll:open', poll: text.id })).toMatchObject({ code: 'not_allowed' })
    expect(there.all('own')).toHaveLength(before)
    expect(second.room.workshop.roleChoices.size).toBe(0)
  })
})
