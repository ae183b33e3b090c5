import { describe, expect, it } from 'vitest'
import { partsOfSlides, runningOrder, slidesRun } from '../../../core/plan/running-order.ts'

const slide = (part: string | null, layout = 'poll', poll: string | null = null) => ({ part, layout, poll })
const part = (id: string, { minutes = 5, without = [] as string[], isSection = false } = {}) => ({ id, minutes, without, isSection })

const deck = [
  slide(null, 'cover'),
  slide('opening', 'statement'),
  slide('opening', 'poll', 'opening'),
  slide('cicd', 'discipline'),
  slide('cicd', 'statement'),
  slide('cicd', 'tools'),
  slide('cicd', 'poll', 'cicd/practices'),
  slide('sre', 'discipline'),
  slide('sre', 'poll', 'sre/practices'),
  slide('coffee', 'break'),
  slide('closing', 'ranking'),
  slide('closing', 'poll', 'promises'),
]

it('a slide without a part of its own belongs to that of the slide before it', () => {
  expect(partsOfSlides([{}, { part: 'opening' }, {}, { discipline: 'cicd' }, { discipline: 'cicd' }, { part: 2026 }, { part: 'Part One' }])).toEqual([null, 'opening', 'opening', 'cicd', 'cicd', '2026', '2026'])
})

describe('[L1] the slides of a run', () => {
  it('follow its parts; those before the first part come first', () => {
    expect(runningOrder(deck, [part('opening'), part('sre'), part('cicd'), part('closing')])).toEqual([0, 1, 2, 7, 8, 3, 4, 5, 6, 10, 11])
  })

  it('leave out skipped parts, and layouts that the route leaves out', () => {
    expect(runningOrder(deck, [part('opening', { minutes: 0 }), part('cicd', { without: ['tools'] })])).toEqual([0, 3, 4, 6])
  })
})

describe('[L7] the slides of what was run', () => {
  const parts = [part('opening'), part('sre', { isSection: true }), part('coffee'), part('cicd', { isSection: true, without: ['tools'] }), part('closing')]
  const run = (places: number[], of = parts) => slidesRun(deck.map(({ poll, ...rest }, index) => ({ ...rest, hasPoll: poll !== null, wasRun: places.includes(index) })), of)

  it('are all of the run before any section was given', () => {
    expect(run([])).toEqual([0, 1, 2, 7, 8, 9, 3, 4, 6, 10, 11])
    expect(run([1])).toEqual(run([]))
  })

  it('are those of sections that were on screen or have votes, after what opens them, and what sums up in other parts', () => {
    expect(run([1, 3, 6])).toEqual([0, 1, 3, 6, 10])
    expect(run([2, 8, 11])).toEqual([0, 1, 2, 7, 8, 10, 11])
  })

  it('include a break only if there was one', () => {
    expect(run([3, 9])).toEqual([0, 1, 9, 3, 10])
  })

  it('include what was run off the agenda, after it', () => {
    expect(run([8], [part('opening'), part('cicd', { isSection: true }), part('closing')])).toEqual([0, 1, 10, 7, 8])
  })

  it('keep of a skipped part what was on screen, in its place', () => {
    expect(run([2, 4], [part('opening', { minutes: 0 }), part('cicd', { isSection: true }), part('closing')])).toEqual([0, 2, 3, 4, 10])
  })

  it('leave out what the route leaves out of a part that was run', () => {
    expect(run([3, 11], parts.map(each => each.id === 'closing' ? part('closing', { without: ['ranking'] }) : each))).toEqual([0, 1, 3, 11])
  })

  it('include slides that the route leaves out, once they were on screen', () => {
    expect(run([5, 6])).toEqual([0, 1, 3, 5, 6, 10])
  })
})
