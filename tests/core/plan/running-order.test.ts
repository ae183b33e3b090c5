import { describe, expect, it } from 'vitest'
import { partsOfSlides, runningOrder, slidesRun } from '../../../core/plan/running-order.ts'

const slide = (part: string | null, layout = 'poll', poll: string | null = null) => ({ part, layout, poll })
const part = (id: string, { minutes = 5, without = [] as string[], isSection = false } = {}) => ({ id, minutes, without, isSection })

const deck = [
  slide(null, 'cover'),
  slide('opening'),
  slide('cicd', 'discipline'),
  slide('cicd', 'tools'),
  slide('cicd', 'poll', 'cicd/practices'),
  slide('sre', 'discipline'),
  slide('sre', 'poll', 'sre/practices'),
  slide('closing'),
]

it('a slide without a part of its own belongs to that of the slide before it', () => {
  expect(partsOfSlides([{}, { part: 'opening' }, {}, { discipline: 'cicd' }, { discipline: 'cicd' }, { part: 2026 }, { part: 'Part One' }])).toEqual([null, 'opening', 'opening', 'cicd', 'cicd', '2026', '2026'])
})

describe('[L1] the slides of a run', () => {
  it('follow its parts; those before the first part come first', () => {
    expect(runningOrder(deck, [part('opening'), part('sre'), part('cicd'), part('closing')])).toEqual([0, 1, 5, 6, 2, 3, 4, 7])
  })

  it('leave out skipped parts, and layouts that the route leaves out', () => {
    expect(runningOrder(deck, [part('opening', { minutes: 0 }), part('cicd', { without: ['tools'] })])).toEqual([0, 2, 4])
  })
})

describe('[L7] the slides of what was run', () => {
  const parts = [part('opening'), part('sre', { isSection: true }), part('cicd', { isSection: true, without: ['tools'] }), part('closing')]
  const run = (voted: string[], spent: Record<string, number> = {}, of = parts) => slidesRun(deck, of, { isVotedIn: poll => voted.includes(poll), spent })

  it('are all of the run before any section was given', () => {
    expect(run([])).toEqual([0, 1, 5, 6, 2, 4, 7])
  })

  it('are those of sections with votes, and of sections shown for half a minute', () => {
    expect(run(['cicd/practices'])).toEqual([0, 1, 2, 4, 7])
    expect(run([], { sre: 30_000, cicd: 29_000 })).toEqual([0, 1, 5, 6, 7])
  })

  it('include what was voted in off the agenda, after it', () => {
    expect(run(['sre/practices'], {}, [part('opening'), part('cicd', { isSection: true }), part('closing')])).toEqual([0, 1, 2, 3, 4, 7, 5, 6])
  })

  it('keep a part that was given and then skipped in its place', () => {
    expect(run(['cicd/practices'], { opening: 30_000 }, [part('opening', { minutes: 0 }), part('cicd', { isSection: true }), part('closing')])).toEqual([0, 1, 2, 3, 4, 7])
  })

  it('include slides that the route leaves out, once they have votes', () => {
    expect(run(['cicd/practices'], {}, [part('cicd', { isSection: true, without: ['poll'] })])).toEqual([0, 2, 3, 4])
  })
})
