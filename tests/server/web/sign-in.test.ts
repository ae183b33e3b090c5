import { describe, expect, it } from 'vitest'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { UserError } from '../../../server/user-error.ts'
import { COOKIES, FACILITATOR_COOKIE, startTestServer } from '../../support/server/test-server.ts'

describe('a sign-in link', () => {
  it('works once, and leaves a cookie that scripts and other sites cannot use', async () => {
    const { url, place, newSignInPath } = await startTestServer()
    const path = newSignInPath()
    const first = await fetch(`${url}${path}`)
    expect(first.status).toBe(200)
    const [setCookie] = first.headers.getSetCookie()
    expect(setCookie).toMatch(/^workshop_facilitator_[\da-f]{8}=[^;]+; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/)
    expect(first.headers.get('cache-control')).toBe('no-store')
    expect(first.headers.get('referrer-policy')).toBe('no-referrer')
    const page = await first.text()
    expect(page).toContain(`url=${new URL(place).pathname}/facilitator/presenter/1`)
    const cookie = setCookie!.split(';')[0]!
    expect(page).not.toContain(cookie.split('=')[1])

    const again = await fetch(`${url}${path}`)
    expect(again.status).toBe(410)
    expect(again.headers.getSetCookie()).toEqual([])
    expect((await fetch(`${url}/facilitator/presenter/1`, { headers: { cookie } })).status).toBe(200)
    expect((await fetch(`${url}${path}`, { headers: { cookie } })).status).toBe(200)
  })

  it('is not used up by a HEAD request', async () => {
    const { url, newSignInPath } = await startTestServer()
    const path = newSignInPath()
    await fetch(`${url}${path}`, { method: 'HEAD' })
    expect((await fetch(`${url}${path}`)).status).toBe(200)
  })

  it.each([['all workshops', false], ['one workshop', true]])('for %s leads to the list if the workshop cannot be opened, and has signed its visitor in', async (_, isForOne) => {
    const faults: unknown[] = []
    const { url, id, places, newSignInPath } = await startTestServer({ dist: pagesFolder(paths.root), faults, beforeLoad() {
      throw new UserError('The deck is gone.')
    } })
    await places.whileClosed(id, async () => {})
    const path = newSignInPath(isForOne ? id : undefined)
    const response = await fetch(`${url}${path}`, isForOne ? { method: 'POST', headers: { origin: url } } : {})
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('url=/facilitate"')])
    const cookie = response.headers.getSetCookie()[0]!.split(';')[0]!
    expect(await (await fetch(`${url}/facilitate`, { headers: { cookie } })).text()).toContain('The deck is gone.')
    expect((await fetch(`${url}${path}`, { headers: { cookie } })).status).toBe(200)
  })

  it('of a workshop that is deleted by now leads to the list', async () => {
    const { url, others: [other], places, workshops, newSignInPath } = await startTestServer({ others: [{ start: { workshop: '2026-11-23-bbbbbb' } }] })
    const path = newSignInPath(other!.id)
    await places.whileClosed(other!.id, () => workshops.remove(other!.id))
    expect(await (await fetch(`${url}${path}`, { method: 'POST', headers: { origin: url } })).text()).toContain('url=/facilitate"')
  })

  it('opens nothing if it is unknown', async () => {
    const { url } = await startTestServer()
    expect((await fetch(`${url}/facilitate/sign-in/guess`)).status).toBe(410)
  })

  it('limits guesses to a few a second, but never the right link or cookie', async () => {
    const clock = { ms: 0 }
    const { url, place, newSignInPath } = await startTestServer({ monotonic: () => clock.ms })
    const guess = async (path: string, cookie?: string) => (await fetch(`${path.startsWith('/facilitator/') ? place : url}${path}`, { headers: cookie ? { cookie } : {} })).status
    const guesses = await Promise.all(Array.from({ length: 30 }, (_, index) => index % 2 ? guess(`/facilitate/sign-in/${index}`) : guess('/facilitator/', `${COOKIES.facilitator}=${index}`)))
    expect(guesses.filter(status => status === 429)).toHaveLength(10)
    expect(await guess('/facilitator/')).toBe(401)
    expect(await guess('/facilitator/', FACILITATOR_COOKIE)).toBe(200)
    expect(await guess(newSignInPath())).toBe(200)
    clock.ms += 500
    expect([await guess('/facilitate/sign-in/one'), await guess('/facilitate/sign-in/two')]).toEqual([410, 429])
  })

  it('has a new code every time', async () => {
    const { url, newSignInPath } = await startTestServer()
    const paths = [newSignInPath(), newSignInPath()]
    for (const path of paths)
      expect((await fetch(`${url}${path}`)).status).toBe(200)
  })
})
