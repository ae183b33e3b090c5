import type { ScaleRow } from '../../../core/kinds/scale.ts'
import { expect, it } from 'vitest'
import { flagsOf } from '../../../client/kinds/scale/flags.ts'

function row(id: string, mean: number | null, deviation: number | null): ScaleRow {
  return { id, voters: 0, share: 0, rank: null, mean, deviation, distribution: [] }
}

const flags = (...rows: ScaleRow[]) => Object.fromEntries(flagsOf({ kind: 'scale', voters: 3, rows }))

it('marks the lowest mean and the widest spread', () => {
  expect(flags(row('a', 4, 0.2), row('b', 2, 0.5), row('c', 3, 1.4))).toEqual({ b: ['lowest'], c: ['widest spread'] })
})

it('puts both marks on one option where it has both', () => {
  expect(flags(row('a', 4, 0.2), row('b', 2, 1.5))).toEqual({ b: ['lowest', 'widest spread'] })
})

it('marks nothing on a tie, and nothing where fewer than two were rated', () => {
  expect(flags(row('a', 2, 1), row('b', 2, 1))).toEqual({})
  expect(flags(row('a', 2, 1), row('b', null, null))).toEqual({})
})
