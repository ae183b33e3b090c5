import type { TestServer } from '../../support/server/test-server.ts'
import { describe, expect, it } from 'vitest'
import { currentRound, FACILITATOR } from '../../../core/workshop.ts'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { picks } from '../../support/polls/answers.ts'
import * as kinds from '../../support/polls/polls.ts'
import { attendeeCookie, startTestServer } from '../../support/server/test-server.ts'

const { choice, dots, estimate } = kinds
const ROUND = `${choice.id}#1`
/** What a browser asks for. */
const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8'

interface Post {
  cookie?: string | null
  origin?: string | null
  accept?: string
}

/** Sends a form as a browser would, from the page's own origin and with Ann's cookie if not said otherwise. */
function post(url: string, form: Record<string, string> | string, { cookie = attendeeCookie('ann'), origin = new URL(url).origin, accept = 'application/json' }: Post = {}): Promise<Response> {
  const headers = { accept, ...cookie !== null && { cookie }, ...origin !== null && { origin } }
  return fetch(url, { method: 'POST', redirect: 'manual', headers, body: new URLSearchParams(form) })
}

const ballot = (pick: string, more: Record<string, string> = {}) => ({ poll: choice.id, round: ROUND, pick, ...more })

async function startOnChoice(options: Parameters<typeof startTestServer>[0] = {}): Promise<TestServer & { counted: () => unknown[], show: (poll: string) => Promise<unknown> }> {
  const server = await startTestServer(options)
  let no = 0
  const show = (poll: string) => server.room.submit(FACILITATOR, { type: 'slide:show', id: `show-000${no++}`, no: 2, clicks: 0, poll })
  await show(choice.id)
  return { ...server, show, counted: () => [...currentRound(server.room.workshop.polls.get(choice.id)!).ballots.values()] }
}

