import type { ProxyChanges } from '../../../support/proxies/proxies.ts'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { FACILITATOR } from '../../../../core/workshop.ts'
import { picks } from '../../../support/polls/answers.ts'
import { choice } from '../../../support/polls/polls.ts'
import { PUBLIC_URL } from '../../../support/proxies/documented.ts'
import { addressesIn, ask, cookieOf, open } from '../../../support/proxies/outside.ts'
import { PROXIES } from '../../../support/proxies/proxies.ts'
import { startBehind } from '../../../support/proxies/serve.ts'
import { attendeeCookie, FACILITATOR_COOKIE } from '../../../support/server/test-server.ts'

const { origin: ORIGIN } = new URL(PUBLIC_URL)
const ROUND = `${choice.id}#1`
const WAYS: [string, ProxyChanges][] = [
  ['is as documented', {}],
  ['takes the path off and replaces the host', { stripsPath: true, replacesHost: true }],
]
const MORE_WAYS: [string, ProxyChanges][] = [
  ['gives it the whole host', { ownsHost: true }],
  ['takes the path off', { stripsPath: true }],
  ['replaces the host', { replacesHost: true }],
  ['renames the host and is trusted', { renamesHost: true }],
]
const CASES = PROXIES.flatMap(name => [...WAYS, ...process.env.PROXIES === 'all' ? MORE_WAYS : []].map(([way, changes]) => [name, way, changes] as const))

