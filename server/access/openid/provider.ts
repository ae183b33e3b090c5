import type { ClientAuth, Configuration } from 'openid-client'
import type { OpenIdSettings } from './settings.ts'
import * as client from 'openid-client'
import { z } from 'zod'
import { problemOf } from './provider-problem.ts'

/** What has to be remembered between leaving for the provider and coming back. */
export type Attempt = z.infer<typeof attemptSchema>

export const attemptSchema = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() })

/** What the provider says of a person. Only `iss` and `sub` are sure to be there. */
export type Claims = { iss: string, sub: string } & Record<string, unknown>

/** Both throw a SignInProblem. */
export interface Provider {
  /** The address that a browser leaves for. */
  begin: (options: { otherAccount: boolean }) => Promise<{ url: URL, attempt: Attempt }>
  /** @param query that the browser came back with */
  finish: (query: string, attempt: Attempt) => Promise<Claims>
}

const TIMEOUT_S = 10

/**
 * The provider by its OpenID Connect discovery document, which is read when it is first needed, and again after any failure.
 * @param callback the address that browsers come back to
 */
export function createProvider(settings: OpenIdSettings, callback: string): Provider {
  let known: Promise<Configuration> | undefined

  async function use<Result>(work: (configuration: Configuration) => Promise<Result>): Promise<Result> {
    try {
      known ??= discover(settings)
      return await work(await known)
    }
    catch (error) {
      known = undefined
      throw problemOf(error, settings, callback)
    }
  }

  return {
    begin: ({ otherAccount }) => use(async (configuration) => {
      const attempt = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
      const url = client.buildAuthorizationUrl(configuration, {
        redirect_uri: callback,
        scope: scopeOf(configuration),
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: await client.calculatePKCECodeChallenge(attempt.verifier),
        code_challenge_method: 'S256',
        ...otherAccount && { prompt: promptOf(configuration) },
      })
      return { url, attempt }
    }),
    finish: (query, { state, nonce, verifier }) => use(async (configuration) => {
      const url = new URL(callback)
      url.search = query
      const tokens = await client.authorizationCodeGrant(configuration, url, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier })
      const claims = tokens.claims()!
      // Many providers keep the ID token small.
      const more = configuration.serverMetadata().userinfo_endpoint ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub) : {}
      return { ...more, ...claims }
    }),
  }
}

function discover({ issuer, clientId, clientSecret }: OpenIdSettings): Promise<Configuration> {
  return client.discovery(new URL(issuer), clientId, undefined, clientSecret === null ? client.None() : secretBy(clientSecret), {
    timeout: TIMEOUT_S,
    // Settings allow it on this machine only.
    execute: issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
  })
}

/** In the body, as most providers take it; in the header where a provider doesn't offer that. */
function secretBy(secret: string): ClientAuth {
  const [inBody, inHeader] = [client.ClientSecretPost(secret), client.ClientSecretBasic(secret)]
  return (server, ...request) => (server.token_endpoint_auth_methods_supported?.includes('client_secret_post') ? inBody : inHeader)(server, ...request)
}

/** Some providers only say the groups if asked for that scope, others refuse scopes that they don't know. */
function scopeOf(configuration: Configuration): string {
  const { scopes_supported: scopes } = configuration.serverMetadata()
  return ['openid', 'profile', 'email', ...scopes?.includes('groups') ? ['groups'] : []].join(' ')
}

/** Without a prompt, a provider that still knows the browser signs in the same account again. All but Google know `login`. */
function promptOf(configuration: Configuration): string {
  return configuration.serverMetadata().issuer === 'https://accounts.google.com' ? 'select_account' : 'login'
}
