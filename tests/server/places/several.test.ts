import type { Store } from '../../../server/log/store.ts'
import type { TestServer, TestServerOptions } from '../../support/server/test-server.ts'
import pg from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { entryOf } from '../../../core/fold.ts'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { RULES } from '../../../core/rules.ts'
import { createAuth } from '../../../server/access/auth.ts'
import { postgresStore } from '../../../server/log/postgres/store.ts'
import { createCatalog } from '../../../server/places/catalog.ts'
import { deleteWorkshop } from '../../../server/places/delete-workshop.ts'
import { seatCodes } from '../../../server/rooms/seats/codes.ts'
import { issueSeats } from '../../../server/rooms/seats/issue.ts'
import { picks } from '../../support/polls/answers.ts'
import { startOf } from '../../support/polls/entries.ts'
import { choice } from '../../support/polls/polls.ts'
import { ask, newDatabase } from '../../support/processes/postgres.ts'
import { rawRequest } from '../../support/server/raw-http.ts'
import { FACILITATOR_COOKIE, NOON, startTestServer } from '../../support/server/test-server.ts'

const SHOWN = { type: 'slide:show', no: 2, clicks: 0, poll: choice.id } as const
const vote = (option: string) => ({ type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks(option) }) as const

interface Shared extends TestServer { store: Store, database: string }

/** Two servers on one database, with one workshop that is open on both. */
async function twoServers(options: TestServerOptions = {}): Promise<[Shared, Shared]> {
  const url = await newDatabase()
  const start = async (): Promise<Shared> => {
    const store = await postgresStore(url)
    const server = await startTestServer({ ...options, store })
    onTestFinished(() => server.close().then(store.close))
    return { ...server, store, database: url }
  }
  const one = await start()
  return [one, await start()]
}

/** A clock that stands until it is moved. */
function handClock() {
  const clock = { ms: 0, monotonic: () => clock.ms }
  return clock
}

describe('two servers on one database', () => {
  it('show what is voted on either of them on the slides of both', async () => {
    const [one, two] = await twoServers()
    const facilitator = await one.facilitator()
    const [screen, ann, bob] = [await two.screen(), await one.attendee('ann'), await two.attendee('bob')]
    await facilitator.send(SHOWN)
    await expect.poll(() => two.room.workshop.rev).toBe(one.room.workshop.rev)
    expect(await Promise.all([ann.send(vote('a')), bob.send(vote('b'))])).toEqual([{ ok: true }, { ok: true }])
    await screen.next('poll', ({ voters }) => voters === 2)
    await facilitator.next('poll', ({ voters }) => voters === 2)
  })

  it('count an attendee with pages on both once, and forget those of a server that tells nothing any more', async () => {
    const clock = handClock()
    const [one, two] = await twoServers({ monotonic: clock.monotonic })
    const screen = await one.screen()
    await one.attendee('ann')
    const [there] = [await two.attendee('ann'), await two.attendee('bob')]
    await screen.next('room', ({ online }) => online === 2)
    await expect.poll(() => two.places.open()[0]!.realtime.online).toBe(2)
    there.close()
    // It cannot say goodbye.
    two.store.peers.tell = () => {}
    clock.ms += 10_001
    await screen.next('room', ({ online }) => online === 1)
  }, 20_000)

  it('count the facilitators of both', async () => {
    const [one, two] = await twoServers()
    const facilitator = await one.facilitator()
    const other = await two.facilitator()
    await facilitator.next('room', ({ facilitators }) => facilitators === 2)
    other.close()
    await facilitator.next('room', ({ facilitators }) => facilitators === undefined)
  })

  it('show reactions and offers on the other one\'s screens', async () => {
    const [one, two] = await twoServers({ start: { reactions: ['👏'] } })
    const facilitator = await one.facilitator()
    const ann = await two.attendee('ann')
    await facilitator.send({ type: 'action:add', text: 'Fix the tests' })
    await facilitator.send({ type: 'slide:show', no: 7, clicks: 0, poll: null, plan: true })
    await expect.poll(() => two.room.workshop.rev).toBe(one.room.workshop.rev)
    expect(await ann.send({ type: 'action:offer', action: 'action-1', name: 'Ann' })).toEqual({ ok: true })
    expect(await facilitator.next('offers')).toEqual({ 'action-1': ['Ann'] })
    const screen = await one.screen()
    expect(await ann.send({ type: 'reaction:send', emoji: '👏' })).toEqual({ ok: true })
    expect(await screen.next('reactions')).toEqual({ '👏': 1 })
  })

  it('tell one another nothing that others on the database can read or make up', async () => {
    const [one, two] = await twoServers()
    await ask(one.database, 'CREATE ROLE stranger LOGIN PASSWORD \'of-a-stranger\'')
    const stranger = new pg.Client(Object.assign(new URL(one.database), { username: 'stranger', password: 'of-a-stranger' }).href)
    await stranger.connect()
    onTestFinished(() => stranger.end())
    const heard: string[] = []
    stranger.on('notification', ({ payload = '' }) => heard.push(payload))
    await stranger.query('LISTEN workshop_peers')
    const told: unknown[] = []
    onTestFinished(two.store.peers.onTold('offer', one.id, (_, message) => told.push(message)))
    const everybody = Array.from({ length: 250 }, (_, no) => `a:${String(no).padStart(16, '0')}`)
    for (const [index, message] of ['Ann Miller', everybody].entries()) {
      one.store.peers.tell('offer', one.id, message)
      await expect.poll(() => told.length).toBe(index + 1)
    }
    expect(told).toEqual(['Ann Miller', everybody])
    await expect.poll(() => heard.filter(payload => payload.includes('offer'))).toHaveLength(2)
    expect(heard.join()).not.toMatch(/Ann Miller|a:0/)
    for (const [channel, payload] of [['workshop', 'garbage'], ['workshop', '[1]'], ['workshop_peers', 'null'], ['workshop_peers', JSON.stringify(['stranger', 'offer', one.id, 'Bob'])], ['workshop_peers', JSON.stringify(['stranger', 'offer', one.id, null])], ['workshop_peers', heard.find(each => each.includes('offer'))!.replace(one.id, 'another')]])
      await stranger.query('SELECT pg_notify($1, $2)', [channel, payload])
    one.store.peers.tell('offer', one.id, 'the last one')
    await expect.poll(() => told).toEqual(['Ann Miller', everybody, 'the last one'])
  })

  it('let in whoever opens a link first', async () => {
    const [one, two] = await twoServers()
    const open = (server: TestServer, path: string) => fetch(server.url + path, { redirect: 'manual' }).then(({ status }) => status)
    for (let tries = 0; tries < 5; tries++) {
      const path = one.newSignInPath()
      const statuses = await Promise.all([open(two, path), open(one, path)])
      expect(statuses.filter(status => status < 400)).toHaveLength(1)
      expect([await open(one, path), await open(two, path)]).toEqual([410, 410])
    }
  })
})

