import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { UserError } from '../../user-error.ts'

/** The provider, and whom it signs in. */
export interface OpenIdSettings {
  issuer: string
  clientId: string
  /** Null for a public client. */
  clientSecret: string | null
  /** Everybody with an account at the provider. */
  allowAll: boolean
  /** Domains of verified e-mail addresses, as they stand in DNS. */
  domains: string[]
  groups: string[]
  /** Their members are allowed as well. */
  adminGroups: string[]
  /** The claim that lists a person's groups. */
  groupsClaim: string
}

const list = z.string().default('').transform(text => text.split(',').map(entry => entry.trim()).filter(entry => entry !== ''))

const environment = z.object({
  OIDC_ISSUER: z.string('OIDC_ISSUER is not set. Set it to the address of your sign-in provider, such as https://accounts.google.com')
    .refine(isSafeIssuer, { error: ({ input }) => `OIDC_ISSUER=${String(input)} is no address of a provider. Give it whole and with https, such as https://accounts.google.com; only on this machine may it be http.` })
    .refine(isOneTenant, { error: ({ input }) => `OIDC_ISSUER=${String(input)} signs in people of every organisation, each of which names its groups itself. Put the id of your own tenant in its place.` }),
  OIDC_CLIENT_ID: z.string('OIDC_CLIENT_ID is not set. Register this server at your sign-in provider, and set it to the client id that you get there.'),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_ALLOW_ALL: z.literal('1', 'OIDC_ALLOW_ALL can only be 1, which lets in everybody with an account at the provider. Leave it out otherwise.').optional(),
  OIDC_ALLOW_DOMAINS: list.transform((domains, context) => domains.map((domain) => {
    const ascii = domainOf(domain)
    if (!ascii)
      context.addIssue(`OIDC_ALLOW_DOMAINS has "${domain}", which is no domain. Write what stands behind the @ of the e-mail addresses, such as example.org, with commas between several.`)
    return ascii
  })),
  OIDC_ALLOW_GROUPS: list,
  OIDC_ADMIN_GROUPS: list,
  OIDC_GROUPS_CLAIM: z.string().default('groups'),
}).superRefine((env, context) => {
  const isLimited = env.OIDC_ALLOW_DOMAINS.length + env.OIDC_ALLOW_GROUPS.length > 0
  if (env.OIDC_ALLOW_ALL && isLimited)
    context.addIssue('OIDC_ALLOW_ALL=1 lets everybody in, whatever OIDC_ALLOW_DOMAINS and OIDC_ALLOW_GROUPS say. Leave out either the one or the others.')
  if (!env.OIDC_ALLOW_ALL && !isLimited && env.OIDC_ADMIN_GROUPS.length === 0)
    context.addIssue('Everybody with an account at the sign-in provider could start workshops. Set OIDC_ALLOW_DOMAINS or OIDC_ALLOW_GROUPS to those who may, or OIDC_ALLOW_ALL=1 if you mean everybody.')
})

/**
 * Reads the settings from environment variables; empty ones count as not set.
 * @returns null if none is set: nobody signs in with OpenID Connect
 * @throws UserError that says what is missing or wrong, and how to set it
 */
export function readOpenIdSettings(env: Record<string, string | undefined>): OpenIdSettings | null {
  const given = Object.keys(environment.shape).flatMap((name) => {
    const value = env[name]?.trim()
    return value ? [[name, value] as const] : []
  })
  if (given.length === 0)
    return null
  const { data, error } = environment.safeParse(Object.fromEntries(given))
  if (error)
    throw new UserError(error.issues.map(issue => issue.message).join(' '))
  return {
    issuer: data.OIDC_ISSUER,
    clientId: data.OIDC_CLIENT_ID,
    clientSecret: data.OIDC_CLIENT_SECRET ?? null,
    allowAll: data.OIDC_ALLOW_ALL !== undefined,
    domains: data.OIDC_ALLOW_DOMAINS,
    groups: data.OIDC_ALLOW_GROUPS,
    adminGroups: data.OIDC_ADMIN_GROUPS,
    groupsClaim: data.OIDC_GROUPS_CLAIM,
  }
}

/** A domain as it stands in DNS: lower case, without accents. Empty if it is none. */
export function domainOf(text: string): string {
  const ascii = domainToASCII(text.replace(/^@/, ''))
  return /^[\w-]+(?:\.[\w-]+)+$/.test(ascii) ? ascii : ''
}

const THIS_MACHINE = ['localhost', '127.0.0.1', '[::1]']

function isSafeIssuer(text: string): boolean {
  if (!URL.canParse(text))
    return false
  const { protocol, hostname, search, hash } = new URL(text)
  return search === '' && hash === '' && (protocol === 'https:' || (protocol === 'http:' && THIS_MACHINE.includes(hostname)))
}

/** Entra ID has issuers for the accounts of all its tenants. */
function isOneTenant(text: string): boolean {
  return !/^https:\/\/login\.microsoftonline\.com\/(?:common|organizations|consumers)\b/i.test(text)
}
