import { describe, expect, it } from 'vitest'
import { startProvider } from '../../../support/openid/provider.ts'
import { startOpenIdServer } from '../../../support/openid/server.ts'
import { createVisitor } from '../../../support/openid/visitor.ts'
import { freePort } from '../../../support/server/free-port.ts'

describe('a provider', () => {
  it('may be down when the server starts, and is found once it is up', async () => {
    const faults: Error[] = []
    const port = await freePort()
    const issuer = `http://localhost:${port}`
    const server = await startOpenIdServer({ env: { OIDC_ISSUER: issuer, OIDC_ALLOW_ALL: '1' }, faults })
    const ada = createVisitor('ada')
    const page = await ada.open(server.signInUrl)
    expect(page.status).toBe(503)
    expect(page.text).toContain('<h1>No sign-in at the moment</h1>')
    expect(page.text).toContain('Rooms go on voting.')
    expect(faults.map(({ message }) => message)).toEqual([`The sign-in provider at OIDC_ISSUER=${issuer} can't be used (ECONNREFUSED). Check that this machine reaches ${issuer}/.well-known/openid-configuration; nothing has to be restarted afterwards.`])

    expect(await startProvider({ port, callback: server.callback })).toBe(issuer)
    expect((await ada.open(server.signInUrl)).status).toBe(200)
    expect(await server.personOf(ada)).not.toBe(null)
  })

  it('that goes by another name than the settings say is not used', async () => {
    const faults: Error[] = []
    const port = await freePort()
    await startProvider({ port, callback: 'http://localhost/facilitate/callback' })
    const server = await startOpenIdServer({ env: { OIDC_ISSUER: `http://127.0.0.1:${port}`, OIDC_ALLOW_ALL: '1' }, faults })
    const page = await createVisitor('ada').open(server.signInUrl)
    expect(page.status).toBe(503)
    expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining(`Set OIDC_ISSUER to the "issuer" in http://127.0.0.1:${port}/.well-known/openid-configuration`)])
  })

  it('that is none is reported with what it answers', async () => {
    const faults: Error[] = []
    const other = await startOpenIdServer()
    const server = await startOpenIdServer({ env: { OIDC_ISSUER: `${other.url}elsewhere`, OIDC_ALLOW_ALL: '1' }, faults })
    expect((await createVisitor('ada').open(server.signInUrl)).status).toBe(503)
    expect(faults.map(({ message }) => message)).toEqual([expect.stringContaining('(OAUTH_RESPONSE_IS_NOT_CONFORM)')])
  })
})
