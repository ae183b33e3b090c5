import type { SignInProblemOptions } from './problem.ts'
import type { OpenIdSettings } from './settings.ts'
import { AuthorizationResponseError, ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client'
import { UserError } from '../../user-error.ts'
import { SignInProblem } from './problem.ts'

/** What the person who signs in can do something about, by the provider's error codes (RFC 6749, 4.1.2.1 and 5.2). */
const BY_ERROR = new Map<string, SignInProblemOptions>([
  ['access_denied', { status: 403, title: 'Not signed in', reason: 'The sign-in was cancelled, or the provider doesn\'t let your account sign in here.' }],
  ['invalid_grant', { status: 400, title: 'This sign-in was used', reason: 'It works once, and only for a moment.' }],
])

const ANOTHER: SignInProblemOptions = { status: 400, title: 'This is another sign-in', reason: 'What came back doesn\'t belong to the sign-in that this browser began.' }

/** What is wrong with an answer, by the library's codes. */
const BY_CODE = new Map<string, SignInProblemOptions>([
  // The state or the issuer.
  ['OAUTH_INVALID_RESPONSE', ANOTHER],
  // The nonce, the issuer, or whom the token is for.
  ['OAUTH_JWT_CLAIM_COMPARISON_FAILED', ANOTHER],
  ['OAUTH_JWT_TIMESTAMP_CHECK_FAILED', {
    status: 502,
    title: 'The clocks differ',
    reason: 'By this server\'s clock, the provider\'s answer is out of date, or from the future. Whoever runs the server has to set its clock.',
    forLog: new UserError('By the clock of this machine, a sign-in that has just come from the provider is out of date, or from the future. Set the clock, for example by turning on time synchronisation.'),
  }],
])

/**
 * Puts an error of the library into words. Only its codes are used: its causes have answers of the provider in them, with
 * tokens and claims.
 */
export function problemOf(error: unknown, { issuer }: OpenIdSettings, callback: string): SignInProblem {
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError)
    return refusal(error.error, callback)
  if (error instanceof WWWAuthenticateChallengeError)
    return refusal('invalid_client', callback)
  const code = error instanceof ClientError ? error.code ?? '' : ''
  const known = BY_CODE.get(code)
  if (known)
    return new SignInProblem(known)
  return unavailable(code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED'
    ? `The provider at OIDC_ISSUER=${issuer} calls itself something else. Set OIDC_ISSUER to the "issuer" in ${wellKnown(issuer)}, letter by letter.`
    : `The sign-in provider at OIDC_ISSUER=${issuer} can't be used (${detail(error)}). Check that this machine reaches ${wellKnown(issuer)}; nothing has to be restarted afterwards.`)
}

function refusal(code: string, callback: string): SignInProblem {
  const known = BY_ERROR.get(code)
  if (known)
    return new SignInProblem(known)
  if (code === 'temporarily_unavailable' || code === 'server_error')
    return unavailable(`The sign-in provider answers "${code}".`)
  // It comes from a browser's address: a code has these characters only.
  const shown = code.replace(/[^\w-]/g, '').slice(0, 50)
  return new SignInProblem({
    status: 502,
    title: 'The provider refuses',
    reason: `It answers “${shown}” to this server. Whoever runs the server finds in its terminal what to look at.`,
    forLog: new UserError(`The sign-in provider answers "${shown}" to this server. Compare OIDC_CLIENT_ID and OIDC_CLIENT_SECRET with what is registered there; the redirect address there has to be ${callback}`),
  })
}

function unavailable(forLog: string): SignInProblem {
  return new SignInProblem({
    status: 503,
    title: 'No sign-in at the moment',
    reason: 'The sign-in provider can\'t be used. Rooms go on voting. Try again in a minute; if it stays like this, whoever runs the server finds the reason in its terminal.',
    forLog: new UserError(forLog),
  })
}

function wellKnown(issuer: string): string {
  return `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
}

/** What `fetch` says of the network, such as ECONNREFUSED, or the library of an answer. */
function detail(error: unknown): string {
  const { code, cause, name } = error as { code?: unknown, cause?: { code?: unknown }, name?: unknown }
  return [cause?.code, code, name].find(text => typeof text === 'string') ?? 'unknown'
}
