import { describe, expect, it } from 'vitest'
import { linesOf, widestWord, widthOf } from '../../poll/letters.ts'

describe('widthOf', () => {
  it('knows narrow letters from wide ones, and takes Chinese for wider than either', () => {
    expect(widthOf('illi')).toBeLessThan(widthOf('nono') / 1.5)
    expect(widthOf('nono')).toBeLessThan(widthOf('WMWM') / 1.4)
    expect(widthOf('发布发布')).toBeGreaterThan(widthOf('WMWM'))
  })

  it('gives marks that join a letter no room of their own', () => {
    expect(widthOf('é'.normalize('NFD'))).toBeCloseTo(widthOf('e'))
  })
})

describe('linesOf', () => {
  it('breaks between words', () => {
    expect(linesOf('one two three four', widthOf('one two'))).toBe(3)
    expect(linesOf('one two three four', 99)).toBe(1)
  })

  it('breaks a word that is longer than a line, on a line of its own', () => {
    expect(linesOf('x'.repeat(80), widthOf('x'.repeat(30)))).toBe(3)
    expect(linesOf(`a ${'x'.repeat(80)} b`, widthOf('x'.repeat(30)))).toBe(4)
  })

  it('breaks Chinese between any two letters', () => {
    expect(linesOf('ab 我们需要更少的会议', widthOf('ab 我们需要'))).toBe(2)
  })
})

it('finds the widest word among those that may not be broken', () => {
  expect(widestWord('a standardisation of xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 22)).toBeCloseTo(widthOf('standardisation'))
})
