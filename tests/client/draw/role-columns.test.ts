import { describe, expect, it } from 'vitest'
import { headSize, roleColumns } from '../../../client/draw/role-columns.ts'

const TABLE = 1216
const seven = ['Developers', 'Site reliability engineering', 'Quality assurance', 'Information security', 'Product', 'Support', 'Management']

describe('roleColumns', () => {
  it('breaks no word of the names of seven roles', () => {
    // "Management" takes 85 pixels where it is set smallest.
    expect(roleColumns(seven, TABLE)).toEqual([100, 99])
    expect(headSize(seven, 99)).toBe(20)
  })

  it('makes labels a little narrower for a word that would otherwise be broken', () => {
    expect(roleColumns([...seven.slice(1), 'Procurement'], TABLE)).toEqual([101, 101])
  })

  it('doesn\'t widen columns for a word that is broken anyway', () => {
    expect(roleColumns([...seven.slice(1, 6), 'Infrastrukturverantwortliche', 'Operations'], TABLE)[0]).toBe(100)
  })

  it('draws the names of few roles larger', () => {
    expect(roleColumns(['Development', 'Operations'], TABLE)[0]).toBe(150)
    expect(headSize(['Development', 'Operations'], 150)).toBe(26)
  })
})
