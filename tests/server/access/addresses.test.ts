import { hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { httpUrl, isOwnHost, isOwnOrigin } from '../../../server/access/addresses.ts'

const PUBLIC = 'https://vote.example'

describe('a Host header', () => {
  it.each(['localhost', 'localhost:4321', '127.0.0.1:4321', '192.168.1.20:4321', '[::1]:4321', '[fe80::1]', 'deck.localhost', hostname(), `${hostname()}.local:4321`.toUpperCase()])('is accepted: %s', (host) => {
    expect(isOwnHost(host, undefined)).toBe(true)
  })

  it.each([undefined, '', 'evil.example', 'evil.example:4321', '127.0.0.1.evil.example', 'localhost.evil.example', 'notlocalhost', 'evil.local'])('is refused: %s', (host) => {
    expect(isOwnHost(host, undefined)).toBe(false)
  })

  it('may name the public address', () => {
    expect(isOwnHost('vote.example', PUBLIC)).toBe(true)
    expect(isOwnHost('vote.example:443', PUBLIC)).toBe(true)
    expect(isOwnHost('vote.example:8080', PUBLIC)).toBe(false)
    expect(isOwnHost('me@vote.example', PUBLIC)).toBe(false)
    expect(isOwnHost('evil.example', PUBLIC)).toBe(false)
  })

  it('may leave out the public address\'s port, as proxies do', () => {
    expect(isOwnHost('vote.example', `${PUBLIC}:8443`)).toBe(true)
    expect(isOwnHost('vote.example:8443', `${PUBLIC}:8443`)).toBe(true)
    expect(isOwnHost('vote.example:4321', `${PUBLIC}:8443`)).toBe(false)
    expect(isOwnOrigin(`${PUBLIC}:8443`, 'vote.example', `${PUBLIC}:8443`)).toBe(true)
    expect(isOwnOrigin(PUBLIC, 'vote.example', `${PUBLIC}:8443`)).toBe(false)
    expect(isOwnOrigin('http://vote.example', 'vote.example', `${PUBLIC}:8443`)).toBe(false)
  })
})

describe('an Origin header', () => {
  it.each<[string | undefined, string | undefined, string | undefined]>([
    [undefined, 'localhost:4321', undefined],
    ['http://localhost:4321', 'localhost:4321', undefined],
    ['http://192.168.1.20', '192.168.1.20', undefined],
    [PUBLIC, 'vote.example', PUBLIC],
    [PUBLIC, 'localhost:4321', PUBLIC],
    ['http://192.168.1.20:4321', '192.168.1.20:4321', PUBLIC],
    ['http://[fd00::2]:4321', '[fd00::2]:4321', undefined],
    ['http://vote.example', 'vote.example', 'http://vote.example'],
  ])('is accepted: %s at %s', (origin, host, publicUrl) => {
    expect(isOwnOrigin(origin, host, publicUrl)).toBe(true)
  })

  it.each<[string, string | undefined, string | undefined]>([
    ['null', 'localhost:4321', undefined],
    ['', 'localhost:4321', undefined],
    ['http://localhost:3000', 'localhost:4321', undefined],
    ['http://127.0.0.1:4321', 'localhost:4321', undefined],
    ['http://localhost:4321', undefined, undefined],
    ['http://vote.example', 'localhost:4321', PUBLIC],
    ['http://vote.example', 'vote.example', PUBLIC],
    ['http://vote.example:443', 'vote.example:443', PUBLIC],
    ['https://vote.example', 'vote.example', 'http://vote.example'],
    ['https://localhost:4321', 'localhost:4321', undefined],
    ['https://192.168.1.20:4321', '192.168.1.20:4321', PUBLIC],
    ['ws://localhost:4321', 'localhost:4321', undefined],
    ['http://localhost:4321/page', 'localhost:4321', undefined],
    ['https://vote.example.evil.example', 'vote.example', PUBLIC],
  ])('is refused: %s at %s', (origin, host, publicUrl) => {
    expect(isOwnOrigin(origin, host, publicUrl)).toBe(false)
  })
})

it('an IPv6 address has brackets in a URL', () => {
  expect([httpUrl('::1', 4321), httpUrl('fd00::2', 80), httpUrl('192.168.1.20', 4321), httpUrl('localhost', 4321)]).toEqual(['http://[::1]:4321', 'http://[fd00::2]:80', 'http://192.168.1.20:4321', 'http://localhost:4321'])
})
