import { describe, expect, it } from 'vitest'
import { createAuth } from '../../../server/access/auth.ts'
import { LETTERS } from '../../../server/access/join-codes.ts'
import { MOST_SEATS, readCode, seatCodes, showCode } from '../../../server/rooms/seats/codes.ts'

const codes = seatCodes(createAuth('secret'), 'workshop')

describe('the codes of seats', () => {
  it('are always the same, and a higher number starts with the same ones', () => {
    const all = codes.first(MOST_SEATS)
    expect(new Set(all).size).toBe(MOST_SEATS)
    expect(all.filter(code => !/^[bcdfghjkmnp-tvwxz]{8}$/.test(code))).toEqual([])
    expect(seatCodes(createAuth('secret'), 'workshop').first(30)).toEqual(all.slice(0, 30))
  })

  it('match cards that were printed before', () => {
    expect(codes.first(3)).toEqual(['ppkwrtvz', 'rgrrgskp', 'vbbdnqkp'])
    expect(codes.seatOf('ppkwrtvz')).toBe('s:qIApknxnVyU1s-zg')
  })

  it('differ for another secret and another workshop', () => {
    const all = new Set(codes.first(30))
    for (const other of [seatCodes(createAuth('another'), 'workshop'), seatCodes(createAuth('secret'), 'another')]) {
      expect(other.first(30).filter(code => all.has(code))).toEqual([])
      expect(other.seatOf(codes.first(1)[0]!)).not.toBe(codes.seatOf(codes.first(1)[0]!))
    }
  })

  it('use all letters about equally often in every position', () => {
    const all = codes.first(MOST_SEATS)
    for (let place = 0; place < 8; place++) {
      // 105 each; six deviations of a fair draw are 60.
      for (const letter of LETTERS)
        expect(Math.abs(all.filter(code => code[place] === letter).length - MOST_SEATS / 19)).toBeLessThan(60)
    }
  })

  it.each(['bcdf-ghjk', 'BCDF GHJK', ' b c d f g h j k ', 'bcdf–ghjk', 'Bcdfghjk.'])('are accepted however they are typed: %j', (typed) => {
    expect(readCode(typed)).toBe('bcdfghjk')
    expect(showCode(readCode(typed))).toBe('bcdf-ghjk')
  })
})