describe('a form that is posted', () => {
  it('[C4] is answered once its command is in the log', async () => {
    const { place: url, log, room, counted } = await startOnChoice()
    const response = await post(url, ballot('b'))
    expect([response.status, await response.json()]).toEqual([200, { ok: true }])
    expect((await entriesOf(log, room.workshop.id)).at(-1)!.command).toMatchObject({ type: 'ballot:cast', answer: picks('b') })
    expect(counted()).toEqual([picks('b')])
  })

  it('[B1] is the same attendee\'s as what comes over a socket', async () => {
    const { place: url, attendee, counted } = await startOnChoice()
    await post(url, ballot('b'))
    const ann = await attendee('ann')
    expect((await ann.next('own')).ballots).toEqual({ [ROUND]: picks('b') })
    await ann.send({ type: 'ballot:cast', poll: choice.id, round: ROUND, answer: picks('c') })
    expect(counted()).toEqual([picks('c')])
    // The page that is open hears of it.
    const heard = ann.next('own')
    await post(url, ballot('a'))
    expect((await heard).ballots).toEqual({ [ROUND]: picks('a') })
  })

  it('[C3] counts once under one id, over whichever transport', async () => {
    const { place: url, attendee, log, room } = await startOnChoice()
    const casts = async () => (await entriesOf(log, room.workshop.id)).filter(({ command }) => command.type === 'ballot:cast').length
    const id = 'id-of-one-tap'
    for (let time = 0; time < 2; time++)
      expect(await (await post(url, ballot('b', { id }))).json()).toEqual({ ok: true })
    const ann = await attendee('ann')
    expect(await ann.send({ type: 'ballot:cast', id, poll: choice.id, round: ROUND, answer: picks('b') })).toEqual({ ok: true })
    expect(await casts()).toBe(1)
  })

  it('[C5] counts no more where a later one replaced it', async () => {
    const { place: url, counted } = await startOnChoice()
    await post(url, ballot('c', { id: 'id-of-the-later', instead: 'id-of-the-first' }))
    expect(await (await post(url, ballot('a', { id: 'id-of-the-first' }))).json()).toEqual({ ok: true })
    expect(counted()).toEqual([picks('c')])
  })

  it('leads a browser back to the page, which says once what became of it, whichever server it comes from', async () => {
    const { place: url } = await startOnChoice()
    const path = new URL(url).pathname
    let cookies = attendeeCookie('ann')
    const page = async () => {
      const response = await fetch(url, { headers: { cookie: cookies } })
      const gone = response.headers.getSetCookie().some(header => header.startsWith('outcome=;') && header.includes('Max-Age=0') && header.includes(`Path=${path}`))
      cookies = gone ? attendeeCookie('ann') : cookies
      return response.text()
    }
    for (const [form, words] of [[ballot('b'), 'Your vote is in.'], [ballot('b', { empty: '' }), 'Your vote is taken back.']] as const) {
      const response = await post(url, form, { accept: HTML })
      expect([response.status, response.headers.get('location')]).toEqual([303, path])
      const [header] = response.headers.getSetCookie()
      expect(header).toContain(`Path=${path}; HttpOnly`)
      cookies += `; ${header!.split(';')[0]}`
      expect(await page()).toContain(words)
      expect(await page()).not.toContain(words)
    }
    cookies += '; outcome=<b>anything</b>'
    expect(await page()).not.toContain('anything')
  })

  it('answers a browser whose form is refused with the page, which says why', async () => {
    const { place: url } = await startOnChoice()
    const response = await post(url, ballot('nothing'), { accept: HTML })
    expect([response.status, response.headers.get('cache-control'), response.headers.getSetCookie()]).toEqual([409, 'no-store', []])
    expect(await response.text()).toContain('That did not count. An option you picked is gone. Pick again.')
  })

  it('takes the answer of every kind', async () => {
    const { place: url, show, room } = await startOnChoice()
    const forms: [kind: keyof typeof kinds, form: string][] = [['choice', 'pick=a'], ['scale', 'level.a=2'], ['dots', 'add=a'], ['points', 'amount.a=30'], ['rank', 'add=a'], ['matrix', 'option=a&square=1+5'], ['estimate', 'number=45'], ['words', 'word=Trust'], ['text', 'text=Why'], ['board', 'text=Why']]
    for (const [kind, form] of forms) {
      const { id } = kinds[kind] as { id: string }
      await show(id)
      const response = await post(url, `poll=${id}&round=${encodeURIComponent(`${id}#1`)}&${form}`)
      expect(await response.json(), kind).toEqual({ ok: true })
      expect(currentRound(room.workshop.polls.get(id)!).ballots.size, kind).toBe(1)
    }
  })

  it('says a role and takes a seat', async () => {
    const { place: url, room, codes } = await startOnChoice({ seats: 1, start: { roles: [{ id: 'dev', label: 'Development' }] } })
    expect(await (await post(url, ballot('a'))).json()).toMatchObject({ ok: false, code: 'seat_needed' })
    expect(await (await post(url, { code: 'bcdf-ghjk' })).json()).toMatchObject({ ok: false, code: 'not_found' })
    expect(await (await post(url, { code: codes[0]! })).json()).toEqual({ ok: true })
    expect(await (await post(url, { code: codes[0]! }, { cookie: attendeeCookie('ben') })).json()).toMatchObject({ ok: false, code: 'seat_taken' })
    expect(await (await post(url, { role: 'dev' })).json()).toEqual({ ok: true })
    expect([...room.workshop.roleChoices.values()]).toEqual(['dev'])
  })
})

describe('a form is refused', () => {
  it.each<[string, Post]>([
    ['without the cookie', { cookie: null }],
    ['with a cookie that is none', { cookie: attendeeCookie('ann').slice(0, -3) }],
    ['from another site', { origin: 'http://evil.example' }],
    ['from another port of this machine', { origin: 'http://localhost:1' }],
    ['from a page that hides its origin', { origin: 'null' }],
    ['from a page that names no origin', { origin: null }],
  ])('%s', async (_, from) => {
    const { place: url, counted } = await startOnChoice()
    for (const accept of ['application/json', 'text/html']) {
      const response = await post(url, ballot('b'), { ...from, accept })
      expect(response.status).toBe(403)
      expect(response.headers.getSetCookie()).toEqual([])
      expect(await response.text()).toContain(accept === 'text/html' ? 'Back to the vote' : '"not_allowed"')
    }
    expect(counted()).toEqual([])
  })

  it('at the public address from another one', async () => {
    const { place: url, counted } = await startOnChoice({ publicUrl: 'https://vote.example' })
    expect((await post(url, ballot('b'), { origin: 'https://vote.example' })).status).toBe(200)
    expect((await post(url, ballot('c'), { origin: 'http://vote.example' })).status).toBe(403)
    expect(counted()).toEqual([picks('b')])
  })

  it('where it is too long', async () => {
    const { place: url } = await startOnChoice()
    const response = await post(url, ballot('x'.repeat(17_000)))
    expect([response.status, await response.json()]).toEqual([413, { ok: false, code: 'malformed', message: 'This is too long. Write it shorter.' }])
  })

  it.each<[string, number, Record<string, string>]>([
    ['stale_round', 409, { ...ballot('a'), round: `${choice.id}#0` }],
    ['not_open', 409, { poll: dots.id, round: `${dots.id}#1`, add: 'a' }],
    ['not_found', 409, { ...ballot('a'), poll: 'nothing' }],
    ['malformed', 400, { ...ballot('a'), id: 'short' }],
    ['malformed', 400, {}],
    ['invalid_answer', 409, ballot('nothing')],
    ['not_found', 409, { role: 'nobody' }],
    ['wrong_state', 409, { code: 'bcdf-ghjk' }],
  ])('with %s', async (code, status, form) => {
    const { place: url, counted } = await startOnChoice()
    const response = await post(url, form)
    expect([response.status, await response.json()]).toEqual([status, { ok: false, code, message: expect.stringMatching(/\.$/) }])
    expect(counted()).toEqual([])
  })

  it.each(['', 'many', '1e12'])('with the numbers that fit, where it has none: "%s"', async (number) => {
    const { place: url, show } = await startOnChoice()
    await show(estimate.id)
    const response = await post(url, { poll: estimate.id, round: `${estimate.id}#1`, number })
    expect([response.status, await response.json()]).toEqual([400, { ok: false, code: 'malformed', message: 'Enter a number from 0 to 240.' }])
  })

  it('where an attendee sends too many, over whichever transport', async () => {
    const { place: url, attendee } = await startOnChoice({ monotonic: () => 0 })
    for (let no = 0; no < 39; no++)
      expect((await post(url, ballot('a'))).status).toBe(200)
    const ann = await attendee('ann')
    expect(await ann.send({ type: 'ballot:cast', poll: choice.id, round: ROUND, answer: picks('a') })).toEqual({ ok: true })
    const response = await post(url, ballot('b'))
    expect([response.status, await response.json()]).toEqual([429, { ok: false, code: 'rate_limited', message: 'Too many taps at once. Wait a moment.' }])
    expect((await post(url, ballot('b'), { cookie: attendeeCookie('ben') })).status).toBe(200)
  })

  it('in no other form than a page sends', async () => {
    const { place: url, counted } = await startOnChoice()
    const response = await fetch(url, { method: 'POST', headers: { 'cookie': attendeeCookie('ann'), 'origin': new URL(url).origin, 'accept': 'application/json', 'content-type': 'application/json' }, body: JSON.stringify(ballot('a')) })
    expect(await response.json()).toMatchObject({ ok: false })
    expect(counted()).toEqual([])
  })
})
