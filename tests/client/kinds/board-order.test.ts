import { expect, it } from 'vitest'
import { continued, inOrderOf } from '../../../client/kinds/board/order.ts'

/** A source of chance that goes through these numbers. */
function draws(...numbers: number[]): () => number {
  return () => numbers.shift()!
}

it('[V7] gives every phone an order of its own, in which new questions follow those that it lists', () => {
  expect(continued([], ['a', 'b', 'c'], draws(0.5, 0.9, 0.1))).toEqual(['c', 'a', 'b'])
  expect(continued(['c', 'a', 'b'], ['a', 'b', 'c', 'd', 'e'], draws(0.7, 0.2))).toEqual(['c', 'a', 'b', 'e', 'd'])
})

it('[V7] lists questions without a place last, in the order in which they came', () => {
  expect(inOrderOf(['c', 'a'], [{ id: 'a' }, { id: 'x' }, { id: 'b' }, { id: 'c' }]).map(({ id }) => id)).toEqual(['c', 'a', 'x', 'b'])
})
