import type { ConnectOptions } from '../../support/server/test-client.ts'
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { LETTERS } from '../../../server/access/join-codes.ts'
import { standInPages } from '../../support/browser/pages.ts'
import { attendeeCookie, FACILITATOR_COOKIE, startTestServer } from '../../support/server/test-server.ts'

/** Wrong codes that are answered at once, whoever sends them. */
const BURST = 60
const SLOW_FOR_MS = 60_000
/** Five answers a second, the first of them after two, for 40 seconds. */
const MOST_WAITING = 191

/** A code that nobody has, another one each time. */
function wrongCode(no: number): string {
  return `zzz${LETTERS[Math.floor(no / LETTERS.length)]}${LETTERS[no % LETTERS.length]}z`
}

/** Two workshops, a clock that stands until it is moved, and visitors who wait until they are let go. */
async function guarded() {
  const clock = { ms: 0 }
  const waiting: { ms: number, go: () => void }[] = []
  const server = await startTestServer({
    others: [{ start: { workshop: '2026-11-23-bbbbbb' } }],
    monotonic: () => clock.ms,
    pause: ms => new Promise<void>(go => waiting.push({ ms, go })),
  })
  const isAnswered = async (visit: Promise<unknown>, waiters: number) => {
    let done = false
    void visit.finally(() => done = true).catch(() => {})
    await expect.poll(() => done || waiting.length === waiters).toBe(true)
    return done
  }
  return {
    ...server,
    other: server.others[0]!,
    clock,
    waiting,
    /** What a visit came to, and whether it had to wait for that. */
    async visit<Value>(visit: Promise<Value>): Promise<{ waited: boolean, value: Value }> {
      const before = waiting.length
      if (await isAnswered(visit, before + 1))
        return { waited: false, value: await visit }
      expect(waiting[before]!.ms).toBeGreaterThanOrEqual(2000)
      waiting[before]!.go()
      return { waited: true, value: await visit }
    },
    /** So many wrong codes, each by somebody new. */
    async guess(count: number): Promise<void> {
      await Promise.all(Array.from({ length: count }, (_, no) => fetch(`${server.url}/${wrongCode(no)}`)))
    },
  }
}

function someone(): string {
  return attendeeCookie(randomBytes(12).toString('hex'))
}

/** The ways to try a code, each time as somebody new. */
const WAYS: [way: string, knock: (url: string, code: string) => Promise<unknown>][] = [
  ['a path', (url, code) => fetch(`${url}/${code}`, { headers: { cookie: someone() } })],
  ['a path below', (url, code) => fetch(`${url}/${code}/deck/1`)],
  ['the form of the start page', (url, code) => fetch(`${url}/?code=${code}`)],
  ['a vote', (url, code) => fetch(`${url}/${code}`, { method: 'POST', headers: { 'cookie': someone(), 'content-type': 'application/x-www-form-urlencoded' }, body: 'poll=p' })],
  ['the page that asks for a file', (url, code) => fetch(`${url}/picture.svg`, { headers: { referer: `${url}/${code}/deck/1` } })],
  ['a socket', (url, code) => openSocket(url, code)],
]

/** By polling: what the namespace answers. */
async function openSocket(url: string, code: string, cookie = someone()): Promise<string> {
  const polling = `${url}/socket.io/?EIO=4&transport=polling`
  const opened = await (await fetch(polling, { headers: { cookie } })).text()
  const { sid } = JSON.parse(opened.slice(1)) as { sid: string }
  await fetch(`${polling}&sid=${sid}`, { method: 'POST', body: `40${JSON.stringify({ role: 'attendee', v: PROTOCOL_VERSION, workshop: code })}` })
  return (await fetch(`${polling}&sid=${sid}`)).text()
}

