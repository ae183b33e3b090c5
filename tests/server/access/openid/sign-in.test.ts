import type { OpenIdServerOptions } from '../../../support/openid/server.ts'
import type { Visitor } from '../../../support/openid/visitor.ts'
import { describe, expect, it } from 'vitest'
import { ACCOUNT_COOKIE } from '../../../support/openid/provider.ts'
import { startOpenIdServer } from '../../../support/openid/server.ts'
import { createVisitor } from '../../../support/openid/visitor.ts'

/** Where a page moves on to at once. */
function nextOf(page: string): string | undefined {
  return /<meta http-equiv="refresh" content="0;url=([^"]*)">/.exec(page)?.[1]
}

function useAccount(visitor: Visitor, account: string): void {
  visitor.cookies.find(({ name }) => name === ACCOUNT_COOKIE)!.value = account
}

describe('signing in', () => {
  it('makes a person known by name, and by an id that stays the same and says nothing', async () => {
    const server = await startOpenIdServer()
    const ada = createVisitor('ada')
    expect(await server.personOf(ada)).toBe(null)
    const page = await ada.open(server.signInUrl)
    expect(page.status).toBe(200)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    const person = await server.personOf(ada)
    expect(person).toEqual({ id: expect.stringMatching(/^p:[\w-]{22}$/), name: 'Ada Lovelace', isAdmin: false })

    const [elsewhere, grace] = [createVisitor('ada'), createVisitor('grace')]
    await elsewhere.open(server.signInUrl)
    await grace.open(server.signInUrl)
    expect(await server.personOf(elsewhere)).toEqual(person)
    expect((await server.personOf(grace))!.id).not.toBe(person!.id)
  })

  it('leaves a cookie that scripts and forms of other sites cannot use, and no token', async () => {
    const server = await startOpenIdServer()
    const ada = createVisitor('ada')
    const { headers } = await ada.open(server.signInUrl)
    const [cleared, session] = headers.getSetCookie()
    expect(cleared).toMatch(/^workshop_sign_in_[\da-f]{8}_[\da-f]{16}=; Max-Age=0; Path=\/facilitate\/callback; HttpOnly; SameSite=Lax$/)
    expect(session).toMatch(/^workshop_person_[\da-f]{8}=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
    const value = decodeURIComponent(session!.split(/[=;]/)[1]!)
    expect(Object.keys(JSON.parse(value.slice(0, value.lastIndexOf('.'))).value)).toEqual(['id', 'name', 'isAdmin'])
  })

  it('asks the provider with PKCE, a state and a nonce, new ones every time', async () => {
    const server = await startOpenIdServer()
    const ada = createVisitor('ada')
    const leave = async () => new URL((await ada.request(server.signInUrl)).headers.get('location')!).searchParams
    const [one, other] = [await leave(), await leave()]
    expect(one.get('code_challenge_method')).toBe('S256')
    expect(one.get('redirect_uri')).toBe(server.callback)
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(one.get(name)).toMatch(/^[\w-]{43}$/)
      expect(one.get(name)).not.toBe(other.get(name))
    }
  })

  it('works in several tabs at once', async () => {
    const server = await startOpenIdServer()
    const ada = createVisitor('ada')
    const addresses = [await ada.openUpTo(server.callback, server.signInUrl), await ada.openUpTo(server.callback, server.signInUrl)]
    for (const { href } of addresses)
      expect((await ada.open(href)).status).toBe(200)
  })

  it('works under a path, and with a provider that needs no secret', async () => {
    const server = await startOpenIdServer({ path: '/votes/', provider: { clientAuth: 'none' } })
    const ada = createVisitor('ada')
    const page = await ada.open(`${server.signInUrl}?to=/facilitate/room`)
    expect(nextOf(page.text)).toBe(`${server.url}facilitate/room`)
    expect(page.headers.getSetCookie().join()).toMatch(/Path=\/votes\/facilitate\/callback;.*Path=\/votes\/;/)
    expect(await server.personOf(ada)).not.toBe(null)
  })

  it.each<[string, OpenIdServerOptions['provider']]>([
    ['takes the secret in a header only', { clientAuth: 'client_secret_basic' }],
    ['says all in the ID token', { conformIdTokenClaims: false }],
    ['has no scope for groups', { hasGroupsScope: false }],
  ])('works with a provider that %s', async (_, provider) => {
    const server = await startOpenIdServer({ provider, env: { OIDC_ALLOW_GROUPS: 'trainers' } })
    const ada = createVisitor('ada')
    await ada.open(server.signInUrl)
    expect(await server.personOf(ada)).toMatchObject({ name: 'Ada Lovelace' })
  })

  it('sends cookies over https only where browsers use https', async () => {
    const server = await startOpenIdServer({ baseUrl: 'https://vote.example/votes' })
    const leave = async (headers: Record<string, string>) => await createVisitor('ada').request(server.signInUrl, { headers })
    const overHttps = await leave({ 'x-forwarded-proto': 'https' })
    expect(overHttps.headers.getSetCookie()).toEqual([expect.stringMatching(/; Path=\/votes\/facilitate\/callback; HttpOnly; Secure; SameSite=Lax$/)])
    expect(new URL(overHttps.headers.get('location')!).searchParams.get('redirect_uri')).toBe('https://vote.example/votes/facilitate/callback')
    expect((await leave({})).headers.getSetCookie().join()).not.toContain('Secure')
  })
})

