import type { AddressInfo } from 'node:net'
import type { Person } from '../../../server/access/openid/person.ts'
import type { ProviderOptions } from './provider.ts'
import type { Visitor } from './visitor.ts'
import { once } from 'node:events'
import { createServer } from 'node:http'
import express from 'express'
import { expect, onTestFinished } from 'vitest'
import { createOpenId } from '../../../server/access/openid/openid.ts'
import { readOpenIdSettings } from '../../../server/access/openid/settings.ts'
import { plainPage } from '../../../server/web/plain-page.ts'
import { CLIENT_ID, CLIENT_SECRET, startProvider } from './provider.ts'

export interface OpenIdServerOptions {
  /** Settings. If there is an issuer in them, no provider is started. */
  env?: Record<string, string>
  provider?: Omit<ProviderOptions, 'callback'>
  /** The path under which browsers see the server. */
  path?: string
  now?: () => number
  /** The address that browsers use, if it is another. */
  baseUrl?: string
  secret?: string
  /** What `onFault` was told is checked by the test; else a fault fails it. */
  faults?: Error[]
}

export interface OpenIdServer {
  /** The address that browsers use. */
  url: string
  signInUrl: string
  callback: string
  issuer: string
  /** Whom the server takes a browser for. */
  personOf: (visitor: Visitor) => Promise<Person | null>
}

/** A server with nothing but the sign-in, and its provider; both go with the test. */
export async function startOpenIdServer({ env = { OIDC_ALLOW_ALL: '1' }, provider, path = '/', now = Date.now, baseUrl, secret = 'the-servers-secret', faults }: OpenIdServerOptions = {}): Promise<OpenIdServer> {
  const app = express()
  const server = createServer(app).listen(0)
  await once(server, 'listening')
  const url = `http://localhost:${(server.address() as AddressInfo).port}${path}`
  const callback = `${url}facilitate/callback`
  const issuer = env.OIDC_ISSUER ?? await startProvider({ ...provider, callback })
  const settings = readOpenIdSettings({
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: CLIENT_ID,
    ...!(provider?.clientAuth === 'none') && { OIDC_CLIENT_SECRET: CLIENT_SECRET },
    ...env,
  })!
  const unexpected: unknown[] = []
  const openId = createOpenId(settings, { secret, baseUrl: baseUrl ?? url, now, page: plainPage, onFault: error => void (faults ?? unexpected).push(error as Error) })
  app.use(`${path}facilitate`, openId.router)
  app.get(`${path}facilitate`, (request, response) => void response.json(openId.personOf(request)))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
    expect(unexpected).toEqual([])
  })
  return {
    url,
    signInUrl: `${url}facilitate/sign-in`,
    callback,
    issuer,
    personOf: async visitor => await (await visitor.request(`${url}facilitate`)).json() as Person | null,
  }
}