describe('wrong codes', () => {
  it('are slowed across identities and ways, once there are too many of them', async () => {
    const { url, visit } = await guarded()
    const waits: boolean[] = []
    for (let no = 0; no < BURST + 1; no++)
      waits.push((await visit(WAYS[no % WAYS.length]![1](url, wrongCode(no)))).waited)
    expect(waits.filter(Boolean)).toEqual([])
    for (const [way, knock] of WAYS)
      expect([way, (await visit(knock(url, wrongCode(0)))).waited]).toEqual([way, true])
  })

  it('are answered as fast as before a minute after the last one', async () => {
    const { url, clock, guess, visit } = await guarded()
    await guess(BURST + 1)
    const knock = async () => (await visit(fetch(`${url}/zzzzzz`))).waited
    clock.ms += SLOW_FOR_MS - 1
    expect(await knock()).toBe(true)
    // By then there is a wrong code a second again: the last one did not count as one too many.
    clock.ms += 1
    expect(await knock()).toBe(false)
  })

  it('of a room that mistypes slow nobody', async () => {
    const { url, clock, guess, visit } = await guarded()
    await guess(BURST)
    for (let second = 0; second < 30; second++) {
      clock.ms += 1000
      expect((await visit(fetch(`${url}/zzzzzz`))).waited).toBe(false)
    }
  })

  it.each(['/bg.png', '/svgs/logo.svg', '/favicon.ico', '/zz', '/zzzzzzzz', '/robots.txt', '/'])('are no paths of other things: %s', async (path) => {
    const { url, clock, waiting } = await guarded()
    const isInFolder = path.lastIndexOf('/') > 0
    for (const referer of isInFolder ? ['/bbbbbb/deck/1'] : ['/bbbbbb/deck/1', '/']) {
      for (let no = 0; no <= BURST; no++)
        await fetch(`${url}${path}`, { headers: { referer: url + referer } })
    }
    await fetch(`${url}/zzzzzz`)
    expect([clock.ms, waiting]).toEqual([0, []])
  })
})

