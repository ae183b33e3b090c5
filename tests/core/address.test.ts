import { expect, it } from 'vitest'
import { addressParts, hostParts, spoken } from '../../core/words/address.ts'

it('an address is displayed without its scheme', () => {
  expect(spoken('http://192.168.1.20:4321/')).toBe('192.168.1.20:4321')
})

it('an address breaks before a slash, so that its code stays whole', () => {
  expect(addressParts('https://vote.example.org:4443/votes/xxksgg')).toEqual(['vote.example.org:4443', '/votes', '/xxksgg'])
  expect(addressParts('http://192.168.1.20:4321/')).toEqual(['192.168.1.20:4321'])
})

it('a host breaks before a dot or the port, and after a hyphen', () => {
  expect(hostParts('our-team.example.org:4443')).toEqual(['our-', 'team', '.example', '.org', ':4443'])
})
