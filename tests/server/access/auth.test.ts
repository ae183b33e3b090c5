import type { IncomingMessage } from 'node:http'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { cookieNames, createAuth } from '../../../server/access/auth.ts'
import { secretIn } from '../../../server/log/secret.ts'
import { ownLinks } from '../../../server/log/store.ts'
import { seatCodes } from '../../../server/rooms/seats/codes.ts'
import { UserError } from '../../../server/user-error.ts'
import { tempFolder } from '../../support/temp-folder.ts'

function request(cookie?: string): IncomingMessage {
  return { headers: { cookie } } as IncomingMessage
}

describe('the facilitator\'s secret', () => {
  it('is made once, for its owner only', async () => {
    const folder = tempFolder()
    const secret = secretIn(folder)
    expect(secret).toMatch(/^[\w-]{32}$/)
    expect(secretIn(folder)).toBe(secret)
    expect(statSync(join(folder, 'facilitator.key')).mode & 0o077).toBe(0)
    expect(secretIn(tempFolder())).not.toBe(secret)
  })

  it.each(['', '\n'])('is made again if a power cut left %j', async (left) => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'facilitator.key'), left)
    const secret = secretIn(folder)
    expect(secret).toMatch(/^[\w-]{32}$/)
    expect(readFileSync(join(folder, 'facilitator.key'), 'utf8')).toBe(secret)
    expect(createAuth(secret).isHost(request())).toBe(false)
  })

  it('is refused and kept if it is not ours, because seat codes are derived from it', async () => {
    const path = join(tempFolder(), 'facilitator.key')
    writeFileSync(path, 'short')
    expect(() => secretIn(dirname(path))).toThrow(UserError)
    expect(() => secretIn(dirname(path))).toThrow(`${path} holds no key of ours`)
    expect(readFileSync(path, 'utf8')).toBe('short')
  })
})

describe('a sign-in code', () => {
  it('of an invitation is good for an hour; the terminal\'s for as long as the server runs', async () => {
    const clock = { ms: 0 }
    const auth = createAuth('s'.repeat(32), undefined, ownLinks('this run'), () => clock.ms)
    const codeOf = (path: string) => path.split('/').at(-1)!
    const [early, late, host] = [auth.newSignInPath('one'), auth.newSignInPath('one'), auth.newSignInPath()].map(codeOf)
    clock.ms = 3_600_000
    expect(await auth.exchange(early!, request())).toMatchObject({ workshop: 'one' })
    clock.ms += 1
    expect(await auth.exchange(late!, request())).toBeNull()
    clock.ms *= 100
    expect(await auth.exchange(host!, request())).toMatchObject({ workshop: null })
  })

  it('of a host is good for as long as a store that several servers share says', async () => {
    const clock = { ms: 0 }
    const auth = createAuth('s'.repeat(32), undefined, { ...ownLinks('shared'), hostMs: 5000 }, () => clock.ms)
    const [early, late] = [auth.newSignInPath(), auth.newSignInPath()].map(path => path.split('/').at(-1)!)
    clock.ms = 5000
    expect(await auth.exchange(early!, request())).toMatchObject({ workshop: null })
    clock.ms = 5001
    expect(await auth.exchange(late!, request())).toBeNull()
    // One without an end would be good for ever.
    const endless = createAuth('s'.repeat(32), undefined, ownLinks('shared')).newSignInPath().split('/').at(-1)!
    expect(await auth.exchange(endless, request())).toBeNull()
  })

  it('is exchanged once for the cookie', async () => {
    const auth = createAuth('secret')
    const code = auth.newSignInPath().split('/').at(-1)!
    expect(await auth.exchange('another', request())).toBe(null)
    const [pair, ...attributes] = (await auth.exchange(code, request()))!.setCookie.split('; ')
    expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Strict']))
    expect(auth.isHost(request(pair))).toBe(true)
    expect(await auth.exchange(code, request())).toBe(null)
  })
})

describe('the facilitator\'s cookie', async () => {
  const auth = createAuth('secret')
  const [pair] = (await auth.exchange(auth.newSignInPath().split('/').at(-1)!, request()))!.setCookie.split('; ')
  const [, value] = pair!.split('=')

  it('reveals neither the secret nor the seat codes', async () => {
    expect(value).not.toContain('secret')
    const withIt = createAuth(value!)
    expect(seatCodes(withIt, 'workshop').first(5)).not.toEqual(seatCodes(auth, 'workshop').first(5))
    expect(withIt.isHost(request(pair))).toBe(false)
  })

  it('is not the secret itself', async () => {
    expect(auth.isHost(request(`${cookieNames('secret').facilitator}=secret`))).toBe(false)
  })
})

describe('two workshops on one host', () => {
  it('have different cookies', async () => {
    const [one, other] = [createAuth('one'), createAuth('another')]
    const jar = (await Promise.all([one, other].map(async auth => [(await auth.exchange(auth.newSignInPath().split('/').at(-1)!, request()))!.setCookie, auth.identify(request()).setCookie!]))).flat()
    expect(new Set(jar.map(line => line.split('=')[0])).size).toBe(4)
    const both = request(jar.map(line => line.split(';')[0]).join('; '))
    for (const auth of [one, other]) {
      expect(auth.isHost(both)).toBe(true)
      expect(auth.isGuess(both)).toBe(false)
      expect(auth.identify(both).setCookie).toBe(null)
    }
  })
})

