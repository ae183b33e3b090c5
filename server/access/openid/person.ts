import type { Claims } from './provider.ts'
import type { OpenIdSettings } from './settings.ts'
import { hash } from 'node:crypto'
import { z } from 'zod'
import { escape } from '../../escape.ts'
import { SignInProblem } from './problem.ts'
import { domainOf } from './settings.ts'

/** Somebody who may start workshops. */
export type Person = z.infer<typeof personSchema>

export const personSchema = z.object({
  /** A digest of issuer and subject: the same at every sign-in, and no name or address. */
  id: z.string(),
  name: z.string(),
  isAdmin: z.boolean(),
})

/** A cookie holds no more than 4096 bytes. */
const NAME_LENGTH = 100

/** @throws SignInProblem when they may not start workshops */
export function admit(claims: Claims, settings: OpenIdSettings): Person {
  const groups = groupsOf(claims, settings)
  const isIn = (allowed: readonly string[]) => groups.some(group => allowed.includes(group))
  const isAdmin = isIn(settings.adminGroups)
  if (!settings.allowAll && !isAdmin && !isIn(settings.groups) && !settings.domains.includes(verifiedDomain(claims)))
    throw notAllowed(claims, settings)
  return { id: `p:${hash('sha256', JSON.stringify([claims.iss, claims.sub]), 'base64url').slice(0, 22)}`, name: nameOf(claims), isAdmin }
}

/** A provider may send a single group as a text. */
function groupsOf(claims: Claims, { groupsClaim }: OpenIdSettings): string[] {
  return [claims[groupsClaim]].flat().filter(group => typeof group === 'string')
}

/** Empty if no e-mail address is verified: a person can often enter anybody's. */
function verifiedDomain({ email, email_verified: isVerified }: Claims): string {
  // Some providers send it as a text.
  return typeof email === 'string' && (isVerified === true || isVerified === 'true') ? domainOf(email.slice(email.lastIndexOf('@'))) : ''
}

function nameOf({ name, preferred_username: username, email }: Claims): string {
  const given = [name, username, email].find(text => typeof text === 'string' && text.trim() !== '')
  return typeof given === 'string' ? given.trim().slice(0, NAME_LENGTH) : 'Facilitator'
}

function notAllowed(claims: Claims, { domains }: OpenIdSettings): SignInProblem {
  const { email } = claims
  const who = escape(typeof email === 'string' ? email.slice(0, NAME_LENGTH) : nameOf(claims))
  const isUnverified = domains.length > 0 && typeof email === 'string' && verifiedDomain(claims) === ''
  return new SignInProblem({
    status: 403,
    title: 'Not allowed here',
    reason: `${who} may not start workshops on this server. ${isUnverified ? 'The provider hasn\'t verified this e-mail address, so it doesn\'t count. ' : ''}Ask whoever runs the server.`,
    otherAccount: true,
  })
}
