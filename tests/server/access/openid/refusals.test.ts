import type { OpenIdServer } from '../../../support/openid/server.ts'
import type { Visitor } from '../../../support/openid/visitor.ts'
import { describe, expect, it } from 'vitest'
import { CLIENT_ID, CLIENT_SECRET } from '../../../support/openid/provider.ts'
import { startOpenIdServer } from '../../../support/openid/server.ts'
import { createVisitor } from '../../../support/openid/visitor.ts'
import { placesOf } from '../../../support/secret.ts'

const MINUTE_MS = 60 * 1000

function attemptsOf(visitor: Visitor) {
  return visitor.cookies.filter(({ name }) => name.startsWith('workshop_sign_in_'))
}

/** Comes back from the provider with something changed. */
interface Change {
  /** In the address that the provider is asked at. */
  asked?: (url: URL) => void
  /** In the address, or in the browser, just before it opens the page that ends the sign-in. */
  answered?: (url: URL, visitor: Visitor, server: OpenIdServer) => void | Promise<void>
}

async function comeBack({ asked, answered }: Change, account = 'ada') {
  const server = await startOpenIdServer()
  const visitor = createVisitor(account)
  const question = await visitor.openUpTo(server.issuer, server.signInUrl)
  asked?.(question)
  const answer = await visitor.openUpTo(server.callback, question.href)
  await answered?.(answer, visitor, server)
  const page = await visitor.open(answer.href)
  return { page, person: await server.personOf(visitor) }
}

describe('coming back from the provider', () => {
  it('signs in if nothing was changed', async () => {
    const { page, person } = await comeBack({})
    expect(page.status).toBe(200)
    expect(person).not.toBe(null)
  })

  it.each<[string, Change, string]>([
    ['with another state', { answered: url => url.searchParams.set('state', 'another') }, 'This sign-in is over'],
    ['without a state', { answered: url => url.searchParams.delete('state') }, 'This sign-in is over'],
    ['with nothing', { answered: url => void (url.search = '') }, 'This sign-in is over'],
    ['with another nonce', { asked: url => url.searchParams.set('nonce', 'another') }, 'This is another sign-in'],
    ['with another issuer', { answered: url => url.searchParams.set('iss', 'https://evil.test') }, 'This is another sign-in'],
    ['without a code', { answered: url => url.searchParams.delete('code') }, 'This is another sign-in'],
    ['with a made-up code', { answered: url => url.searchParams.set('code', 'guess') }, 'This sign-in was used'],
    ['without the cookie', { answered: (_, visitor) => void (visitor.cookies = []) }, 'This sign-in is over'],
    ['with a changed cookie', { answered: (_, visitor) => void (attemptsOf(visitor)[0]!.value += 'x') }, 'This sign-in is over'],
  ])('is refused %s', async (_, change, title) => {
    const { page, person } = await comeBack(change)
    expect(page.status).toBeGreaterThanOrEqual(400)
    expect(page.text).toContain(`<h1>${title}</h1>`)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(person).toBe(null)
  })

  it('is refused with the cookie of another attempt', async () => {
    const { page, person } = await comeBack({
      answered: async (_, visitor, server) => {
        const [mine] = attemptsOf(visitor)
        await visitor.request(server.signInUrl)
        mine!.value = attemptsOf(visitor)[1]!.value
      },
    })
    expect(page.text).toContain('<h1>This is another sign-in</h1>')
    expect(person).toBe(null)
  })

  it('is refused with the code of somebody else\'s sign-in', async () => {
    const { page, person } = await comeBack({
      answered: async (url, _, server) => {
        const other = await createVisitor('mallory').openUpTo(server.callback, server.signInUrl)
        url.searchParams.set('code', other.searchParams.get('code')!)
      },
    })
    expect(page.text).toContain('<h1>This sign-in was used</h1>')
    expect(person).toBe(null)
  })

  it('works once', async () => {
    const server = await startOpenIdServer()
    const ada = createVisitor('ada')
    const answer = await ada.openUpTo(server.callback, server.signInUrl)
    const before = [...ada.cookies]
    expect((await ada.open(answer.href)).status).toBe(200)
    const again = await ada.open(answer.href)
    expect(again.status).toBe(400)
    expect(again.text).toContain('<h1>This sign-in is over</h1>')

    const thief = createVisitor('ada')
    thief.cookies = before
    const stolen = await thief.open(answer.href)
    expect(stolen.text).toContain('<h1>This sign-in was used</h1>')
    expect(await server.personOf(thief)).toBe(null)
  })

  it('works within ten minutes', async () => {
    const clock = { ms: Date.now() }
    const server = await startOpenIdServer({ now: () => clock.ms })
    const ada = createVisitor('ada')
    const [slow, quick] = [await ada.openUpTo(server.callback, server.signInUrl), await ada.openUpTo(server.callback, server.signInUrl)]
    clock.ms += 10 * MINUTE_MS - 1
    expect((await ada.open(quick.href)).status).toBe(200)
    clock.ms += 1
    const page = await ada.open(slow.href)
    expect(page.status).toBe(400)
    expect(page.text).toContain('It took longer than ten minutes')
    expect(page.text).toContain(`<a href="${server.signInUrl}">Sign in again</a>`)
  })
})

