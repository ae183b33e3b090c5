import type { Person } from './person.ts'
import type { OpenIdSettings } from './settings.ts'
import type { SignedCookie } from './signed-cookie.ts'
import { hash } from 'node:crypto'
import { z } from 'zod'
import { cookieNames, derive } from '../auth.ts'
import { personSchema } from './person.ts'
import { attemptSchema } from './provider.ts'
import { signedCookie } from './signed-cookie.ts'

const attemptCookieSchema = attemptSchema.extend({
  /** The address to go on to. */
  to: z.string(),
})

const ATTEMPT_S = 10 * 60
const SESSION_S = 12 * 3600

export interface OpenIdCookies {
  session: SignedCookie<Person>
  /** One for each attempt, because several tabs may sign in at once. */
  attempt: (state: string) => SignedCookie<z.infer<typeof attemptCookieSchema>>
}

export interface OpenIdCookiesOptions {
  secret: string
  base: URL
  callback: URL
  now: () => number
}

export function openIdCookies(settings: OpenIdSettings, { secret, base, callback, now }: OpenIdCookiesOptions): OpenIdCookies {
  const names = cookieNames(secret)
  const attemptKey = derive(secret, 'cookie of a sign-in')
  const common = { baseUrl: base.href, now }
  return {
    session: signedCookie({
      ...common,
      name: names.person,
      // Other settings may let in others: everybody signs in anew.
      key: derive(secret, `cookie of a person ${JSON.stringify({ ...settings, clientSecret: null })}`),
      schema: personSchema,
      path: base.pathname,
      seconds: SESSION_S,
    }),
    attempt: state => signedCookie({
      ...common,
      name: `${names.signIn}_${hash('sha256', state).slice(0, 16)}`,
      key: attemptKey,
      schema: attemptCookieSchema,
      path: callback.pathname,
      seconds: ATTEMPT_S,
    }),
  }
}
