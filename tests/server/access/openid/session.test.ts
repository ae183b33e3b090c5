import type { Visitor } from '../../../support/openid/visitor.ts'
import { describe, expect, it } from 'vitest'
import { startOpenIdServer } from '../../../support/openid/server.ts'
import { createVisitor } from '../../../support/openid/visitor.ts'

const HOUR_MS = 3600 * 1000

function cookieOf(visitor: Visitor, name: string) {
  return visitor.cookies.find(cookie => cookie.name.startsWith(`workshop_${name}_`))!
}

describe('the cookie of a person', () => {
  it('is valid for twelve hours, whatever the browser does with it', async () => {
    const clock = { ms: Date.now() }
    const server = await startOpenIdServer({ now: () => clock.ms })
    const ada = createVisitor('ada')
    await ada.open(server.signInUrl)
    clock.ms += 12 * HOUR_MS - 1
    expect(await server.personOf(ada)).not.toBe(null)
    clock.ms += 1
    expect(await server.personOf(ada)).toBe(null)
  })

  it('is nobody\'s if a character is changed, wherever that is', async () => {
    const server = await startOpenIdServer()
    const ada = createVisitor('ada')
    await ada.open(server.signInUrl)
    const cookie = cookieOf(ada, 'person')
    const right = cookie.value
    for (const place of [0, right.indexOf('false'), right.indexOf('Ada'), right.lastIndexOf('.') + 1, right.length - 2]) {
      cookie.value = `${right.slice(0, place)}${right[place] === 'x' ? 'y' : 'x'}${right.slice(place + 1)}`
      expect(await server.personOf(ada)).toBe(null)
    }
    cookie.value = right
    expect(await server.personOf(ada)).not.toBe(null)
  })

  it.each(['', '.', 'guess', '{}.', 'null.x'])('is nobody\'s if it is %j', async (value) => {
    const server = await startOpenIdServer()
    const ada = createVisitor('ada')
    await ada.open(server.signInUrl)
    cookieOf(ada, 'person').value = value
    expect(await server.personOf(ada)).toBe(null)
  })

  it('can\'t be replaced by the cookie of an attempt, which is signed as well', async () => {
    const server = await startOpenIdServer()
    const ada = createVisitor('ada')
    await ada.open(server.signInUrl)
    await ada.request(server.signInUrl)
    cookieOf(ada, 'person').value = cookieOf(ada, 'sign_in').value
    expect(await server.personOf(ada)).toBe(null)
  })

  it('is known to another server with the same secret and settings, and to no other', async () => {
    const server = await startOpenIdServer()
    const env = { OIDC_ISSUER: server.issuer, OIDC_ALLOW_ALL: '1' }
    const twin = await startOpenIdServer({ env })
    const others = [
      await startOpenIdServer({ env, secret: 'another-servers-secret' }),
      await startOpenIdServer({ env: { OIDC_ISSUER: server.issuer, OIDC_ALLOW_DOMAINS: 'example.com' } }),
    ]
    const ada = createVisitor('ada')
    await ada.open(server.signInUrl)
    expect(await twin.personOf(ada)).toEqual(await server.personOf(ada))
    for (const other of others)
      expect(await other.personOf(ada)).toBe(null)
  })

  it('is removed by signing out, which only a page of this server can do', async () => {
    const server = await startOpenIdServer()
    const ada = createVisitor('ada')
    await ada.open(server.signInUrl)
    const signOut = (headers: Record<string, string>) => ada.open(`${server.url}facilitate/sign-out`, { method: 'POST', headers })
    for (const headers of [{}, { origin: 'https://evil.test' }, { origin: 'null' }] as Record<string, string>[])
      expect((await signOut(headers)).status).toBe(403)
    expect((await ada.request(`${server.url}facilitate/sign-out`)).status).toBe(404)
    expect(await server.personOf(ada)).not.toBe(null)

    const page = await signOut({ origin: new URL(server.url).origin })
    expect(page.status).toBe(200)
    expect(page.text).toContain('Signed out')
    expect(await server.personOf(ada)).toBe(null)
  })
})
