import { expect, it } from 'vitest'
import { ordinal } from '../../../client/link/ordinal.ts'

it('words ranks in English', () => {
  expect([1, 2, 3, 4, 11, 12, 13, 21, 22, 30].map(ordinal)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '22nd', '30th'])
})
