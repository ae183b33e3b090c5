import { describe, expect, it } from 'vitest'
import { fitLabels, fitText, fitWall } from '../../poll/fit.ts'

const statement = (length: number) => 'x'.repeat(length)

it('gives short labels the largest size', () => {
  expect(fitLabels(['Cost', 'Security'], { width: 1000, height: 550 })).toBe(56)
})

it('shrinks for long labels and for many', () => {
  const few = fitLabels(Array.from({ length: 5 }, () => statement(80)), { width: 1000, height: 550 })
  const many = fitLabels(Array.from({ length: 8 }, () => statement(80)), { width: 1000, height: 550 })
  expect(few).toBeLessThan(56)
  expect(many).toBeLessThan(few)
})

it('never goes below what the last row can read', () => {
  expect(fitLabels(Array.from({ length: 20 }, () => statement(280)), { width: 300, height: 550 })).toBe(24)
})

describe('fitText', () => {
  const box = { width: 1000, height: 400, lineHeight: 0.9, largest: 200 }

  it('gives a short line the largest size, a long one less, and keeps both in the box', () => {
    expect(fitText('Short', box)).toBe(200)
    const long = fitText('a line of many words '.repeat(6).trim(), box)
    expect(long).toBeLessThan(150)
    expect(long).toBeGreaterThan(60)
  })

  it('breaks no word, such as an address', () => {
    expect(fitText('workshop-of-the-platform-team.example.org', box)).toBeLessThan(70)
  })

  it('leaves capitals more room', () => {
    expect(fitText('BREAKDOWN', { ...box, width: 800, capitals: true })).toBeLessThan(fitText('breakdown', { ...box, width: 800 }))
  })
})

describe('fitWall', () => {
  const wall = { columns: 3, width: 380, height: 500 }

  it('gives few short texts the largest size, many less', () => {
    expect(fitWall(['Yes', 'No'], wall)).toEqual({ size: 56, shown: 2 })
    expect(fitWall(Array.from({ length: 24 }, () => statement(20)), wall).size).toBeLessThan(44)
  })

  it('breaks a word that is longer than a line, and reckons with its lines', () => {
    const { size, shown } = fitWall([statement(280), statement(280), statement(280), statement(280)], wall)
    expect([size < 34, shown]).toEqual([true, 4])
    expect(fitWall([statement(280)], { ...wall, columns: 1 }).size).toBeLessThan(44)
  })

  it('takes Chinese for twice as wide', () => {
    expect(fitWall(['漢'.repeat(140)], wall)).toEqual(fitWall([statement(280)], wall))
  })

  it('shows as many as there is room for, no smaller than that takes', () => {
    expect(fitWall(Array.from({ length: 30 }, (_, index) => `Why ${index}?`), { ...wall, columns: 1, least: 78 })).toEqual({ size: 34, shown: 6 })
  })

  it('gives way where a wall turned out too full, down to one text', () => {
    const texts = Array.from({ length: 6 }, () => statement(30))
    const first = fitWall(texts, wall)
    expect(fitWall(texts, wall, 1).size).toBeLessThan(first.size)
    expect(fitWall(texts, wall, 20)).toEqual({ size: 22, shown: 1 })
  })
})
