import type { TestCommand } from '../../support/server/test-client.ts'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { SLOW_MS } from '../../../server/rooms/seats/claims.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice } from '../../support/polls/polls.ts'
import { rawRequest } from '../../support/server/raw-http.ts'
import { attendeeCookie, FACILITATOR_COOKIE, startTestServer } from '../../support/server/test-server.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const poll = choice.id
const round = `${poll}#1`
const vote = (answer: string): TestCommand => ({ type: 'ballot:cast', poll, round, answer: picks(answer) })
const claim = (code: string) => ({ type: 'seat:claim', code }) as const
const ok = { ok: true }

/** A server with three seats, on the slide of an open vote. */
async function startWithSeats(options: Parameters<typeof startTestServer>[0] = {}) {
  const server = await startTestServer({ seats: 3, ...options })
  const presenter = await server.facilitator()
  await presenter.send({ type: 'slide:show', no: 2, clicks: 0, poll })
  return { ...server, presenter }
}

describe('a workshop with seats', () => {
  it('[Q2] [Q4] counts the ballot of a phone that entered a code, and sends screens the number of taken seats', async () => {
    const { attendee, presenter, room, codes } = await startWithSeats()
    const ann = await attendee('ann')
    expect((await ann.next('own')).seated).toBe(false)
    expect((await ann.next('attendee')).workshop.seats).toBe(true)
    expect(await ann.send(vote('a'))).toMatchObject({ code: 'seat_needed' })
    expect(await ann.send(claim(codes[1]!.toUpperCase().replace(/^..../, '$& - ')))).toEqual(ok)
    expect((await ann.next('own')).seated).toBe(true)
    expect(await ann.send(vote('a'))).toEqual(ok)
    expect(room.workshop.polls.get(poll)!.rounds[0]!.tally.voters).toBe(1)
    expect((await presenter.next('room', ({ seats }) => seats?.taken === 1)).seats).toEqual({ issued: 3, taken: 1 })
  })

  it('[Q3] accepts a code from one phone only, in all of its tabs', async () => {
    const { attendee, codes } = await startWithSeats()
    const [ann, tab, bob] = [await attendee('ann'), await attendee('ann'), await attendee('bob')]
    expect(await ann.send(claim(codes[0]!))).toEqual(ok)
    expect((await tab.next('own', ({ seated }) => seated === true)).seated).toBe(true)
    expect(await tab.send(claim(codes[0]!))).toEqual(ok)
    expect(await bob.send(claim(codes[0]!))).toMatchObject({ code: 'seat_taken' })
    expect(await bob.send(vote('a'))).toMatchObject({ code: 'seat_needed' })
  })

  it('[Q3] gives a code to one of two phones that enter it at the same time', async () => {
    const { attendee, codes, room } = await startWithSeats()
    const phones = await Promise.all(Array.from({ length: 8 }, (_, no) => attendee(`phone-${no}`)))
    const replies = await Promise.all(phones.map(phone => phone.send(claim(codes[2]!))))
    expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
    expect(replies.filter(reply => !reply.ok && reply.code === 'seat_taken')).toHaveLength(7)
    const votes = await Promise.all(phones.map(phone => phone.send(vote('b'))))
    expect(votes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(room.workshop.polls.get(poll)!.rounds[0]!.tally.voters).toBe(1)
  })

  it('[Q4] [Q5] moves a seat with its ballot to another phone, and notifies only these two', async () => {
    const { place: url, attendee, codes, room } = await startWithSeats()
    const [old, bystander] = [await attendee('old'), await attendee('bystander')]
    await old.send(claim(codes[0]!))
    await bystander.send(claim(codes[1]!))
    await old.send(vote('a'))
    const heard = bystander.frames.length

    const page = await (await fetch(`${url}/facilitator/seats`, { headers: { cookie: FACILITATOR_COOKIE } })).text()
    expect(page).toContain('3 seats, 2 taken')
    expect(await release(url, 1, { cookie: FACILITATOR_COOKIE, origin: new URL(url).origin })).toBe(303)
    expect((await old.next('own', ({ seated }) => !seated)).ballots).toEqual({})
    expect(await old.send(vote('b'))).toMatchObject({ code: 'seat_needed' })

    const fresh = await attendee('fresh')
    expect(await fresh.send(claim(codes[0]!))).toEqual(ok)
    expect((await fresh.next('own', ({ ballots }) => round in ballots)).ballots).toEqual({ [round]: picks('a') })
    expect(await fresh.send(vote('b'))).toEqual(ok)
    expect(room.workshop.polls.get(poll)!.rounds[0]!.tally).toMatchObject({ voters: 1 })
    // A barrier: what was sent before this answer has come.
    expect(await bystander.send(vote('c'))).toEqual(ok)
    expect(bystander.frames.slice(heard).filter(frame => frame.startsWith('2['))).toEqual([])
  })

  it('[Q3] [Q5] is the same after a restart, without codes in the log', async () => {
    const path = join(tempFolder(), 'log.sqlite')
    const first = await startWithSeats({ log: sqliteLog(path) })
    const ann = await first.attendee('ann')
    await ann.send(claim(first.codes[0]!))
    await ann.send(vote('a'))
    const log = JSON.stringify(await entriesOf(first.log, first.room.workshop.id))
    expect(log).toContain('"seat:take"')
    for (const code of first.codes)
      expect(log.toLowerCase()).not.toMatch(new RegExp(`${code}|${code.slice(0, 4)}-${code.slice(4)}`))
    ann.close()
    first.presenter.close()
    await first.close()
    first.log.close()

    const second = await startTestServer({ log: sqliteLog(path), seats: 4 })
    expect(second.codes.slice(0, 3)).toEqual(first.codes)
    const [again, bob, cem] = [await second.attendee('ann'), await second.attendee('bob'), await second.attendee('cem')]
    expect((await again.next('own')).seated).toBe(true)
    expect(again.all('own').at(-1)!.ballots).toEqual({ [round]: picks('a') })
    expect(await bob.send(claim(second.codes[0]!))).toMatchObject({ code: 'seat_taken' })
    expect(await bob.send(claim(second.codes[3]!))).toEqual(ok)
    expect(await cem.send(claim(second.codes[2]!))).toEqual(ok)
    await second.close()
    second.log.close()
  })

  it('says in the page whether this phone has a seat', async () => {
    const { place: url, attendee, codes } = await startWithSeats()
    const page = async () => (await fetch(url, { headers: { cookie: attendeeCookie('ann') } })).text()
    expect(await page()).toContain('>Your seat code</h1>')
    const ann = await attendee('ann')
    await ann.send(claim(codes[0]!))
    const seated = await page()
    expect(seated).toContain(`>${choice.title}</h1>`)
    expect(seated).toContain('"seated":true')
  })
})

describe('guessing', () => {
  it('is limited per attendee, whose right code works a little later', async () => {
    const clock = { ms: 0 }
    const { attendee, codes } = await startWithSeats({ monotonic: () => clock.ms })
    const ann = await attendee('ann')
    for (let no = 0; no < 5; no++)
      expect(await ann.send(claim(`zzzz-zzz${'bcdfg'[no]}`))).toMatchObject({ code: 'not_found' })
    expect(await ann.send(claim(codes[0]!))).toMatchObject({ code: 'rate_limited' })
    clock.ms += 5000
    expect(await ann.send(claim(codes[0]!))).toEqual(ok)
  })

  it('is limited for an attendee who reconnects', async () => {
    const { attendee, codes } = await startWithSeats({ monotonic: () => 0 })
    for (let no = 0; no < 5; no++) {
      const ann = await attendee('ann')
      expect(await ann.send(claim(`zzzz-zzz${'bcdfg'[no]}`))).toMatchObject({ code: 'not_found' })
      ann.close()
    }
    expect(await (await attendee('ann')).send(claim(codes[0]!))).toMatchObject({ code: 'rate_limited' })
  })

  it('by many attendees delays every code for a while, but locks nobody out', async () => {
    const clock = { ms: 0 }
    const { attendee, codes } = await startWithSeats({ monotonic: () => clock.ms })
    const guessers = await Promise.all(Array.from({ length: 12 }, (_, no) => attendee(`guesser-${no}`)))
    const replies = await Promise.all(guessers.flatMap(guesser => Array.from({ length: 5 }, (_, no) => guesser.send(claim(`zzzz-zzz${'bcdfg'[no]}`)))))
    expect(replies.every(reply => !reply.ok && reply.code === 'not_found')).toBe(true)
    expect(await (await attendee('one-too-many')).send(claim('zzzz-zzzz'))).toMatchObject({ code: 'not_found' })

    const ann = await attendee('ann')
    const started = performance.now()
    const right = ann.send(claim(codes[0]!))
    // While one waits, its sender cannot try others beside it.
    const beside = await ann.send(claim(codes[1]!))
    expect(beside).toMatchObject({ code: 'rate_limited' })
    expect(performance.now() - started).toBeLessThan(SLOW_MS)
    // Who does not stay for the answer is not served.
    const hitAndRun = await attendee('hit-and-run')
    hitAndRun.raw('command', { ...claim(codes[2]!), id: 'hit-and-run-1' }).catch(() => {})
    expect(await hitAndRun.send(vote('a'))).toMatchObject({ code: 'seat_needed' })
    hitAndRun.close()
    expect(await right).toEqual(ok)
    expect(performance.now() - started).toBeGreaterThan(SLOW_MS - 50)

    clock.ms += 61_000
    const bob = await attendee('bob')
    const calm = performance.now()
    expect(await bob.send(claim(codes[2]!))).toEqual(ok)
    expect(performance.now() - calm).toBeLessThan(SLOW_MS)
  })

  it('does not count codes that are too short, or without seats', async () => {
    const { attendee } = await startWithSeats({ monotonic: () => 0 })
    const ann = await attendee('ann')
    for (let no = 0; no < 10; no++)
      expect(await ann.send(claim('bcd'))).toMatchObject({ code: 'not_found', message: 'A code has 8 letters.' })
    const open = await (await startTestServer()).attendee('ann')
    expect(await open.send(claim('bcdf-ghjk'))).toMatchObject({ code: 'wrong_state' })
    expect(open.all('own')).toEqual([{ ballots: {} }])
  })
})

describe('the page of cards', () => {
  it('has every code with its link, for the facilitator only', async () => {
    const { place: url, codes } = await startWithSeats()
    expect((await fetch(`${url}/facilitator/seats`)).status).toBe(401)
    const response = await fetch(`${url}/facilitator/seats`, { headers: { cookie: FACILITATOR_COOKIE } })
    expect(response.headers.get('cache-control')).toBe('no-store')
    const page = await response.text()
    for (const code of codes)
      expect(page).toContain(`${code.slice(0, 4)}-${code.slice(4)}`)
    expect(page.match(/<svg/g)).toHaveLength(3)
    expect(page).not.toMatch(/<script| on\w+=/)
  })

  it('says how to get seats if there are none', async () => {
    const { place: url } = await startTestServer()
    expect(await (await fetch(`${url}/facilitator/seats`, { headers: { cookie: FACILITATOR_COOKIE } })).text()).toContain('--seats 30')
  })

  it('refuses to release a seat for a page over plain http if the public address is https', async () => {
    const { place: url, port, attendee, codes, room } = await startWithSeats({ publicUrl: 'https://vote.example' })
    await (await attendee('ann')).send(claim(codes[0]!))
    const releaseAs = async (host: string, origin: string) => (await rawRequest(port, { path: `${new URL(url).pathname}/facilitator/seats/1/release`, method: 'POST', headers: { 'Host': host, 'Origin': origin, 'Cookie': FACILITATOR_COOKIE, 'Content-Length': '0' } })).status
    expect(await releaseAs('vote.example', 'http://vote.example')).toBe(403)
    expect(room.workshop.seated.size).toBe(1)
    expect(await releaseAs('vote.example', 'https://vote.example')).toBe(303)
    expect(room.workshop.seated.size).toBe(0)
    expect(await releaseAs(`localhost:${port}`, new URL(url).origin)).toBe(303)
  })

  it('releases a seat for the facilitator\'s own page only', async () => {
    const { place: url, attendee, codes, room } = await startWithSeats()
    await (await attendee('ann')).send(claim(codes[0]!))
    expect(await release(url, 1, { origin: new URL(url).origin })).toBe(401)
    expect(await release(url, 1, { cookie: FACILITATOR_COOKIE })).toBe(403)
    expect(await release(url, 1, { cookie: FACILITATOR_COOKIE, origin: 'http://localhost:1' })).toBe(403)
    expect(await release(url, 9, { cookie: FACILITATOR_COOKIE, origin: new URL(url).origin })).toBe(303)
    expect(room.workshop.seated.size).toBe(1)
    expect(await release(url, 1, { cookie: FACILITATOR_COOKIE, origin: new URL(url).origin })).toBe(303)
    expect(room.workshop.seated.size).toBe(0)
  })
})

async function release(url: string, no: number, headers: Record<string, string>): Promise<number> {
  return (await fetch(`${url}/facilitator/seats/${no}/release`, { method: 'POST', redirect: 'manual', headers })).status
}
