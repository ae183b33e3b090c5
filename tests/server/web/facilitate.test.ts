import type { HomeState, HomeWorkshop } from '../../../client/home/home-state.ts'
import { describe, expect, it } from 'vitest'
import { LETTERS } from '../../../server/access/join-codes.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { picks } from '../../support/polls/answers.ts'
import { choice } from '../../support/polls/polls.ts'
import { FACILITATOR_COOKIE, startTestServer } from '../../support/server/test-server.ts'

/** A server, and what a browser of somebody does at its home page. */
async function openHome(options: Parameters<typeof startTestServer>[0] = {}) {
  const server = await startTestServer({ dist: pagesFolder(paths.root), now: Date.now, ...options })
  const as = (cookie: string) => {
    const headers = { cookie, accept: 'application/json', origin: server.url }
    const get = (path: string, accept = 'application/json') => fetch(`${server.url}/facilitate${path}`, { headers: { ...headers, accept }, redirect: 'manual' })
    const post = (path: string, form: Record<string, string> | URLSearchParams = {}, more: Record<string, string> = {}) =>
      fetch(`${server.url}/facilitate${path}`, { method: 'POST', headers: { ...headers, ...more }, body: new URLSearchParams(form), redirect: 'manual' })
    const list = async () => (await (await get('')).json() as HomeState).workshops
    const startOne = async (form: Record<string, string> = {}) => {
      const { id } = await (await post('/start', form)).json() as { id: string }
      return (await list()).find(workshop => workshop.id === id)!
    }
    return { get, post, list, startOne }
  }
  return { ...server, as, host: as(FACILITATOR_COOKIE) }
}

/** A code for each number. */
const codeNo = (no: number) => `bbbb${LETTERS[Math.floor(no / LETTERS.length)]}${LETTERS[no % LETTERS.length]}`

const cookiesOf = (response: Response) => response.headers.getSetCookie().map(line => line.split(';')[0]!).join('; ')

