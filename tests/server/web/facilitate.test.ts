import type { HomeState, HomeWorkshop } from '../../../client/home/home-state.ts'
import { describe, expect, it } from 'vitest'
import { codeOf, LETTERS } from '../../../server/access/join-codes.ts'
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
    const post = (path: string, form: Record<string, string> = {}, more: Record<string, string> = {}) =>
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
    const [{ code }] = await host.list() as [HomeWorkshop]
    const ann = await attendee('ann')
    await host.post(`/rename/${code}`, { title: '  Another name ' })
    await ann.next('attendee', ({ workshop }) => workshop.title === 'Another name')
    await host.post(`/end/${code}`)
    await ann.next('attendee', ({ workshop }) => workshop.ended)
    expect(await host.list()).toMatchObject([{ title: 'Another name', ended: true }])
    expect(await (await host.post(`/end/${code}`)).json()).toMatchObject({ ok: false, message: expect.stringContaining('ended already') })
    await host.post(`/reopen/${code}`)
    await ann.next('attendee', ({ workshop }) => !workshop.ended)
    expect((await host.post(`/rename/${code}`, { title: ' ' })).status).toBe(409)
  })

  it('compares a workshop with an earlier one', async () => {
    const { host, facilitator, attendee } = await openHome()
    const [presenter, ann] = [await facilitator(), await attendee('ann')]
    await presenter.send({ type: 'poll:open', poll: choice.id })
    await ann.send({ type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })
    await presenter.send({ type: 'poll:close', poll: choice.id })
    await presenter.send({ type: 'poll:reveal', poll: choice.id })
    const [earlier] = await host.list() as [HomeWorkshop]
    const { code } = await host.startOne()
    expect((await host.post(`/compare/${code}`, { with: earlier.id })).status).toBe(200)
    expect((await host.list()).find(workshop => workshop.code === code)).toMatchObject({ comparedWith: earlier.id })
    expect(await (await host.post(`/compare/${code}`, { with: 'nothing' })).json()).toMatchObject({ ok: false, message: expect.stringContaining('There is no workshop "nothing"') })
  })

  it('deletes a workshop once it has said what is gone', async () => {
    const { host, url, log } = await openHome()
    const { code, id } = await host.startOne({ title: 'Short-lived' })
    expect(await (await host.get(`/delete/${code}`, 'text/html')).text()).toContain('Every vote of its 0 voters')
    expect(log.workshops()).toHaveLength(2)
    await host.post(`/delete/${code}`)
    expect(log.workshops().map(workshop => workshop.id)).not.toContain(id)
    expect(await host.list()).toHaveLength(1)
    expect(await (await host.post(`/end/${code}`)).json()).toMatchObject({ message: 'This workshop is not there any more.' })
    const gone = await fetch(`${url}/${code}`)
    expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining(`No workshop has the code <b>${code}</b> now`)])
  })

  it('invites a facilitator to one workshop, by a link that works once', async () => {
    const { host, as, url, facilitator } = await openHome()
    const { code } = await host.startOne()
    const { url: link } = await (await host.post(`/invite/${code}`)).json() as { url: string }
    const path = new URL(link).pathname
    const first = await fetch(url + path)
    expect(await first.text()).toContain(`url=/${code}/facilitator/presenter/1`)
    expect((await fetch(url + path)).status).toBe(410)
    const guest = as(cookiesOf(first))
    expect((await guest.list()).map(workshop => workshop.code)).toEqual([code])
    await expect(facilitator({ cookie: cookiesOf(first) })).rejects.toThrow()
    // Neither starts nor deletes.
    expect((await guest.post('/start')).status).toBe(401)
    expect((await guest.post(`/delete/${code}`)).status).toBe(409)
    expect((await guest.post(`/rename/${code}`, { title: 'Ours' })).status).toBe(200)
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
      await host.post(`/end/${codeOf(id)}`)
    const rows = async (path: string) => (await (await host.get(path, 'text/html')).text()).match(/class="home-code"/g)!.length
    expect([await rows(''), await rows('?earlier=all')]).toEqual([53, 61])
    expect(await (await host.get('', 'text/html')).text()).toContain('8 more workshops')
    expect(await host.list()).toHaveLength(61)
  })

  it('is closed to everybody else, and to pages of other sites', async () => {
    const { as, host, room } = await openHome()
    const [{ code }] = await host.list() as [HomeWorkshop]
    const stranger = as('a=b')
    for (const response of [await stranger.get('', 'text/html'), await stranger.post('/start')]) {
      expect(response.status).toBe(401)
      expect(await response.text()).not.toContain(room.workshop.id)
    }
    for (const path of ['/rename/', '/end/', '/reopen/', '/compare/', '/invite/', '/delete/'])
      expect((await stranger.post(path + code, { title: 'Mine' })).status, path).toBe(401)
    for (const origin of ['https://evil.example', 'null'])
      expect((await host.post(`/end/${code}`, {}, { origin })).status).toBe(403)
    expect(room.workshop.ended).toBe(false)
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