it('one that meets a newer version sends everybody to the others, for as long as an update may take', async () => {
  const clock = handClock()
  const [one, two] = await twoServers({ faults: [], monotonic: clock.monotonic })
  const isReady = async ({ url }: TestServer) => (await (await fetch(`${url}/ready`)).json() as { reasons: { code: string }[] }).reasons.map(({ code }) => code)
  const lost = (await one.attendee('ann')).lost()
  const upgrade = () => rawRequest(one.port, { path: '/socket.io/?EIO=4&transport=websocket', headers: { 'Connection': 'Upgrade', 'Upgrade': 'websocket', 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Key': 'x3JJHMbDL1EzLkh9GBhXDw==' } })
  await two.close()
  await two.store.log.append(one.id, () => [{ ...entryOf(NOON, 'a:ben', { type: 'role:say', id: 'command-1', role: null }), rules: RULES + 1 }])
  await lost
  expect(await isReady(one)).toEqual(['outdated'])
  expect((await upgrade()).status).toBe(503)
  // The newer one may have been taken back.
  clock.ms += 600_000
  expect(await isReady(one)).toEqual([])
})

it('a workshop that is started while another server looks is known there with its deck and its owner', async () => {
  const [{ store, database }] = await twoServers()
  const other = await postgresStore(database)
  onTestFinished(other.close)
  const start = async () => {
    await store.decks.put({ 'late-room': '/decks/other' })
    await store.owners.put({ 'late-room': 'ann' })
    await store.log.append('late-room', () => [startOf('late-room')])
  }
  let before = async () => {}
  const catalog = await createCatalog({ ...other, log: { ...other.log, workshops: () => before().then(other.log.workshops) } })
  before = start
  await expect.poll(async () => {
    await catalog.refresh(true)
    return catalog.list().map(({ id }) => id)
  }, { timeout: 5000 }).toContain('late-room')
  expect([other.decks.read(), other.owners.read()]).toEqual([{ 'late-room': '/decks/other' }, { 'late-room': 'ann' }].map(part => expect.objectContaining(part)))
})

describe('wrong codes on one server', () => {
  it('of workshops make everybody wait on the other one', async () => {
    const clock = handClock()
    const pauses: number[] = []
    const [one, two] = await twoServers({ monotonic: clock.monotonic, pause: async ms => void pauses.push(ms) })
    const told = new Promise<void>(resolve => onTestFinished(two.store.peers.onTold('wrong code', '', (_, message) => message === 'many' && resolve())))
    for (let no = 0; no < 61; no++)
      await fetch(`${one.url}/zzzzzz`)
    await told
    expect(pauses).toEqual([])
    await fetch(`${two.url}/zzzzzz`)
    expect(pauses).toHaveLength(1)
  })

  it('of seats make everybody wait on the other one', async () => {
    const clock = handClock()
    const [one, two] = await twoServers({ seats: 3, monotonic: clock.monotonic })
    const guess = async (server: TestServer, name: string) => {
      const page = await server.attendee(name)
      for (let no = 0; no < 5; no++)
        expect(await page.send({ type: 'seat:claim', code: 'zzzzzzzz' })).toMatchObject({ code: 'not_found' })
      page.close()
    }
    for (let no = 0; no < 12; no++)
      await guess(one, `guesser-${no}`)
    const late = await one.attendee('one-more')
    const told = new Promise<void>(resolve => onTestFinished(two.store.peers.onTold('wrong seat', one.id, (_, message) => message === 'many' && resolve())))
    await late.send({ type: 'seat:claim', code: 'zzzzzzzz' })
    await told
    const ann = await two.attendee('ann')
    const begun = performance.now()
    expect(await ann.send({ type: 'seat:claim', code: two.codes[0]! })).toEqual({ ok: true })
    expect(performance.now() - begun).toBeGreaterThan(1900)
  }, 20_000)
})

it('a seat that another server has issued a moment ago is known', async () => {
  const [one, two] = await twoServers({ seats: 1 })
  const codes = seatCodes(createAuth('the-facilitators-secret'), one.id)
  const ann = await two.attendee('ann')
  // By one that tells nobody of it.
  await issueSeats({ ...one.room, async submit(by, command) {
    await ask(one.database, `INSERT INTO workshop.batch SELECT workshop, length, 1, 'another', $1 FROM workshop.stream`, [JSON.stringify([entryOf(NOON, by, command)])])
    await ask(one.database, 'UPDATE workshop.stream SET length = length + 1')
    return { ok: true }
  } }, codes, 30)
  expect(await ann.send({ type: 'seat:claim', code: codes.first(30).at(-1)! })).toEqual({ ok: true })
})

describe('what is done with a workshop on one server', () => {
  const post = (server: TestServer, path: string, fields: Record<string, string>) => fetch(`${server.url}${path}`, { method: 'POST', redirect: 'manual', headers: { cookie: FACILITATOR_COOKIE, origin: server.url, accept: 'application/json' }, body: new URLSearchParams(fields) })
  const seenOn = async (server: TestServer) => (await fetch(`${server.url}/facilitate`, { headers: { cookie: FACILITATOR_COOKIE } })).text()

  it('is so on the other one: started, renamed, ended, deleted', async () => {
    const [one, two] = await twoServers()
    const { id } = await (await post(one, '/facilitate/start', { title: 'A second one' })).json() as { id: string }
    const code = id.split('-').at(-1)!
    expect((await fetch(`${two.url}/${code}`)).status).toBe(200)
    await expect.poll(() => seenOn(two), { timeout: 3000 }).toContain('A second one')
    const page = await two.attendee('ann', { auth: { role: 'attendee', v: PROTOCOL_VERSION, workshop: code } })
    const place = await one.places.byId(id)
    await one.workshops.rename(place.room, 'Another name')
    await expect.poll(() => seenOn(two), { timeout: 3000 }).toContain('Another name')
    await one.workshops.end(place.room)
    await expect.poll(() => two.catalog.running().has(id)).toBe(false)
    const lost = page.lost()
    await one.places.whileClosed(id, () => one.workshops.remove(id))
    await lost
    expect((await fetch(`${two.url}/${code}`)).status).toBe(404)
    expect(await seenOn(two)).not.toContain('Another name')
    expect(await two.store.log.workshops()).toHaveLength(1)
    await two.catalog.save()
    await two.store.refresh()
    expect(Object.keys(two.store.summaries.read())).not.toContain(id)
  })

  it('is found out, where nobody told', async () => {
    const [one, two] = await twoServers()
    const lost = (await two.attendee('ann')).lost()
    one.store.peers.tell = () => {}
    await deleteWorkshop(one.store, one.id)
    await expect.poll(async () => {
      await two.places.closeIdle()
      return two.places.open()
    }, { timeout: 5000 }).toEqual([])
    await lost
  })
})