describe('while somebody guesses', () => {
  it('a newcomer with the right code waits two seconds, once, and is in', async () => {
    const { other, guess, visit } = await guarded()
    await guess(BURST + 1)
    const page = await visit(fetch(`${other.place}/`, { headers: { cookie: attendeeCookie('ann') } }))
    expect([page.waited, page.value.status]).toEqual([true, 200])
    expect((await visit(other.attendee('ann'))).waited).toBe(false)
    expect((await visit(fetch(`${other.place}/nothing.js`, { headers: { cookie: attendeeCookie('ann') } }))).waited).toBe(false)
    // It says nothing of another workshop's code.
    expect((await visit(fetch(other.place.replace('bbbbbb', 'zzzzzz'), { headers: { cookie: attendeeCookie('ann') } }))).waited).toBe(true)
  })

  it('a screen without a cookie waits for its page, and no longer for the files', async () => {
    const { other, guess, visit } = await guarded()
    await guess(BURST + 1)
    const page = await visit(fetch(`${other.place}/deck/1`))
    expect([page.waited, page.value.status, page.value.headers.get('cache-control')]).toEqual([true, 200, 'private, no-cache'])
    const [cookie] = page.value.headers.getSetCookie()[0]!.split(';')
    expect((await visit(fetch(`${other.place}/deck/1`, { headers: { cookie: cookie! } }))).waited).toBe(false)
    expect((await visit(other.screen({ cookie: cookie! }))).waited).toBe(false)
  })

  it.each<[string, (server: Awaited<ReturnType<typeof guarded>>) => Promise<ConnectOptions & { cookie: string }>]>([
    ['whoever is there', async ({ other }) => {
      await other.attendee('ann')
      return { cookie: attendeeCookie('ann') }
    }],
    ['whoever was there, also since the workshop was closed', async ({ other, places }) => {
      const ann = await other.attendee('ann')
      await ann.send({ type: 'role:say', role: null })
      ann.close()
      await places.whileClosed(other.id, async () => {})
      return { cookie: attendeeCookie('ann') }
    }],
    ['its facilitator', async ({ other }) => ({ cookie: other.cookie })],
    ['a host', async () => ({ cookie: FACILITATOR_COOKIE })],
  ])('%s is not slowed', async (_, prepare) => {
    const server = await guarded()
    const { other, guess, visit } = server
    const { cookie } = await prepare(server)
    await guess(BURST + 1)
    const page = await visit(fetch(`${other.place}/`, { headers: { cookie } }))
    expect([page.waited, page.value.status]).toEqual([false, 200])
    expect((await visit(other.attendee(undefined, { cookie }))).waited).toBe(false)
  })

  it('whoever scanned the QR code, or comes to the only open workshop, is not slowed, nor are they refused', async () => {
    const { url, other, others, places, screen, waiting, guess, visit } = await guarded()
    const { joinUrl } = (await (await screen()).next('welcome')).room
    await guess(BURST + 1)
    const scanned = await visit(fetch(url + new URL(joinUrl).pathname + new URL(joinUrl).search, { headers: { cookie: attendeeCookie('ann') } }))
    expect([scanned.waited, scanned.value.status]).toEqual([false, 200])
    expect((await visit(other.attendee('ann'))).waited).toBe(true)
    const visits = Array.from({ length: MOST_WAITING }, (_, no) => fetch(`${url}/${wrongCode(no)}`))
    await expect.poll(() => waiting.length).toBe(MOST_WAITING)
    expect((await fetch(url + new URL(joinUrl).pathname + new URL(joinUrl).search, { headers: { cookie: attendeeCookie('ben') } })).status).toBe(200)
    await others[0]!.facilitator().then(panel => panel.send({ type: 'workshop:end' }))
    await expect.poll(async () => (await fetch(url, { headers: { cookie: attendeeCookie('cem') } })).status).toBe(200)
    const newcomer = await fetch(url, { redirect: 'manual' })
    const cookie = newcomer.headers.getSetCookie()[0]!.split(';')[0]!
    expect((await fetch(url + newcomer.headers.get('location'), { headers: { cookie } })).status).toBe(200)
    expect(places.open()).toHaveLength(2)
    waiting.splice(0).forEach(({ go }) => go())
    await Promise.all(visits)
  })

  it('a facilitator of another workshop is slowed as anybody', async () => {
    const { place, other, guess, visit } = await guarded()
    await guess(BURST + 1)
    expect((await visit(fetch(`${place}/`, { headers: { cookie: other.cookie } }))).waited).toBe(true)
  })

  it('five a second are answered, one after the other; to those who would wait too long a page says so, which tries again, and sockets are refused', async () => {
    const { url, place, other, clock, guess, waiting, attendee } = await guarded()
    await attendee('ann')
    await guess(BURST + 1)
    const visits = Array.from({ length: MOST_WAITING }, (_, no) => fetch(`${url}/${wrongCode(no)}`))
    await expect.poll(() => waiting.length).toBe(MOST_WAITING)
    expect(waiting.map(({ ms }) => ms).toSorted((a, b) => a - b)).toEqual(Array.from({ length: MOST_WAITING }, (_, no) => 2000 + 200 * no))
    for (const code of ['zzzzzz', 'bbbbbb']) {
      const response = await fetch(`${url}/${code}`)
      expect([response.status, response.headers.get('refresh')]).toEqual([429, '10'])
      expect(await response.text()).toContain('Too many wrong codes')
    }
    await expect(other.attendee('ben')).rejects.toThrow('unavailable')
    expect((await fetch(`${place}/`, { headers: { cookie: attendeeCookie('ann') } })).status).toBe(200)
    waiting.splice(0).forEach(({ go }) => go())
    expect(new Set((await Promise.all(visits)).map(({ status }) => status))).toEqual(new Set([404]))
    clock.ms += 40_000
    const late = fetch(`${other.place}/`)
    await expect.poll(() => waiting.length).toBe(1)
    expect(waiting[0]!.ms).toBe(2000)
    waiting[0]!.go()
    expect((await late).status).toBe(200)
  })
})

it('a deck\'s files at the root are those of the workshop whose page asks, whatever folder they are in', async () => {
  const dist = standInPages()
  const { url, code, others: [other], places } = await startTestServer({ dist, others: [{ start: { workshop: '2026-11-23-bbbbbb' } }] })
  mkdirSync(join(dist, 'deck', 'svgs'))
  for (const name of ['bg.png', 'svgs/logo.svg'])
    writeFileSync(join(dist, 'deck', name), `The file ${name}`)
  await places.whileClosed(other!.id, async () => {})
  for (const name of ['bg.png', 'svgs/logo.svg']) {
    const ask = async (referer?: string) => fetch(`${url}/${name}`, { headers: referer ? { referer } : {} })
    for (const page of [`${url}/${code}/deck/3`, `${other!.place}/deck/1?print`])
      expect(await (await ask(page)).text()).toBe(`The file ${name}`)
    for (const page of [undefined, `${url}/zzzzzz/deck/1`, `${url}/facilitate`, 'https://elsewhere.example/'])
      expect([page, (await ask(page)).status]).toEqual([page, 404])
  }
})
