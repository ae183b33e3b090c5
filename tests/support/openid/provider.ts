import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Adapter, AdapterPayload, Configuration } from 'oidc-provider'
import { Buffer } from 'node:buffer'
import { generateKeyPairSync, sign } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { parseCookie } from 'cookie'
import Provider from 'oidc-provider'
import { onTestFinished } from 'vitest'

export const CLIENT_ID = 'workshops'
export const CLIENT_SECRET = 'a-secret-of-the-client-that-nobody-else-knows'

/** What the provider says of its accounts, by their id. */
export const ACCOUNTS: Record<string, Record<string, unknown>> = {
  ada: { name: 'Ada Lovelace', email: 'ada@example.org', email_verified: true, groups: ['trainers', 'admins'] },
  grace: { name: 'Grace Hopper', email: 'grace@example.org', email_verified: true, groups: ['trainers'] },
  // Entered somebody's address, and never confirmed it.
  eve: { name: '<b>Eve</b>', email: 'ceo@example.org', email_verified: false, groups: [] },
  mallory: { name: 'Mallory', email: 'mallory@example.org.evil.test', email_verified: true, groups: ['trainers-of-dogs'] },
  nameless: { groups: 'trainers' },
}

/** The name of the cookie that says which account a browser uses, in place of a form with a password; `nobody` cancels. */
export const ACCOUNT_COOKIE = 'account'

export interface ProviderOptions extends Pick<Configuration, 'conformIdTokenClaims'> {
  port?: number
  /** The redirect address that is registered. */
  callback: string
  /** The one way in which clients show their secret; `none` for public clients. */
  clientAuth?: 'client_secret_post' | 'client_secret_basic' | 'none'
  /** Offer the scope `groups`, and send no groups without it. */
  hasGroupsScope?: boolean
  /** How much its clock is ahead. */
  secondsAhead?: number
}

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** A real provider on a port of this machine, which goes with the test. Returns its issuer. */
export async function startProvider({ port = 0, callback, clientAuth = 'client_secret_post', hasGroupsScope = true, conformIdTokenClaims = true, secondsAhead = 0 }: ProviderOptions): Promise<string> {
  const server = createServer().listen(port)
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, {
    adapter: memoryAdapter,
    clients: [{
      client_id: CLIENT_ID,
      ...clientAuth !== 'none' && { client_secret: CLIENT_SECRET },
      token_endpoint_auth_method: clientAuth,
      redirect_uris: [callback],
    }],
    clientAuthMethods: [clientAuth],
    conformIdTokenClaims,
    claims: { openid: ['sub'], profile: ['name', ...hasGroupsScope ? [] : ['groups']], email: ['email', 'email_verified'], ...hasGroupsScope && { groups: ['groups'] } },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...ACCOUNTS[id] }) }),
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    features: { devInteractions: { enabled: false } },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig' }] },
    cookies: { keys: ['of the cookies'] },
    pkce: { required: () => true },
    ttl: { AccessToken: 60, AuthorizationCode: 60, Grant: 60, IdToken: 60, Interaction: 60, Session: 60 },
  })
  provider.use(async (context, next) => {
    await next()
    const tokens = context.body as { id_token?: string } | undefined
    if (tokens?.id_token)
      tokens.id_token = movedToken(tokens.id_token, secondsAhead)
  })
  const answer = provider.callback()
  server.on('request', (request, response) => request.url!.startsWith('/interaction/') ? interact(provider, request, response) : answer(request, response))
  return issuer
}

/** The token that a provider with another clock would have issued. */
function movedToken(token: string, seconds: number): string {
  const [head, payload] = token.split('.')
  const { iat, exp, ...claims } = JSON.parse(Buffer.from(payload!, 'base64url').toString()) as { iat: number, exp: number }
  const signed = `${head}.${Buffer.from(JSON.stringify({ ...claims, iat: iat + seconds, exp: exp + seconds })).toString('base64url')}`
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`
}

/** Signs in and consents at once. */
async function interact(provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response)
  const account = parseCookie(request.headers.cookie ?? '')[ACCOUNT_COOKIE]!
  if (account === 'nobody')
    return provider.interactionFinished(request, response, { error: 'access_denied', error_description: 'cancelled' })
  if (prompt.name === 'login')
    return provider.interactionFinished(request, response, { login: { accountId: account } })
  const known = grantId === undefined ? undefined : await provider.Grant.find(grantId)
  const grant = known ?? new provider.Grant({ accountId: session!.accountId, clientId: String(params.client_id) })
  grant.addOIDCScope(String(params.scope))
  await provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true })
}

/** What a provider keeps of one model, such as its sessions. The default is shared by all providers of a process. */
function memoryAdapter(): Adapter {
  const stored = new Map<string, AdapterPayload>()
  const findBy = async (is: (payload: AdapterPayload) => boolean) => [...stored.values()].find(is)
  return {
    upsert: async (id, payload) => void stored.set(id, payload),
    find: async id => stored.get(id),
    findByUid: uid => findBy(payload => payload.uid === uid),
    findByUserCode: code => findBy(payload => payload.userCode === code),
    consume: async id => void Object.assign(stored.get(id)!, { consumed: Math.floor(Date.now() / 1000) }),
    destroy: async id => void stored.delete(id),
    revokeByGrantId: async (grantId) => {
      for (const [id, payload] of stored) {
        if (payload.grantId === grantId)
          stored.delete(id)
      }
    },
  }
}
