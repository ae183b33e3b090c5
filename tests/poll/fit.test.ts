import { expect, it } from 'vitest'
import { fitLabels } from '../../poll/fit.ts'

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
