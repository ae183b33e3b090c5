import type { DotsPoll, DotsResult, DotsRow } from '../../core/kinds/dots.ts'
import type { ScalePoll, ScaleResult, ScaleRow } from '../../core/kinds/scale.ts'
import { describe, expect, it } from 'vitest'
import { closeAcross, rankAcross } from '../../core/kinds/dots.ts'
import { standingOf } from '../../core/kinds/scale.ts'

interface Seen<Def, Result> {
  def: Def
  /** Absent where the room does not see it. */
  result?: Result
}

function row(id: string, rated: Partial<ScaleRow> = {}): ScaleRow {
  return { id, voters: 0, unsure: 0, share: 0, rank: null, median: null, mean: null, deviation: null, distribution: [0, 0, 0, 0, 0], ...rated }
}

function scale(rows: ScaleRow[]): Seen<ScalePoll, ScaleResult> {
  const def: ScalePoll = { id: 'a/practices', kind: 'scale', title: 'How true?', live: false, levels: ['1', '2', '3', '4', '5'], options: rows.map(({ id }) => ({ id, label: id })) }
  return { def, result: { kind: 'scale', voters: 4, rows } }
}

function dots(id: string, spent: Record<string, [dots: number, voters: number]>): Seen<DotsPoll, DotsResult> {
  const rows = Object.entries(spent).map(([id, [count, voters]]): DotsRow => ({ id, count, voters, share: 0, rank: null }))
  const def: DotsPoll = { id, kind: 'dots', title: 'What slows us?', live: false, dots: 3, perOption: 2, options: rows.map(({ id }) => ({ id, label: id })) }
  return { def, result: { kind: 'dots', voters: 9, rows } }
}

describe('standingOf', () => {
  it('[S1] gives the ratings of all options and the share in the top two levels, and doesn\'t count "cannot say" as low', () => {
    const poll = scale([row('x', { distribution: [1, 0, 0, 1, 2] }), row('y', { distribution: [1, 0, 0, 0, 0], unsure: 3 }), row('z')])
    expect(standingOf(poll)).toEqual({ share: 3 / 5, distribution: [2, 0, 0, 1, 2], ratings: 5, unsure: 3, voters: 4 })
  })

  it('[S3] is null if the result is hidden, nobody rated, or there is no such scale', () => {
    const { def } = scale([row('x')])
    expect(standingOf({ def })).toBeNull()
    expect(standingOf(scale([row('x')]))).toBeNull()
    expect(standingOf(undefined)).toBeNull()
    expect(standingOf(dots('a/bottlenecks', { x: [3, 2] }))).toBeNull()
  })
})

describe('closeAcross', () => {
  const closeIn = (...polls: Seen<DotsPoll, DotsResult>[]) => closeAcross(rankAcross(polls))
  const of = (voters: number, poll: Seen<DotsPoll, DotsResult>) => ({ ...poll, result: { ...poll.result!, voters } })

  it('[S5] counts ballots in one poll, where one takes from the first what it brings the second', () => {
    expect(closeIn(of(20, dots('a/bottlenecks', { x: [9, 9], y: [8, 8] })))).toBe(1)
    expect(closeIn(of(20, dots('a/bottlenecks', { x: [10, 10], y: [8, 8] })))).toBe(2)
    expect(closeIn(of(20, dots('a/bottlenecks', { x: [12, 12], y: [8, 8] })))).toBeUndefined()
  })

  it('[S5] counts ballots over two polls, in the one where they weigh more', () => {
    const large = of(24, dots('a/bottlenecks', { x: [9, 9] }))
    expect(closeIn(large, of(12, dots('b/bottlenecks', { y: [4, 4] })))).toBe(1)
    expect(closeIn(large, of(8, dots('b/bottlenecks', { y: [6, 6] })))).toBeUndefined()
  })

  it('[S5] is 0 for a shared rank, and none without a dot', () => {
    expect(closeIn(dots('a/bottlenecks', { x: [4, 2], y: [4, 2] }))).toBe(0)
    expect(closeIn()).toBeUndefined()
  })

  it('[S5] counts options without a dot as rivals', () => {
    expect(closeIn(of(2, dots('a/bottlenecks', { x: [2, 2] })))).toBe(2)
    expect(closeIn(of(4, dots('a/bottlenecks', { x: [4, 4] })))).toBeUndefined()
    // The second would need both voters of the first to leave; an option of the same poll needs two ballots as well.
    expect(closeIn(of(3, dots('a/bottlenecks', { x: [3, 3] })), of(24, dots('b/bottlenecks', { y: [1, 1] })))).toBe(2)
  })
})

describe('rankAcross', () => {
  it('[S2] ranks by the share of voters, then by dots, over all polls', () => {
    const ranked = rankAcross([dots('a/bottlenecks', { slow: [5, 3], flaky: [7, 4] }), dots('b/bottlenecks', { drift: [5, 4] })])
    expect(ranked.map(({ poll, option, rank }) => [rank, poll, option])).toEqual([
      [1, 'a/bottlenecks', 'flaky'],
      [2, 'b/bottlenecks', 'drift'],
      [3, 'a/bottlenecks', 'slow'],
    ])
  })

  it('[S2] gives the same rank if dots and voters are equal, and skips the next', () => {
    const ranked = rankAcross([dots('a/bottlenecks', { x: [4, 2], y: [1, 1] }), dots('b/bottlenecks', { z: [4, 2] })])
    expect(ranked.map(({ option, rank }) => [option, rank])).toEqual([['x', 1], ['z', 1], ['y', 3]])
  })

  it('[S2] compares polls with different numbers of voters by shares', () => {
    const small = dots('a/bottlenecks', { x: [8, 6] })
    const large = dots('b/bottlenecks', { y: [20, 9] })
    large.result!.voters = 24
    expect(rankAcross([large, small]).map(({ option }) => option)).toEqual(['x', 'y'])
  })

  it('[S3] leaves out hidden results, other kinds and options without a dot', () => {
    const hidden = { def: dots('c/bottlenecks', { x: [9, 9] }).def }
    expect(rankAcross([hidden, scale([row('x', { mean: 3, voters: 2 })]), dots('a/bottlenecks', { y: [0, 0] })])).toEqual([])
  })
})