/** A form as the page without a script sends it. */
function form(fields: Record<string, string>, cookie: string, { accept = 'text/html', origin = ORIGIN } = {}) {
  return { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', origin, accept, cookie }, body: new URLSearchParams(fields).toString() }
}

describe.each(CASES)('behind %s that %s,', (name, _, changes) => {
  it('phones come from the public address to their page, with all that it loads', async () => {
    const { proxy, place } = await startBehind(name, changes)
    const page = await open(proxy, proxy.path)
    expect(page.url.split('?')[0]).toBe(ORIGIN + place)
    expect(page.text).toContain(`tabindex="-1">${choice.title}</h1>`)
    const { attributes } = cookieOf(await ask(proxy, place))
    expect(attributes).toEqual(expect.arrayContaining([`Path=${proxy.path || '/'}`, 'HttpOnly']))
    // A proxy that says neither its name nor that it speaks https leaves the server in doubt.
    expect(attributes.includes('Secure')).toBe(name === 'Caddy' || !changes.replacesHost)
    const files = await Promise.all(addressesIn(page).filter(url => url.includes('/assets/')).map(url => ask(proxy, url)))
    expect(files.map(({ status, headers }) => [status, headers['content-type']])).toEqual([[200, expect.stringMatching(/^text\/javascript; charset=utf-8$/i)]])
  })

  it('votes count over WebSocket, polling, a form, and a tap before the script has loaded', async () => {
    const { proxy, place, phone, counted } = await startBehind(name, changes)
    for (const transport of ['websocket', 'polling'] as const)
      expect(await (await phone(transport, transport)).send({ type: 'ballot:cast', poll: choice.id, round: ROUND, answer: picks('a') })).toEqual({ ok: true })
    const ballot = { poll: choice.id, round: ROUND, pick: 'b' }
    const sent = await open(proxy, place, form(ballot, attendeeCookie('form')))
    expect([sent.status, sent.url, sent.text]).toEqual([200, ORIGIN + place, expect.stringContaining('Your vote is in.')])
    const tap = await ask(proxy, place, form(ballot, attendeeCookie('tap'), { accept: 'application/json' }))
    expect(JSON.parse(tap.text)).toEqual({ ok: true })
    expect(counted()).toEqual([picks('a'), picks('a'), picks('b'), picks('b')])
  })

  it('pages of other sites are refused', async () => {
    const { proxy, place, phone, counted } = await startBehind(name, changes)
    for (const origin of ['https://example.org', 'http://vote.example.org', 'https://vote.example.org:8443']) {
      await expect(phone('ann', 'websocket', origin)).rejects.toThrow()
      expect((await ask(proxy, place, form({ poll: choice.id, round: ROUND, pick: 'b' }, attendeeCookie('ann'), { origin }))).status).toBe(403)
    }
    expect(counted()).toEqual([])
  })

  it('a sign-in link leads to the presenter, at the public address and on this machine', async () => {
    const { server, proxy, place } = await startBehind(name, changes)
    const signedIn = await ask(proxy, proxy.path + server.newSignInPath())
    const { cookie, attributes } = cookieOf(signedIn)
    expect(attributes).toEqual(expect.arrayContaining([`Path=${proxy.path || '/'}`, 'HttpOnly', 'SameSite=Strict']))
    expect(addressesIn(signedIn)).toEqual([`${ORIGIN}${place}/facilitator/presenter/1`])
    const presenter = await ask(proxy, addressesIn(signedIn)[0]!, { headers: { cookie } })
    const scripts = await Promise.all(addressesIn(presenter).map(url => ask(proxy, url, { headers: { cookie } })))
    expect([presenter, ...scripts].map(({ status }) => status).filter(status => status !== 200)).toEqual([])
    expect(scripts.length).toBeGreaterThan(2)
    expect((await ask(proxy, `${place}/facilitator/presenter/1`)).status).toBe(401)

    const here = await fetch(server.url + server.newSignInPath())
    const [pair, ...rest] = here.headers.getSetCookie()[0]!.split('; ')
    expect(rest).toContain(`Path=${proxy.path || '/'}`)
    expect(rest).not.toContain('Secure')
    expect((await fetch(`${server.place}/facilitator/presenter/1`, { headers: { cookie: pair! } })).status).toBe(200)
  })

  it('facilitators name workshops and invite others from the home page', async () => {
    const { proxy, place, server: { id, code } } = await startBehind(name, changes)
    const named = await open(proxy, `${proxy.path}/facilitate/rename/${id}`, form({ title: 'Another name' }, FACILITATOR_COOKIE))
    expect([named.status, named.url, named.text]).toEqual([200, `${ORIGIN}${proxy.path}/facilitate`, expect.stringContaining('Another name')])
    expect(addressesIn(named)).toContain(`${ORIGIN}${proxy.path}/facilitate/invite/${id}`)
    expect(addressesIn(named).filter(url => !url.startsWith(`${ORIGIN}${proxy.path}/`))).toEqual([])

    const { url } = JSON.parse((await ask(proxy, `${proxy.path}/facilitate/invite/${code}`, form({}, FACILITATOR_COOKIE, { accept: 'application/json' }))).text)
    const invited = await ask(proxy, url, form({}, ''))
    expect(addressesIn(invited)).toEqual([`${ORIGIN}${place}/facilitator/presenter/1`])
    expect(cookieOf(invited).attributes).toContain(`Path=${proxy.path || '/'}`)
  })

  it('the other pages lead nowhere else: slides, seats, code, shared results', async () => {
    const { server, proxy, place } = await startBehind(name, changes, { seats: 2 })
    const deck = await open(proxy, `${proxy.path}/deck/`)
    expect(deck.url).toBe(`${ORIGIN}${place}/deck/1`)
    expect((await Promise.all(addressesIn(deck).map(url => ask(proxy, url)))).map(({ status }) => status)).not.toContain(404)

    const entered = await open(proxy, place, form({ code: server.codes[0]! }, attendeeCookie('ann')))
    expect([entered.url, server.room.workshop.seated.size]).toEqual([ORIGIN + place, 1])
    const headers = { cookie: FACILITATOR_COOKIE }
    const seats = await open(proxy, `${proxy.path}/facilitator/seats`, { headers })
    expect(seats.text.replace(/<\/?(?:span|wbr)[^>]*>/g, '')).toContain(`<b>vote.example.org${proxy.path}</b>`)
    const released = await open(proxy, addressesIn(seats)[0]!, { method: 'POST', headers: { ...headers, origin: ORIGIN } })
    expect([released.status, released.url, server.room.workshop.seated.size]).toEqual([200, `${ORIGIN}${place}/facilitator/seats#seat-1`, 0])

    const unknown = await open(proxy, `${proxy.path}/?code=zzzzzz`)
    expect([unknown.status, addressesIn(unknown)]).toEqual([404, [`${ORIGIN}${proxy.path}/`]])

    await server.room.submit(FACILITATOR, { type: 'workshop:share', id: 'share-001', on: true })
    await server.room.submit(FACILITATOR, { type: 'workshop:end', id: 'end-00001' })
    const results = await open(proxy, `${place}/?results`)
    expect([results.status, results.url]).toEqual([200, `${ORIGIN}${place}/results`])
    expect((await Promise.all(addressesIn(results).map(url => open(proxy, url)))).map(({ status }) => status)).not.toContain(404)
  })
})
