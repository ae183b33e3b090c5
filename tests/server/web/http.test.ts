import type { IncomingMessage } from 'node:http'
import { rmSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { standInPages } from '../../support/browser/pages.ts'
import { spends } from '../../support/polls/answers.ts'
import { dots } from '../../support/polls/polls.ts'
import { attendeeCookie, COOKIES, FACILITATOR_COOKIE, startTestServer } from '../../support/server/test-server.ts'

function get(url: string, cookie?: string): Promise<Response> {
  return fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} })
}

/** With a `Host` of one's own, which `fetch` does not allow. */
function answerWithHost(port: number, host: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request({ port, host: '127.0.0.1', path: '/', headers: { host } }, response => resolve(response.resume())).on('error', reject).end()
  })
}

async function statusWithHost(port: number, host: string): Promise<number | undefined> {
  return (await answerWithHost(port, host)).statusCode
}

function stateIn(page: string) {
  return JSON.parse(/id="workshop-state">(.*?)<\/script>/.exec(page)![1]!) as { view: unknown, own: { ballots: unknown } }
}

describe('the phone page', () => {
  it('contains the current poll and the own ballot, sets a cookie, and is not cached', async () => {
    const { place: url, attendee, facilitator } = await startTestServer()
    const presenter = await facilitator()
    await presenter.send({ type: 'slide:show', no: 3, clicks: 0, poll: dots.id })
    const first = await get(`${url}/`)
    const [setCookie] = first.headers.getSetCookie()
    expect(setCookie).toMatch(/^workshop_attendee_[\da-f]{8}=[\w-]{32}; Max-Age=604800; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(first.headers.get('cache-control')).toBe('no-store')
    const page = await first.text()
    expect(page).toContain(`tabindex="-1">${dots.title}</h1>`)
    expect(stateIn(page)).toMatchObject({ view: { poll: { def: { id: dots.id }, voting: 'open' } }, own: { ballots: {} } })

    const cookie = setCookie!.split(';')[0]!
    const ann = await attendee(undefined, { cookie })
    await ann.send({ type: 'ballot:cast', poll: dots.id, round: `${dots.id}#1`, answer: spends({ b: 2 }) })
    const second = await get(`${url}/index.html`, cookie)
    expect(second.headers.getSetCookie()).toEqual([])
    expect(stateIn(await second.text())).toMatchObject({ own: { ballots: { [`${dots.id}#1`]: spends({ b: 2 }) } } })
  })

  it('[V1] [V3] contains no result before the reveal, and no note', async () => {
    const { place: url, attendee, facilitator } = await startTestServer()
    const [presenter, ann] = [await facilitator(), await attendee('ann')]
    await presenter.send({ type: 'slide:show', no: 3, clicks: 0, poll: dots.id })
    const page = async () => (await get(url, attendeeCookie('ben'))).text()
    const before = await page()
    await ann.send({ type: 'ballot:cast', poll: dots.id, round: `${dots.id}#1`, answer: spends({ b: 2 }) })
    expect(await page()).toBe(before)
    await presenter.send({ type: 'poll:reveal', poll: dots.id })
    const after = await page()
    expect(after).toContain('"count":2')
    expect(before + after).not.toContain('Secret note')
  })
})

describe('the facilitator\'s pages', () => {
  it.each(['/facilitator', '/facilitator/', '/facilitator/presenter/1', '/facilitator/index.html', '/facilitator/assets/any.js', '/facilitator/api/results.json', '/facilitator/api/results.csv', '/facilitator/api/results.xlsx', '/facilitator/api/export.pdf', '/facilitator/api/report.zip', '/facilitator/api/plan.ics', '/facilitator/api/imports/jira.csv', '/FACILITATOR/', '/facilitator/../facilitator/', '//facilitator/', '/%66acilitator/'])('are closed without the cookie: %s', async (path) => {
    const { place: url } = await startTestServer()
    for (const cookie of [undefined, `${COOKIES.facilitator}=guess`, attendeeCookie('ann')]) {
      const response = await get(`${url}${path}`, cookie)
      expect([401, 404]).toContain(response.status)
      expect(await response.text()).not.toContain('The facilitator build')
    }
  })

  it('open with it, and are not cached by others', async () => {
    const { place: url } = await startTestServer()
    const page = await get(`${url}/facilitator/presenter/1`, FACILITATOR_COOKIE)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('The facilitator build')
    expect(page.headers.get('cache-control')).toContain('no-cache')
    expect((await get(`${url}/facilitator`, FACILITATOR_COOKIE)).headers.get('location')).toBe(new URL(`${url}/facilitator/presenter/1`).pathname)
  })
})

describe('the deck', () => {
  it('is open to everybody', async () => {
    const { place: url } = await startTestServer()
    expect((await get(`${url}/deck`)).headers.get('location')).toBe(new URL(`${url}/deck/1`).pathname)
    for (const path of ['/deck/1', '/deck/7'])
      expect(await (await get(`${url}${path}`)).text()).toContain('The deck build')
  })

  it.each(['/deck/presenter', '/deck/presenter/', '/deck/presenter/7'])('redirects the presenter\'s view to the facilitator\'s: %s', async (path) => {
    const { place: url } = await startTestServer()
    expect((await get(`${url}${path}`)).headers.get('location')).toBe(new URL(url + path.replace('deck', 'facilitator')).pathname)
  })
})

describe('every answer', () => {
  it.each(['/', '/deck/1', '/nothing', '/facilitator/'])('has security headers: %s', async (path) => {
    const { place: url } = await startTestServer()
    const { headers } = await get(`${url}${path}`)
    const policy = headers.get('content-security-policy')
    expect(policy).toContain('default-src \'self\'')
    expect(policy).toMatch(path === '/' ? /script-src 'self' 'sha256-[\w+/]{43}=';/ : /script-src 'self';/)
    expect(policy).not.toContain('upgrade-insecure-requests')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
    expect(headers.get('strict-transport-security')).toBe(null)
    expect(headers.get('x-powered-by')).toBe(null)
  })

  it('has them for a wrong host, and from Socket.IO', async () => {
    const { port, url } = await startTestServer()
    const misdirected = (await answerWithHost(port, `evil.example:${port}`)).headers
    for (const headers of [misdirected, Object.fromEntries((await get(`${url}/socket.io/?EIO=4&transport=polling`)).headers)])
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer', 'content-security-policy': expect.stringContaining('frame-ancestors \'self\'') })
  })

  it.each(['/nothing', '/assets/nothing.js', '/nothing.js', '/socket.io.js', '/.env', '/../package.json'])('is a 404 for an unknown path: %s', async (path) => {
    const { url, place } = await startTestServer()
    for (const response of [await get(`${url}${path}`), await get(`${place}${path}`)]) {
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('Nothing here')
    }
  })

  it.each(['/%', '/facilitate/sign-in/%E0%A4%A', '/deck/%zz'])('is no server error for a garbled address: %s', async (path) => {
    const { url } = await startTestServer()
    expect((await get(`${url}${path}`)).status).toBeLessThan(500)
  })

  it('contains nothing from outside the built pages', async () => {
    const { place: url } = await startTestServer()
    for (const path of ['/deck/..%2f..%2fpackage.json', '/..%2fpackage.json', '/deck/%2e%2e/%2e%2e/package.json'])
      expect(await (await get(`${url}${path}`)).text()).not.toContain('"dependencies"')
  })

  it('is refused for a host name that is not ours', async () => {
    const { port } = await startTestServer()
    expect(await statusWithHost(port, `evil.example:${port}`)).toBe(421)
    expect(await statusWithHost(port, `localhost:${port}`)).toBe(302)
    const proxied = await startTestServer({ publicUrl: 'https://vote.example' })
    expect(await statusWithHost(proxied.port, 'vote.example')).toBe(302)
  })

  it('says what to do if the pages are not built', async () => {
    const dist = standInPages()
    rmSync(join(dist, 'phone', 'index.html'))
    const faults: Error[] = []
    const { place: url } = await startTestServer({ dist, faults })
    const response = await get(url)
    expect(response.status).toBe(500)
    const answer = await response.text()
    expect(faults.map(({ message }) => message)).toEqual([answer])
    expect(answer).toMatch(/^The built pages are gone: .+index\.html\. .+npm start/)
  })
})

describe('during development', () => {
  it('needs no builds, and redirects to the development servers', async () => {
    const { url } = await startTestServer({ dev: true, dist: '/nowhere' })
    expect((await get(url)).headers.get('location')).toBe('http://localhost:5173')
    expect((await get(`${url}/deck/3`)).headers.get('location')).toBe('http://localhost:3030')
    expect((await get(`${url}/facilitator`, FACILITATOR_COOKIE)).headers.get('location')).toBe('http://localhost:3030/presenter/1')
    expect((await get(`${url}/facilitator/nothing`, FACILITATOR_COOKIE)).status).toBe(404)
  })
})
