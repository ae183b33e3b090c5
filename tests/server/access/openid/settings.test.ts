import { describe, expect, it } from 'vitest'
import { readOpenIdSettings } from '../../../../server/access/openid/settings.ts'
import { UserError } from '../../../../server/user-error.ts'

const CLIENT = { OIDC_ISSUER: 'https://id.example.org/realms/team', OIDC_CLIENT_ID: 'workshops' }

describe('the settings of the sign-in', () => {
  it.each([{}, { PATH: '/bin', OIDC_ISSUER: '' }])('are null if none is set: %j', (env) => {
    expect(readOpenIdSettings(env)).toBe(null)
  })

  it('are read from the environment', () => {
    expect(readOpenIdSettings({
      ...CLIENT,
      OIDC_CLIENT_SECRET: 'secret',
      OIDC_ALLOW_DOMAINS: 'Example.org, @bücher.example,',
      OIDC_ALLOW_GROUPS: '/Trainers, People who train',
      OIDC_ADMIN_GROUPS: 'admins',
      OIDC_GROUPS_CLAIM: 'https://example.org/groups',
    })).toEqual({
      issuer: 'https://id.example.org/realms/team',
      clientId: 'workshops',
      clientSecret: 'secret',
      allowAll: false,
      domains: ['example.org', 'xn--bcher-kva.example'],
      groups: ['/Trainers', 'People who train'],
      adminGroups: ['admins'],
      groupsClaim: 'https://example.org/groups',
    })
  })

  it('need no secret, no claim and no second rule', () => {
    expect(readOpenIdSettings({ ...CLIENT, OIDC_CLIENT_SECRET: ' ', OIDC_ALLOW_DOMAINS: 'example.org' })).toMatchObject({ clientSecret: null, groupsClaim: 'groups', groups: [] })
    expect(readOpenIdSettings({ ...CLIENT, OIDC_ADMIN_GROUPS: 'admins' })).toMatchObject({ allowAll: false, adminGroups: ['admins'] })
    expect(readOpenIdSettings({ ...CLIENT, OIDC_ALLOW_ALL: '1' })).toMatchObject({ allowAll: true })
  })

  it.each<[Record<string, string>, string]>([
    [{ ...CLIENT, OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID is not set'],
    [{ OIDC_CLIENT_ID: 'workshops' }, 'OIDC_ISSUER is not set'],
    [{ OIDC_ALLOW_DOMAINS: 'example.org' }, 'OIDC_CLIENT_ID is not set'],
    [CLIENT, 'Everybody with an account at the sign-in provider could start workshops'],
    [{ ...CLIENT, OIDC_ALLOW_GROUPS: ' , ' }, 'Everybody with an account'],
    [{ ...CLIENT, OIDC_ALLOW_ALL: 'yes' }, 'OIDC_ALLOW_ALL can only be 1'],
    [{ ...CLIENT, OIDC_ALLOW_ALL: '1', OIDC_ALLOW_GROUPS: 'trainers' }, 'OIDC_ALLOW_ALL=1 lets everybody in'],
    [{ ...CLIENT, OIDC_ALLOW_DOMAINS: 'example.org, *.example.com' }, '"*.example.com", which is no domain'],
    [{ ...CLIENT, OIDC_ALLOW_DOMAINS: 'ada@example.org' }, '"ada@example.org", which is no domain'],
    [{ ...CLIENT, OIDC_ISSUER: 'id.example.org', OIDC_ALLOW_ALL: '1' }, 'OIDC_ISSUER=id.example.org is no address'],
    [{ ...CLIENT, OIDC_ISSUER: 'http://id.example.org', OIDC_ALLOW_ALL: '1' }, 'only on this machine may it be http'],
    [{ ...CLIENT, OIDC_ISSUER: 'https://login.microsoftonline.com/common/v2.0', OIDC_ALLOW_GROUPS: 'trainers' }, 'Put the id of your own tenant'],
  ])('are refused with a reason: %j', (env, reason) => {
    expect(() => readOpenIdSettings(env)).toThrow(UserError)
    expect(() => readOpenIdSettings(env)).toThrow(reason)
  })

  it('are refused with all reasons, and without the secret', () => {
    const message = reasonOf({ OIDC_CLIENT_SECRET: 'hush', OIDC_ALLOW_ALL: '2' })
    expect(message).toMatch(/OIDC_ISSUER.*OIDC_CLIENT_ID.*OIDC_ALLOW_ALL/)
    expect(message).not.toContain('hush')
    expect(message).not.toContain('\n')
  })
})

function reasonOf(env: Record<string, string>): string {
  try {
    readOpenIdSettings(env)
  }
  catch (error) {
    return (error as Error).message
  }
  throw new Error('No reason was given.')
}
