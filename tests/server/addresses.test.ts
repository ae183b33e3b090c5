import type { networkInterfaces } from 'node:os'
import { hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { httpUrl, isOwnHost, isOwnOrigin, lanAddresses } from '../../server/addresses.ts'

const PUBLIC = 'https://vote.example'

describe('a Host header', () => {
  it.each(['localhost', 'localhost:4321', '127.0.0.1:4321', '192.168.1.20:4321', '[::1]:4321', '[fe80::1]', 'deck.localhost', hostname(), `${hostname()}.local:4321`.toUpperCase()])('names this machine: %s', (host) => {
    expect(isOwnHost(host, undefined)).toBe(true)
  })

  it.each([undefined, '', 'evil.example', 'evil.example:4321', '127.0.0.1.evil.example', 'localhost.evil.example', 'notlocalhost', 'evil.local'])('does not: %s', (host) => {
    expect(isOwnHost(host, undefined)).toBe(false)
  })

  it('is the public address\'s too, where there is one', () => {
    expect(isOwnHost('vote.example', PUBLIC)).toBe(true)
    expect(isOwnHost('vote.example:443', PUBLIC)).toBe(true)
    expect(isOwnHost('vote.example:8080', PUBLIC)).toBe(false)
    expect(isOwnHost('me@vote.example', PUBLIC)).toBe(false)
    expect(isOwnHost('evil.example', PUBLIC)).toBe(false)
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
  ])('is our own page: %s at %s', (origin, host, publicUrl) => {
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
  ])('is not: %s at %s', (origin, host, publicUrl) => {
    expect(isOwnOrigin(origin, host, publicUrl)).toBe(false)
  })
})

it('an address of IPv6 has brackets in a URL', () => {
  expect([httpUrl('::1', 4321), httpUrl('fd00::2', 80), httpUrl('192.168.1.20', 4321), httpUrl('localhost', 4321)]).toEqual(['http://[::1]:4321', 'http://[fd00::2]:80', 'http://192.168.1.20:4321', 'http://localhost:4321'])
})

describe('the addresses of this machine', () => {
  const at = (address: string, more = {}) => ({ address, family: 'IPv4', internal: false, netmask: '255.255.255.0', mac: '', cidr: null, ...more })
  const addresses = (interfaces: Record<string, ReturnType<typeof at>[]>) => lanAddresses(interfaces as ReturnType<typeof networkInterfaces>)

  it('come with the likeliest first, and without those that no phone reaches', () => {
    expect(addresses({
      lo: [at('127.0.0.1', { internal: true })],
      docker0: [at('172.17.0.1')],
      utun3: [at('10.8.0.2')],
      eth0: [at('10.0.0.5'), at('fe80::1', { family: 'IPv6' })],
      eth1: [at('169.254.3.4')],
      wlan0: [at('192.168.1.20')],
    })).toEqual(['192.168.1.20', '10.0.0.5', '10.8.0.2', '172.17.0.1'])
  })

  it('are those of IPv6 where there are no others, without those that need an interface\'s name', () => {
    const v6 = { family: 'IPv6' }
    const lo = [at('127.0.0.1', { internal: true }), at('::1', { ...v6, internal: true })]
    const wlan0 = [at('fe80::1', v6), at('2001:db8::20', v6), at('fd12:3456::20', v6)]
    expect(addresses({ lo, wlan0, eth0: [at('169.254.3.4')], tun0: [at('fd00::1', v6)] })).toEqual(['2001:db8::20', 'fd12:3456::20', 'fd00::1'])
    expect(addresses({ lo, wlan0: [...wlan0, at('192.168.1.20')] })).toEqual(['192.168.1.20'])
  })

  it('are none without a network', () => {
    expect(addresses({ lo: [at('127.0.0.1', { internal: true })] })).toEqual([])
  })
})