describe('an answer of the provider', () => {
  it('that the sign-in was cancelled is shown as that', async () => {
    const { page, person } = await comeBack({}, 'nobody')
    expect(page.status).toBe(403)
    expect(page.text).toContain('The sign-in was cancelled')
    expect(page.text).toContain('Sign in again')
    expect(person).toBe(null)
  })

  it('that is out of date is a matter of clocks', async () => {
    const faults: Error[] = []
    const server = await startOpenIdServer({ provider: { secondsAhead: -120 }, faults })
    const page = await createVisitor('ada').open(server.signInUrl)
    expect(page.status).toBe(502)
    expect(page.text).toContain('By this server\'s clock')
    expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining('By the clock of this machine')])
  })

  it.each([
    ['invalid_scope', 'invalid_scope'],
    ['constructor', 'constructor'],
    ['<script>alert(1)</script>\ninvalid', 'scriptalert1scriptinvalid'],
  ])('with an unknown error shows no more of it than its code: %j', async (error, code) => {
    const faults: Error[] = []
    const server = await startOpenIdServer({ faults })
    const ada = createVisitor('ada')
    const answer = await ada.openUpTo(server.callback, server.signInUrl)
    answer.searchParams.delete('code')
    answer.searchParams.set('error', error)
    answer.searchParams.set('error_description', 'all about it')
    const page = await ada.open(answer.href)
    expect(page.status).toBe(502)
    expect(page.text).toContain(`“${code}”`)
    expect(page.text).not.toContain('all about it')
    expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining(`the redirect address there has to be ${server.callback}`)])
  })
})

it.each(['client_secret_post', 'client_secret_basic'] as const)('a wrong secret is told to whoever runs the server, and neither secret nor code to anybody (%s)', async (clientAuth) => {
  const faults: Error[] = []
  const wrong = 'a-wrong-secret-that-was-pasted'
  const server = await startOpenIdServer({ env: { OIDC_ALLOW_ALL: '1', OIDC_CLIENT_SECRET: wrong }, provider: { clientAuth }, faults })
  const ada = createVisitor('ada')
  const answer = await ada.openUpTo(server.callback, server.signInUrl)
  const page = await ada.open(answer.href)
  expect(page.status).toBe(502)
  expect(page.text).toContain('“invalid_client”')
  expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining('Compare OIDC_CLIENT_ID and OIDC_CLIENT_SECRET')])
  const secrets = { wrong, right: CLIENT_SECRET, code: answer.searchParams.get('code')!, client: CLIENT_ID }
  expect(placesOf(secrets, [{ where: 'page', bytes: page.text }, ...faults.map(fault => ({ where: 'log', bytes: `${fault.stack} ${JSON.stringify(fault)}` }))])).toEqual([])
  expect(await server.personOf(ada)).toBe(null)
})
