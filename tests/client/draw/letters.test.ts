import { describe, expect, it } from 'vitest'
import { linesOf, widestWord, widthOf } from '../../../client/draw/letters.ts'

describe('widthOf', () => {
  it.each([
    ['illilli', 'mmmm'],
    ['lower case', 'UPPER CASE'],
    ['eight ab', '漢字漢字漢字漢字'],
    ['eight ab', 'पाइपलाइन'],
  ])('estimates %s as narrower than %s', (narrow, wide) => {
    expect(widthOf(narrow)).toBeLessThan(widthOf(wide))
  })

  it('gives combining marks and joiners no width', () => {
    expect(widthOf('e\u0301\u0301')).toBe(widthOf('e'))
    expect(widthOf('👩‍💻')).toBe(widthOf('👩💻'))
  })
})

describe('linesOf', () => {
  it('breaks between words', () => {
    expect(linesOf('one two three four', widthOf('one two'))).toBe(3)
    expect(linesOf('one two three four', 99)).toBe(1)
  })

  it('breaks a word that is longer than a line, starting on a new line', () => {
    expect(linesOf('x'.repeat(80), widthOf('x'.repeat(30)))).toBe(3)
    expect(linesOf(`a ${'x'.repeat(80)} b`, widthOf('x'.repeat(30)))).toBe(4)
  })

  it('breaks Chinese between any two characters, but not a Latin word after it', () => {
    expect(linesOf('ab 我们需要更少的会议', widthOf('ab 我们需要'))).toBe(2)
    expect(linesOf('我们应该 pipeline', widthOf('我们应该 pipelin'))).toBe(2)
  })
})

it('finds the widest word among those that may not be broken', () => {
  expect(widestWord('a standardisation of xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 22)).toBeCloseTo(widthOf('standardisation'))
})
