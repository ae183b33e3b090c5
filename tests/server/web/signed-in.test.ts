import type { HomeState } from '../../../client/home/home-state.ts'
import type { Visitor } from '../../support/openid/visitor.ts'
import { stringifyCookie } from 'cookie'
import { describe, expect, it } from 'vitest'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { codeOf } from '../../../server/access/join-codes.ts'
import { createOpenId } from '../../../server/access/openid/openid.ts'
import { readOpenIdSettings } from '../../../server/access/openid/settings.ts'
import { plainPage } from '../../../server/web/plain-page.ts'
import { CLIENT_ID, CLIENT_SECRET, startProvider } from '../../support/openid/provider.ts'
import { createVisitor } from '../../support/openid/visitor.ts'
import { choice } from '../../support/polls/polls.ts'
import { freePort } from '../../support/server/free-port.ts'
import { connect } from '../../support/server/test-client.ts'
import { COOKIES, startTestServer } from '../../support/server/test-server.ts'

/** A server at which people sign in with their accounts, at a real provider. */
async function openServer() {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const issuer = await startProvider({ callback: `${url}/facilitate/callback` })
  const settings = readOpenIdSettings({ OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT_ID, OIDC_CLIENT_SECRET: CLIENT_SECRET, OIDC_ALLOW_GROUPS: 'trainers', OIDC_ADMIN_GROUPS: 'admins' })!
  const server = await startTestServer({
    port,
    publicUrl: url,
    openId: secret => createOpenId(settings, { secret, baseUrl: url, now: Date.now, page: plainPage, onFault: (error) => {
      throw error
    } }),
  })

  /** Somebody who has signed in, and what they do. */
  async function signedIn(account: string) {
    const visitor = createVisitor(account)
    expect((await visitor.open(`${url}/facilitate/sign-in?to=/facilitate`)).status).toBe(200)
    const ask = (path: string, init: RequestInit = {}) => visitor.request(url + path, { ...init, headers: { accept: 'application/json', origin: url } })
    const post = (path: string, form: Record<string, string> = {}) => ask(path, { method: 'POST', body: new URLSearchParams(form) })
    return {
      visitor,
      ask,
      post,
      idsOfList: async () => {
        const response = await ask('/facilitate')
        return response.status === 401 ? null : ((await response.json()) as HomeState).workshops.map(({ id }) => id)
      },
      start: async () => (await (await post('/facilitate/start')).json() as { id: string }).id,
      present: (code: string) => connect(url, 'facilitator', { auth: { role: 'facilitator', v: PROTOCOL_VERSION, workshop: code }, cookie: cookieOf(visitor) }),
    }
  }
  return { ...server, url, signedIn }
}

function cookieOf({ cookies }: Visitor): string {
  return stringifyCookie(Object.fromEntries(cookies.map(({ name, value }) => [name, value])))
}

/** Only with the account, not with the cookies of workshops. */
function withAccountOnly({ cookies }: Visitor): void {
  cookies.splice(0, cookies.length, ...cookies.filter(({ name }) => !name.startsWith(COOKIES.facilitator)))
}

const results = (id: string) => `/${codeOf(id)}/facilitator/api/results.json`
const open = { type: 'poll:open', poll: choice.id } as const

describe('a person with an account', () => {
  it('starts a workshop, presents it, downloads its results; after signing out, nothing of that works', async () => {
    const { signedIn, id: first } = await openServer()
    const grace = await signedIn('grace')
    expect(await grace.idsOfList()).toEqual([])
    const id = await grace.start()
    expect(await grace.idsOfList()).toEqual([id])
    for (const isLetIn of [true, false]) {
      if (!isLetIn)
        withAccountOnly(grace.visitor)
      expect((await grace.ask(results(id))).status).toBe(200)
      expect((await grace.ask(`/${codeOf(id)}/facilitator/presenter/1`)).status).toBe(200)
      const presenter = await grace.present(codeOf(id))
      await presenter.next('welcome')
      presenter.close()
    }
    expect((await grace.ask(results(first))).status).toBe(401)
    const entered = await grace.ask(`/facilitate/open/${id}`)
    expect([entered.status, entered.headers.get('location')]).toEqual([303, `/${codeOf(id)}/facilitator/presenter/1`])

    const before = cookieOf(grace.visitor)
    expect(before).toContain(`${COOKIES.facilitator}_${codeOf(id)}`)
    expect((await grace.post('/facilitate/sign-out')).status).toBe(200)
    expect(cookieOf(grace.visitor)).not.toContain(COOKIES.facilitator)
    expect(await grace.idsOfList()).toBe(null)
    for (const path of [results(id), `/${codeOf(id)}/facilitator/presenter/1`, `/${codeOf(id)}/facilitator/seats`, `/facilitate/open/${id}`])
      expect([path, (await grace.ask(path)).status]).toEqual([path, 401])
    await expect(grace.present(codeOf(id))).rejects.toThrow('not_allowed')
    expect((await grace.post(`/facilitate/delete/${id}`)).status).toBe(401)
  })

  it('is no facilitator of what others have started; an admin is of everything', async () => {
    const { signedIn, id: first } = await openServer()
    const [grace, nameless, ada] = [await signedIn('grace'), await signedIn('nameless'), await signedIn('ada')]
    const id = await grace.start()
    expect(await nameless.idsOfList()).toEqual([])
    expect((await nameless.ask(results(id))).status).toBe(401)
    await expect(nameless.present(codeOf(id))).rejects.toThrow('not_allowed')
    for (const path of [`/facilitate/end/${id}`, `/facilitate/delete/${id}`, `/facilitate/invite/${id}`])
      expect((await nameless.post(path)).status).toBe(409)
    expect((await ada.idsOfList())!.sort()).toEqual([id, first].sort())
    for (const each of [id, first])
      expect((await ada.ask(results(each))).status).toBe(200)
    const presenter = await ada.present(codeOf(id))
    expect(await presenter.send(open)).toEqual({ ok: true })
    expect((await ada.post(`/facilitate/delete/${id}`)).status).toBe(200)
    expect(await grace.idsOfList()).toEqual([])
  })
})