describe('whom the settings let in', () => {
  it.each<[string, Record<string, string>, string, object]>([
    ['somebody with a verified address of the domain', { OIDC_ALLOW_DOMAINS: 'example.com, EXAMPLE.org' }, 'ada', { name: 'Ada Lovelace', isAdmin: false }],
    ['a member of the group', { OIDC_ALLOW_GROUPS: 'others,trainers' }, 'grace', { name: 'Grace Hopper', isAdmin: false }],
    ['somebody whose one group is a text', { OIDC_ALLOW_GROUPS: 'trainers' }, 'nameless', { name: 'Facilitator', isAdmin: false }],
    ['a member of a group for admins, who is one', { OIDC_ADMIN_GROUPS: 'admins' }, 'ada', { name: 'Ada Lovelace', isAdmin: true }],
    ['somebody of the domain who is also an admin', { OIDC_ALLOW_DOMAINS: 'example.org', OIDC_ADMIN_GROUPS: 'admins' }, 'ada', { isAdmin: true }],
    ['somebody in whichever claim has the groups', { OIDC_GROUPS_CLAIM: 'name', OIDC_ALLOW_GROUPS: 'Grace Hopper' }, 'grace', { name: 'Grace Hopper' }],
    ['everybody, if it says so', { OIDC_ALLOW_ALL: '1' }, 'eve', { name: '<b>Eve</b>', isAdmin: false }],
  ])('is %s', async (_, env, account, person) => {
    const server = await startOpenIdServer({ env })
    const visitor = createVisitor(account)
    await visitor.open(server.signInUrl)
    expect(await server.personOf(visitor)).toMatchObject(person)
  })

  it.each<[string, Record<string, string>, string, string]>([
    ['somebody of another domain', { OIDC_ALLOW_DOMAINS: 'example.org' }, 'mallory', 'mallory@example.org.evil.test may not'],
    ['somebody with an address that is not verified', { OIDC_ALLOW_DOMAINS: 'example.org' }, 'eve', 'verified this e-mail address'],
    ['somebody without an address', { OIDC_ALLOW_DOMAINS: 'example.org' }, 'nameless', 'Facilitator may not'],
    ['a member of a group with a similar name', { OIDC_ALLOW_GROUPS: 'trainers' }, 'mallory', 'may not start workshops'],
    ['whoever is in no group for admins', { OIDC_ADMIN_GROUPS: 'admins' }, 'grace', 'may not start workshops'],
  ])('is not %s', async (_, env, account, reason) => {
    const server = await startOpenIdServer({ env })
    const visitor = createVisitor(account)
    const page = await visitor.open(server.signInUrl)
    expect(page.status).toBe(403)
    expect(page.text).toContain('Not allowed here')
    expect(page.text).toContain(reason)
    expect(page.text).not.toContain('<b>')
    expect(await server.personOf(visitor)).toBe(null)
  })

  it('may be another account of the same person', async () => {
    const server = await startOpenIdServer({ env: { OIDC_ALLOW_DOMAINS: 'example.org' } })
    const visitor = createVisitor('mallory')
    const page = await visitor.open(server.signInUrl)
    const link = /<a href="([^"]*)">Sign in with another account/.exec(page.text)![1]!
    useAccount(visitor, 'grace')
    expect((await visitor.open(server.signInUrl)).status).toBe(403)
    expect((await visitor.open(link)).status).toBe(200)
    expect(await server.personOf(visitor)).toMatchObject({ name: 'Grace Hopper' })
  })
})

describe('after signing in', () => {
  it.each([
    ['/facilitate/room?poll=1#notes', 'facilitate/room?poll=1#notes'],
    ['/facilitate', 'facilitate'],
    [`/facilitate/%22%3E<script>"'`, 'facilitate/%22%3E%3Cscript%3E%22&#39;'],
  ])('a visitor goes on to %s', async (to, path) => {
    const server = await startOpenIdServer()
    const page = await createVisitor('ada').open(`${server.signInUrl}?to=${encodeURIComponent(to)}`)
    expect(nextOf(page.text)).toBe(`${server.url}${path}`)
  })

  it.each([
    '//evil.test',
    '/\\evil.test',
    '/..//evil.test',
  ])('a visitor stays on this server if asked to go on to %s', async (to) => {
    const server = await startOpenIdServer()
    const page = await createVisitor('ada').open(`${server.signInUrl}?to=${encodeURIComponent(to)}`)
    expect(new URL(nextOf(page.text)!).origin).toBe(new URL(server.url).origin)
  })

  it.each([
    'https://evil.test/facilitate',
    'evil.test',
    '@evil.test',
    'javascript:alert(1)',
    '/../elsewhere',
    '/%2e%2e/elsewhere',
    `/${'x'.repeat(5000)}`,
  ])('a visitor goes to the start page instead of %s', async (to) => {
    const server = await startOpenIdServer({ path: '/votes/' })
    const page = await createVisitor('ada').open(`${server.signInUrl}?to=${encodeURIComponent(to)}`)
    expect(nextOf(page.text)).toBe(`${server.url}facilitate`)
  })
})