describe('cookies', () => {
  const at = async (publicUrl: string | undefined, headers: Record<string, string>) => {
    const auth = createAuth('secret', publicUrl)
    const visit = { headers } as unknown as IncomingMessage
    const lines = [auth.identify(visit).setCookie!, (await auth.exchange(auth.newSignInPath().split('/').at(-1)!, visit))!.setCookie]
    return lines.map(line => line.split('; ').includes('Secure'))
  }

  it.each<[string, string, Record<string, string>]>([
    ['came for the public address', 'https://vote.example', { host: 'vote.example' }],
    ['came for it with its port', 'https://vote.example', { host: 'vote.example:443' }],
    ['came through a proxy that names this machine', 'https://vote.example', { 'host': 'localhost:4321', 'x-forwarded-proto': 'https' }],
  ])('are Secure if the request %s', async (_, publicUrl, headers) => {
    expect(await at(publicUrl, headers)).toEqual([true, true])
  })

  it.each<[string, string | undefined, Record<string, string>]>([
    ['there is no public address', undefined, { 'host': '192.168.1.20:4321', 'x-forwarded-proto': 'https' }],
    ['the public address is http', 'http://vote.example', { 'host': 'vote.example', 'x-forwarded-proto': 'https' }],
    ['the request came by the network of the room', 'https://vote.example', { host: '192.168.1.20:4321' }],
    ['the facilitator signs in on the machine itself', 'https://vote.example', { host: 'localhost:4321' }],
  ])('are not Secure if %s', async (_, publicUrl, headers) => {
    expect(await at(publicUrl, headers)).toEqual([false, false])
  })
})

it.each<[string, string | undefined, string]>([
  ['there is no public address', undefined, '/'],
  ['the public address has no path', 'https://vote.example', '/'],
  ['it has one', 'https://vote.example/votes', '/votes'],
])('cookies are for the part of the host that is ours if %s', async (_, publicUrl, path) => {
  const auth = createAuth('secret', publicUrl)
  const lines = [auth.identify(request()).setCookie!, (await auth.exchange(auth.newSignInPath().split('/').at(-1)!, request()))!.setCookie, auth.letIn(request(), 'one')]
  expect(lines.map(line => /; Path=([^;]*)/.exec(line)![1])).toEqual([path, path, path])
})

it('a visitor without a facilitator\'s cookie is looked at once, however many workshops there are', async () => {
  const auth = createAuth('secret')
  let reads = 0
  const visitor = (cookie: string) => ({ headers: {
    get cookie() {
      reads++
      return cookie
    },
  } })
  const ids = Array.from({ length: 1000 }, (_, no) => `workshop-${no}`)
  for (const cookie of ['', 'other=1', `${cookieNames('secret').attendee}=x`]) {
    reads = 0
    expect(ids.filter(auth.runs(visitor(cookie)))).toEqual([])
    expect(reads).toBeLessThan(4)
  }
  const [pair] = auth.letIn(request(), 'workshop-7').split('; ')
  expect(ids.filter(auth.runs(visitor(pair!)))).toEqual(['workshop-7'])
})

it('whoever signs out loses the cookies of a host and of every workshop, and stays the same attendee', async () => {
  const auth = createAuth('secret', 'https://vote.example/votes')
  const names = cookieNames('secret')
  const pairs = [auth.makeHost(request()), auth.letIn(request(), 'workshop-1'), auth.letIn(request(), 'workshop-2')].map(line => line.split('; ')[0]!)
  const cleared = auth.signOut(request([...pairs, `${names.attendee}=x`, `other_${names.facilitator}=x`].join('; ')))
  expect(cleared.map(line => line.split('=')[0])).toEqual(pairs.map(pair => pair.split('=')[0]))
  for (const line of cleared)
    expect(line).toMatch(/^\w+=; Max-Age=0; Path=\/votes; HttpOnly; SameSite=Strict/)
})

describe('an identity', () => {
  it('stays the same as long as its cookie is kept', async () => {
    const auth = createAuth('secret')
    const { attendee, setCookie } = auth.identify(request())
    const [pair] = setCookie!.split('; ')
    expect(auth.identify(request(pair))).toEqual({ attendee, setCookie: null })
    expect(auth.identify(request()).attendee).not.toBe(attendee)
  })

  it('can\'t be used to vote if it is read from the log', async () => {
    const { attendee, setCookie } = createAuth('secret').identify(request())
    expect(setCookie).not.toContain(attendee.replace('a:', ''))
    expect(attendee).toMatch(/^a:[\w-]{16}$/)
  })

  it.each(['', 'facilitator', '<script>', 'x'.repeat(33)])('is a new one if the cookie is %j', async (token) => {
    const name = cookieNames('secret').attendee
    expect(createAuth('secret').identify(request(`${name}=${token}`)).setCookie).toMatch(new RegExp(`^${name}=[\\w-]{32};`))
  })
})