describe('the home page', () => {
  it('starts a workshop beside the open one, with a title, a route and seats of its own', async () => {
    const { host, room, url } = await openHome()
    const { id, code, title } = await host.startOne({ title: 'Platform team, winter', route: '90', seats: '12' })
    expect(title).toBe('Platform team, winter')
    const open = await host.list()
    expect(open.map(({ ended }) => ended)).toEqual([false, false])
    expect(room.workshop.ended).toBe(false)
    // The root no longer knows which one is meant.
    expect(await (await fetch(url)).text()).toContain('Which workshop?')
    expect(await (await fetch(`${url}/${code}`)).text()).toContain('Platform team, winter')
    expect((await (await fetch(`${url}/${code}/facilitator/seats`, { headers: { cookie: FACILITATOR_COOKIE } })).text()).match(/class="code"/g)).toHaveLength(12)
    expect(id).toMatch(new RegExp(`-${code}$`))
  })

  it('is drawn for people, with what is wrong with a form, and loses nothing', async () => {
    const { host } = await openHome()
    const page = await (await host.get('', 'text/html')).text()
    expect(page).toContain('1 workshop open')
    expect(page).not.toContain('<script')
    for (const [form, problem] of [[{ route: 'nowhere' }, 'nowhere is not known'], [{ seats: '0' }, 'is no number of seats'], [{ deck: '/etc/passwd' }, 'is no deck of this server']] as const) {
      const response = await host.post('/start', form, { accept: 'text/html' })
      expect(response.status).toBe(409)
      expect(await response.text()).toContain(problem)
    }
    expect(await host.list()).toHaveLength(1)
  })

  it('renames, ends and reopens a workshop; everybody in the room sees it', async () => {
    const { host, attendee } = await openHome()
    const [{ id }] = await host.list() as [HomeWorkshop]
    const ann = await attendee('ann')
    await host.post(`/rename/${id}`, { title: '  Another name ' })
    await ann.next('attendee', ({ workshop }) => workshop.title === 'Another name')
    await host.post(`/end/${id}`)
    await ann.next('attendee', ({ workshop }) => workshop.ended)
    expect(await host.list()).toMatchObject([{ title: 'Another name', ended: true }])
    expect(await (await host.post(`/end/${id}`)).json()).toMatchObject({ ok: false, message: expect.stringContaining('ended already') })
    await host.post(`/reopen/${id}`)
    await ann.next('attendee', ({ workshop }) => !workshop.ended)
    expect((await host.post(`/rename/${id}`, { title: ' ' })).status).toBe(409)
  })

  it('compares a workshop with an earlier one', async () => {
    const { host, facilitator, attendee } = await openHome()
    const [presenter, ann] = [await facilitator(), await attendee('ann')]
    await presenter.send({ type: 'poll:open', poll: choice.id })
    await ann.send({ type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })
    await presenter.send({ type: 'poll:close', poll: choice.id })
    await presenter.send({ type: 'poll:reveal', poll: choice.id })
    const [earlier] = await host.list() as [HomeWorkshop]
    const { id } = await host.startOne()
    expect((await host.post(`/compare/${id}`, { with: earlier.id })).status).toBe(200)
    expect((await host.list()).find(workshop => workshop.id === id)).toMatchObject({ comparedWith: earlier.id })
    expect(await (await host.post(`/compare/${id}`, { with: 'nothing' })).json()).toMatchObject({ ok: false, message: 'There is no such workshop to compare with. Choose one of your list.' })
  })

  it('says what is wrong with a form that no page of ours sends', async () => {
    const { host, room } = await openHome()
    const [{ id }] = await host.list() as [HomeWorkshop]
    for (const [path, form, problem] of [
      ['/start', 'title=a&title=b', '“title” is there more than once'],
      ['/start', 'seats=1&seats=2&deck=a&deck=b', '“deck” is there more than once, “seats” is there more than once'],
      [`/rename/${id}`, 'title=a&title=b', '“title” is there more than once'],
      [`/rename/${id}`, '', '“title” is missing'],
      [`/compare/${id}`, '', '“with” is missing'],
      [`/compare/${id}`, 'with=none&with=none', '“with” is there more than once'],
    ] as const) {
      for (const accept of ['text/html', 'application/json']) {
        const response = await host.post(path, new URLSearchParams(form), { accept })
        expect([path, response.status, await response.text()]).toEqual([path, 400, expect.stringContaining(`This form cannot be read: ${problem}.`)])
      }
    }
    expect([room.workshop.title, (await host.list()).length]).toEqual(['Test room', 1])
  })

  it('gives no cookie of a workshop to a host, who has one for all', async () => {
    const { host } = await openHome()
    const started = await host.post('/start')
    const { id } = await started.json() as { id: string }
    expect(started.headers.getSetCookie()).toEqual([])
    expect((await host.get(`/open/${id}`)).headers.getSetCookie()).toEqual([])
  })

  it('acts on the very workshop that was meant, though another has the same code', async () => {
    const [older, later] = ['2026-11-20-bbbb', '2026-11-23-bbbb'] as const
    const { host, url, log, catalog } = await openHome({ start: { workshop: older, title: 'The older' }, others: [{ start: { workshop: later, title: 'The later' } }] })
    const titles = async () => (await host.list()).map(({ id, title, ended, isUnreachable }) => [id, title, ended, isUnreachable])
    expect(catalog.idOf('bbbb')).toBe(later)
    await host.post(`/rename/${older}`, { title: 'The first' })
    await host.post(`/end/${older}`)
    expect(await titles()).toEqual(expect.arrayContaining([[older, 'The first', true, true], [later, 'The later', false, undefined]]))
    // A code names none.
    expect((await host.post('/delete/bbbb')).status).toBe(409)
    const page = await (await host.get('', 'text/html')).text()
    expect(page).toContain('no address leads to this one')
    expect(page).not.toContain(`/open/${older}`)
    expect(page).toContain(`/open/${later}`)
    for (const response of [await host.get(`/open/${older}`), await host.post(`/invite/${older}`)])
      expect([response.status, await response.json()]).toEqual([409, { ok: false, message: expect.stringContaining('Another workshop has the code bbbb') }])
    expect(await (await host.get(`/delete/${later}`, 'text/html')).text()).toContain('Delete “The later”?')
    expect((await host.post(`/delete/${later}`)).status).toBe(200)
    expect((await log.workshops()).map(({ id }) => id)).toEqual([older])
    // Its code is free again.
    expect(await titles()).toEqual([[older, 'The first', true, undefined]])
    expect(await (await fetch(`${url}/bbbb`)).text()).toContain('The first')
  })

  it('deletes a workshop once it has said what is gone', async () => {
    const { host, url, log } = await openHome()
    const { code, id } = await host.startOne({ title: 'Short-lived' })
    expect(await (await host.get(`/delete/${id}`, 'text/html')).text()).toContain('Every vote of its 0 voters')
    expect(await log.workshops()).toHaveLength(2)
    await host.post(`/delete/${id}`)
    expect((await log.workshops()).map(workshop => workshop.id)).not.toContain(id)
    expect(await host.list()).toHaveLength(1)
    expect(await (await host.post(`/end/${id}`)).json()).toMatchObject({ message: 'This workshop is not there any more.' })
    const gone = await fetch(`${url}/${code}`)
    expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining(`No workshop has the code <b>${code}</b> now`)])
  })

  it('invites a facilitator to one workshop, by a link that works once', async () => {
    const { host, as, url, facilitator } = await openHome()
    const { code, id } = await host.startOne()
    const { url: link } = await (await host.post(`/invite/${id}`)).json() as { url: string }
    const path = new URL(link).pathname
    // A chat looks at what is behind a link.
    for (const _ of [1, 2]) {
      const look = await fetch(url + path)
      expect([look.status, look.headers.getSetCookie(), await look.text()]).toEqual([200, [], expect.stringContaining('<button class="home-button strong">Facilitate</button>')])
    }
    expect((await fetch(url + path, { method: 'POST', headers: { origin: 'https://evil.example' } })).status).toBe(403)
    const first = await fetch(url + path, { method: 'POST', headers: { origin: url } })
    expect(await first.text()).toContain(`url=/${code}/facilitator/presenter/1`)
    const again = await fetch(url + path)
    // Not everybody has a terminal.
    expect([again.status, await again.text()]).toEqual([410, expect.stringContaining('Whoever was invited asks for another invitation.')])
    const reopened = await fetch(url + path, { headers: { cookie: cookiesOf(first) } })
    expect([reopened.status, await reopened.text()]).toEqual([200, expect.stringContaining(`url=/${code}/facilitator/presenter/1`)])
    const guest = as(cookiesOf(first))
    expect((await guest.list()).map(workshop => workshop.code)).toEqual([code])
    await expect(facilitator({ cookie: cookiesOf(first) })).rejects.toThrow()
    // Neither starts nor deletes.
    expect((await guest.post('/start')).status).toBe(401)
    expect((await guest.post(`/delete/${id}`)).status).toBe(409)
    expect((await guest.post(`/rename/${id}`, { title: 'Ours' })).status).toBe(200)
    expect(await host.list()).toHaveLength(2)
  })

  it('keeps what was typed where a workshop cannot be started', async () => {
    const { host } = await openHome()
    const refused = await host.post('/start', { title: 'Platform <team>', route: 'none', seats: '12' }, { accept: 'text/html' })
    const page = await refused.text()
    expect([refused.status, page]).toEqual([409, expect.stringContaining('--route none is not known')])
    for (const value of ['value="Platform &lt;team&gt;"', 'value="12"', '<details class="home-start" open'])
      expect(page).toContain(value)
  })

  it('shows a guest no way to start one', async () => {
    const { as, cookie } = await openHome()
    const page = await (await as(cookie).get('', 'text/html')).text()
    expect(page).toContain('class="home-code"')
    expect(page).not.toContain('Start a workshop')
    expect(await (await as(FACILITATOR_COOKIE).get('', 'text/html')).text()).toContain('Start a workshop')
  })

  it('begins with the latest of many earlier ones, and shows the others on request', async () => {
    const { host } = await openHome({ others: Array.from({ length: 60 }, (_, no) => ({ start: { workshop: `2026-11-22-${codeNo(no)}` } })) })
    const list = await host.list()
    for (const { id } of list.slice(0, 58))
      await host.post(`/end/${id}`)
    const rows = async (path: string) => (await (await host.get(path, 'text/html')).text()).match(/class="home-code"/g)!.length
    expect([await rows(''), await rows('?earlier=all')]).toEqual([53, 61])
    expect(await (await host.get('', 'text/html')).text()).toContain('8 more workshops')
    expect(await host.list()).toHaveLength(61)
  })

  it('is closed to everybody else, and to pages of other sites', async () => {
    const { as, host, room } = await openHome()
    const [{ id }] = await host.list() as [HomeWorkshop]
    const stranger = as('a=b')
    for (const response of [await stranger.get('', 'text/html'), await stranger.post('/start')]) {
      expect(response.status).toBe(401)
      expect(await response.text()).not.toContain(room.workshop.id)
    }
    for (const path of ['/rename/', '/end/', '/reopen/', '/compare/', '/invite/', '/delete/'])
      expect((await stranger.post(path + id, { title: 'Mine' })).status, path).toBe(401)
    for (const origin of ['https://evil.example', 'null'])
      expect((await host.post(`/end/${id}`, {}, { origin })).status).toBe(403)
    expect(room.workshop.ended).toBe(false)
  })

  it('is pointed to where somebody can sign in there, and to the terminal where nobody can', async () => {
    for (const adminKey of ['correct horse battery staple', undefined]) {
      const { as, url, place } = await openHome({ ...adminKey !== undefined && { adminKey } })
      for (const path of [`${url}/facilitate/sign-in/guess`, `${place}/facilitator/presenter/1`]) {
        const text = await (await fetch(path)).text()
        expect([text.includes('<a href="/facilitate">Sign in</a>'), text.includes('terminal')]).toEqual([adminKey !== undefined, adminKey === undefined])
      }
      expect(await (await as('a=b').get('', 'text/html')).text()).toContain('ask whoever invited you')
    }
  })

  it('lets in who knows the key of the server, and looks at no more than a few tries', async () => {
    const clock = { ms: 0 }
    const { as } = await openHome({ adminKey: 'correct horse battery staple', monotonic: () => clock.ms })
    const stranger = as('a=b')
    expect(await (await stranger.get('', 'text/html')).text()).toContain('type="password"')
    const right = await stranger.post('/key', { key: 'correct horse battery staple' })
    expect((await as(cookiesOf(right)).list())).toHaveLength(1)
    const statuses = await Promise.all(Array.from({ length: 30 }, async (_, no) => (await stranger.post('/key', { key: String(no) })).status))
    expect(statuses.filter(status => status === 429)).toHaveLength(11)
    expect((await stranger.post('/key', { key: 'correct horse battery staple' })).status).toBe(429)
    clock.ms += 5000
    expect((await stranger.post('/key', { key: 'correct horse battery staple' })).status).toBe(303)
  })
})

describe('the page that asks for a code', () => {
  it.each([['apple', 'apple'], ['BCD', 'BCD'], ['bcdfghjk', 'bcdfghjk'], ['1234', '1234'], [' a"b<i> ', 'a&quot;b&lt;i&gt;'], ['x'.repeat(50), 'x'.repeat(20)]])('says that there is no such workshop, and keeps what was typed: %j', async (typed, shown) => {
    const { url } = await openHome()
    const response = await fetch(`${url}/?code=${encodeURIComponent(typed)}`)
    const page = await response.text()
    expect(response.status).toBe(404)
    expect(page).toContain(`value="${shown}"`)
    expect(page).toMatch(/No workshop has the code <b>/)
  })

  it('is led past by a code, however it is typed, and says nothing where nothing was', async () => {
    const { url, others: [other] } = await openHome({ others: [{ start: { workshop: '2026-11-23-bcdfgh' } }] })
    expect((await fetch(`${url}/?code=BCD%20fgh`)).url).toBe(`${other!.place}`)
    const empty = await fetch(`${url}/?code=%20`)
    expect([empty.status, (await empty.text()).includes('No workshop has')]).toEqual([200, false])
  })
})
