import { describe, expect, it } from 'vitest'
import { addressSize } from '../../../client/draw/address-size.ts'

describe('the size of an address', () => {
  const box = { width: 1000, height: 200, lineHeight: 1, largest: 150 }

  it('is the largest in one line, or as large as the line lets it be', () => {
    expect(addressSize([5], box)).toBe(150)
    expect(addressSize([6, 4], box)).toBe(100)
  })

  it('breaks where a further line makes it much larger', () => {
    expect(addressSize([10, 10], box)).toBe(100)
    expect(addressSize([18, 2], box)).toBe(50)
    // The parts of a line: 8 and 4, 9.
    expect(addressSize([8, 4, 9], box)).toBe(83)
  })

  it('keeps all lines in the height', () => {
    expect(addressSize([9, 9, 9], { ...box, height: 90 })).toBe(45)
  })
})
