import { describe, expect, it } from 'vitest'
import { ballotsToMedian, ballotsToOwnership, ballotsToShare } from '../../../core/compare/ballots.ts'
import { interpolatedMedian } from '../../../core/kinds/shared/ordinal.ts'

describe('[K6] the ballots that a difference rests on', () => {
  it('of a median are those that hold as many ratings as would have to change', () => {
    const [then, now] = [[2, 4, 4, 0, 0], [0, 0, 4, 4, 2]]
    expect([then, now].map(interpolatedMedian)).toEqual([2.25, 3.75])
    expect(ballotsToMedian(then, now, 1)).toBe(5)
    expect(ballotsToMedian(then, now, 2)).toBe(3)
    expect(ballotsToMedian(now, then, 2)).toBe(3)
  })

  it('of a median are those of the room that needs fewer', () => {
    expect(ballotsToMedian([0, 1, 1, 0, 0], [0, 0, 0, 20, 20], 1)).toBe(2)
  })

  it('are none where both look the same', () => {
    expect(ballotsToMedian([0, 10, 10, 0, 0], [0, 100, 101, 0, 0], 1)).toBe(0)
    expect(ballotsToShare({ named: 5, of: 20 }, { named: 3, of: 12 })).toBe(0)
    expect(ballotsToShare({ named: 10, of: 30 }, { named: 33, of: 100 })).toBe(0)
    expect(ballotsToOwnership([{ id: 'role-dev', count: 3 }], [{ id: 'role-dev', count: 5 }, { id: 'nobody', count: 4 }])).toBe(0)
  })

  it('of a share are those of the larger room or of the smaller', () => {
    expect(ballotsToShare({ named: 5, of: 20 }, { named: 9, of: 18 })).toBe(5)
    expect(ballotsToShare({ named: 9, of: 18 }, { named: 5, of: 20 })).toBe(5)
    expect(ballotsToShare({ named: 0, of: 2 }, { named: 30, of: 40 })).toBe(2)
  })

  const rows = (counts: Record<string, number>) => Object.entries(counts).map(([id, count]) => ({ id, count }))
  it.each([
    ['another owner', { 'nobody': 6, 'role-ops': 2 }, { 'role-ops': 5, 'nobody': 3 }, 2],
    ['no agreement', { 'role-dev': 6, 'role-ops': 2 }, { 'role-dev': 4, 'role-ops': 4 }, 1],
    ['another of the same state', { 'role-dev': 8, 'role-ops': 2 }, { 'role-dev': 2, 'role-ops': 8 }, 4],
    ['nobody who could say', { 'role-dev': 8 }, { unsure: 6 }, 1],
    ['no agreement, from nobody who could say', { unsure: 6 }, { 'role-dev': 4, 'role-ops': 4 }, 2],
  ])('of an owner: %s', (_, then, now, ballots) => {
    expect(ballotsToOwnership(rows(then), rows(now))).toBe(ballots)
    expect(ballotsToOwnership(rows(now), rows(then))).toBe(ballots)
  })
})
