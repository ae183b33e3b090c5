import { describe, expect, it } from 'vitest'
import { ownershipIn } from '../../core/views/owners.ts'

const rows = (counts: Record<string, number>) => Object.entries(counts).map(([id, count]) => ({ id, count }))

describe('[S4] who owns something', () => {
  it.each([
    ['more than half of the votes', { 'role-dev': 3, 'nobody': 2 }, { state: 'owned', leading: [{ id: 'role-dev', count: 3 }], voters: 5 }],
    ['shared, by more than half', { 'shared': 2, 'role-ops': 1 }, { state: 'shared', leading: [{ id: 'shared', count: 2 }], voters: 3 }],
    ['nobody, by more than half', { nobody: 4, shared: 3 }, { state: 'nobody', leading: [{ id: 'nobody', count: 4 }], voters: 7 }],
    ['half of the votes are not enough', { 'role-dev': 2, 'role-ops': 2 }, { state: 'unclear', leading: [{ id: 'role-dev', count: 2 }, { id: 'role-ops', count: 2 }], voters: 4 }],
    ['who cannot say does not count', { 'role-dev': 1, 'unsure': 9 }, { state: 'owned', leading: [{ id: 'role-dev', count: 1 }], voters: 1 }],
    ['nobody could say', { 'role-dev': 0, 'unsure': 9 }, { state: 'unknown', leading: [], voters: 9 }],
    ['no vote', { 'role-dev': 0, 'unsure': 0 }, null],
  ] as const)('%s', (_, counts, expected) => {
    expect(ownershipIn(rows(counts))).toEqual(expected)
  })
})
