import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baselineOf } from '../../../core/compare/baseline.ts'
import { agendaOf, fitted, partsOf, pollsOfRun, suggestedAgenda } from '../../../core/plan/plan.ts'
import { SERVER } from '../../../core/workshop.ts'
import { rates } from '../../support/polls/answers.ts'
import { plan, SECTIONS } from '../../support/polls/plans.ts'
import { play } from '../../support/polls/play.ts'
import { scale } from '../../support/polls/polls.ts'

function started() {
  return play({ plan })
}

const ids = (room: ReturnType<typeof started>) => partsOf(room.workshop.plan!).map(({ id }) => id)
const minutes = (room: ReturnType<typeof started>) => Object.fromEntries(partsOf(room.workshop.plan!).map(({ id, minutes }) => [id, minutes]))

describe('[L1] the parts of a run', () => {
  it('are those of the first route until another one is chosen', () => {
    const room = started()
    expect(ids(room)).toEqual(['opening', 'cicd', 'coffee', 'iac', 'closing'])
    expect(room.facilitate({ type: 'plan:route', route: 'long' })).toEqual({ ok: true })
    expect(ids(room)).toEqual(['opening', 'cicd', 'iac', 'sre', 'closing'])
  })

  it('keep what their slot leaves out', () => {
    expect(partsOf(started().workshop.plan!).map(({ without }) => without)).toEqual([[], ['tools'], [], ['tools'], []])
  })

  it('take changed minutes, until another route is chosen', () => {
    const room = started()
    room.facilitate({ type: 'plan:minutes', minutes: { iac: 0, closing: 12 } })
    expect(minutes(room)).toEqual({ opening: 5, cicd: 10, coffee: 5, iac: 0, closing: 12 })
    room.facilitate({ type: 'plan:route', route: 'long' })
    expect(minutes(room)).toMatchObject({ iac: 12, closing: 10 })
  })

  it('are none where the content has no routes', () => {
    const room = play()
    expect(room.workshop.plan).toBeNull()
    expect(room.facilitate({ type: 'plan:agenda', sections: [] })).toMatchObject({ ok: false, code: 'not_found' })
  })
})

describe('[L9] a part about last time', () => {
  const [first, second] = plan.routes
  const slot = (needs: 'actions' | 'results') => ({ part: `last-${needs}`, title: needs, minutes: 3, without: [], needs })
  const compared = { ...plan, routes: [{ ...first!, slots: [slot('actions'), ...first!.slots, slot('results')] }, second!] }
  const before = play({ polls: [scale] })
  const compare = (room: ReturnType<typeof started>) => room.submit(SERVER, { type: 'workshop:compare', id: `compare-${room.entries.length}`, baseline: baselineOf(before.workshop) })

  it('is on the run only where there is what it shows', () => {
    const room = play({ plan: compared })
    expect(ids(room)).not.toContain('last-actions')
    before.facilitate({ type: 'action:add', text: 'Fix the tests' })
    compare(room)
    expect(ids(room)[0]).toBe('last-actions')
    expect(ids(room)).not.toContain('last-results')
    before.press('poll:open', scale.id)
    before.vote('ann', scale.id, rates({ a: 1 }))
    before.press('poll:close', scale.id)
    before.press('poll:reveal', scale.id)
    compare(room)
    expect(ids(room).at(-1)).toBe('last-results')
    expect(minutes(room)).toMatchObject({ 'last-actions': 3, 'last-results': 3 })
  })

  it('comes with a new definition', () => {
    const room = play({ plan })
    compare(room)
    room.define({ plan: compared })
    expect(ids(room)[0]).toBe('last-actions')
  })
})

describe('[L2] the agenda', () => {
  it('fills the slots for sections in its order', () => {
    const room = started()
    room.facilitate({ type: 'plan:agenda', sections: ['culture', 'cicd'] })
    expect(ids(room)).toEqual(['opening', 'culture', 'coffee', 'cicd', 'closing'])
  })

  it('may have fewer sections than there are slots, and more: these follow the last one', () => {
    const room = started()
    room.facilitate({ type: 'plan:agenda', sections: ['sre'] })
    expect(ids(room)).toEqual(['opening', 'sre', 'coffee', 'closing'])
    room.facilitate({ type: 'plan:agenda', sections: ['sre', 'culture', 'iac', 'cicd'] })
    expect(ids(room)).toEqual(['opening', 'sre', 'coffee', 'culture', 'iac', 'cicd', 'closing'])
    expect(minutes(room)).toMatchObject({ iac: 10, cicd: 10 })
  })

  it('is cut to another route, or filled up in the order of the content', () => {
    const room = started()
    room.facilitate({ type: 'plan:agenda', sections: ['culture', 'sre'] })
    room.facilitate({ type: 'plan:route', route: 'long' })
    expect(agendaOf(room.workshop.plan!)).toEqual(['culture', 'sre', 'cicd'])
    room.facilitate({ type: 'plan:route', route: 'short' })
    expect(agendaOf(room.workshop.plan!)).toEqual(['culture', 'sre'])
  })

  it('loses sections that the content no longer has', () => {
    const room = started()
    room.facilitate({ type: 'plan:agenda', sections: ['culture', 'sre'] })
    room.define({ plan: { ...plan, sections: SECTIONS.slice(0, 3) } })
    expect(agendaOf(room.workshop.plan!)).toEqual(['sre'])
    // They take no place of another route either.
    room.facilitate({ type: 'plan:route', route: 'long' })
    expect(agendaOf(room.workshop.plan!)).toEqual(['sre', 'cicd', 'iac'])
  })

  it.each([
    ['an unknown route', { type: 'plan:route', route: 'day' }, /no route "day".*short, long/],
    ['an unknown section', { type: 'plan:agenda', sections: ['cicd', 'hr'] }, /"hr" is no section/],
    ['a part that the run has not', { type: 'plan:minutes', minutes: { sre: 3 } }, /"sre" is no part of this run/],
  ] as const)('is not changed by %s', (_, command, message) => {
    const room = started()
    expect(room.facilitate(command as never)).toMatchObject({ ok: false, code: 'not_found', message: expect.stringMatching(message) })
    expect(ids(room)).toEqual(['opening', 'cicd', 'coffee', 'iac', 'closing'])
  })
})

describe('[L3] the agenda that a vote suggests', () => {
  const row = (id: string, count: number, voters = count) => ({ id, count, voters })

  it('has the most wanted sections, as many as there is time for', () => {
    expect(suggestedAgenda({ sections: SECTIONS, most: 2 }, [row('cicd', 1), row('iac', 4), row('sre', 0), row('culture', 5)])).toEqual(['culture', 'iac'])
  })

  it('breaks ties by voters, then in the order of the content', () => {
    expect(suggestedAgenda({ sections: SECTIONS, most: 4 }, [row('culture', 4, 4), row('sre', 4, 2), row('iac', 4, 2), row('cicd', 0)])).toEqual(['culture', 'iac', 'sre', 'cicd'])
  })

  it('leaves what the room has been in where it is, and never cuts it', () => {
    const rows = [row('culture', 4, 4), row('sre', 3, 2), row('iac', 2, 2), row('cicd', 0)]
    expect(suggestedAgenda({ sections: SECTIONS, most: 3 }, rows, ['cicd', 'sre'])).toEqual(['cicd', 'sre', 'culture'])
    expect(suggestedAgenda({ sections: SECTIONS, most: 1 }, rows, ['cicd', 'sre'])).toEqual(['cicd', 'sre'])
  })
})

describe('[L2] an agenda', () => {
  it('may come with another route', () => {
    const room = started()
    room.facilitate({ type: 'plan:route', route: 'long', sections: ['sre', 'culture'] })
    expect(agendaOf(room.workshop.plan!)).toEqual(['sre', 'culture'])
  })

  it('has at least one section', () => {
    const room = started()
    expect(room.facilitate({ type: 'plan:agenda', sections: [] })).toMatchObject({ ok: false, code: 'wrong_state' })
    expect(room.facilitate({ type: 'plan:route', route: 'long', sections: [] })).toMatchObject({ ok: false, code: 'wrong_state' })
  })
})

describe('[L4] undo', () => {
  const step = (room: ReturnType<typeof started>) => room.workshop.plan!.steps.at(-1)!.id

  it('takes back changes of the plan, the latest first', () => {
    const room = started()
    room.facilitate({ type: 'plan:agenda', sections: ['sre'] })
    room.facilitate({ type: 'plan:minutes', minutes: { sre: 3 } })
    room.facilitate({ type: 'step:undo', poll: null, step: step(room) })
    expect(minutes(room).sre).toBe(10)
    room.facilitate({ type: 'step:undo', poll: null, step: step(room) })
    expect(ids(room)).toEqual(['opening', 'cicd', 'coffee', 'iac', 'closing'])
  })

  it('refuses a step that is not the latest', () => {
    const room = started()
    room.facilitate({ type: 'plan:agenda', sections: ['sre'] })
    const first = step(room)
    room.facilitate({ type: 'plan:agenda', sections: ['iac'] })
    expect(room.facilitate({ type: 'step:undo', poll: null, step: first })).toMatchObject({ ok: false, code: 'wrong_state' })
    expect(agendaOf(room.workshop.plan!)).toEqual(['iac'])
  })

  it('of the end of the workshop leaves the plan alone', () => {
    const room = started()
    room.facilitate({ type: 'plan:agenda', sections: ['sre'] })
    room.end()
    expect(room.undo(null)).toEqual({ ok: true })
    expect(room.workshop.ended).toBe(false)
    expect(agendaOf(room.workshop.plan!)).toEqual(['sre'])
  })
})

describe('[L6] fitting what is still to come', () => {
  it('gives each part its proportion of the time left', () => {
    expect(fitted([{ id: 'a', minutes: 10 }, { id: 'b', minutes: 20 }, { id: 'c', minutes: 10 }], 20)).toEqual({ a: 5, b: 10, c: 5 })
  })

  it('gives no part more where there is less for all', () => {
    expect(fitted([{ id: 'long', minutes: 15 }, { id: 'thanks', minutes: 1 }, { id: 'closing', minutes: 8 }], 22)).toEqual({ long: 14, thanks: 1, closing: 7 })
    expect(fitted([{ id: 'long', minutes: 30 }, { id: 'a', minutes: 1 }, { id: 'b', minutes: 1 }, { id: 'c', minutes: 1 }], 8)).toEqual({ long: 5, a: 1, b: 1, c: 1 })
  })

  it('gives whole minutes, one at least, and never more than there are', () => {
    const part = fc.record({ id: fc.uuid(), minutes: fc.integer({ min: 1, max: 90 }) })
    fc.assert(fc.property(fc.uniqueArray(part, { minLength: 1, maxLength: 12, selector: ({ id }) => id }), fc.double({ min: 0, max: 300, noNaN: true }), (coming, more) => {
      const left = coming.length + more
      const given = Object.values(fitted(coming, left))
      expect(given.every(minutes => Number.isInteger(minutes) && minutes >= 1)).toBe(true)
      expect(given.reduce((sum, minutes) => sum + minutes, 0)).toBe(Math.floor(left))
      expect(left < coming.reduce((sum, { minutes }) => sum + minutes, 0) && given.some((minutes, index) => minutes > coming[index]!.minutes)).toBe(false)
    }))
  })
})

describe('[L8] polls in the order of the run', () => {
  const polls = ['opening', 'cicd/practices', 'cicd/owner', 'iac/practices', 'sre/practices', 'culture/practices', 'closing']

  it('those of sections follow the agenda; others keep their places', () => {
    const room = started()
    room.facilitate({ type: 'plan:agenda', sections: ['sre', 'cicd'] })
    expect(pollsOfRun(room.workshop.plan, polls, id => id, () => false)).toEqual(['opening', 'sre/practices', 'cicd/practices', 'cicd/owner', 'closing'])
  })

  it('are those that were run, once one of a section was; those of other sections come last', () => {
    const room = started()
    room.facilitate({ type: 'plan:agenda', sections: ['sre'] })
    expect(pollsOfRun(room.workshop.plan, polls, id => id, id => id === 'opening')).toEqual(['opening', 'sre/practices', 'closing'])
    expect(pollsOfRun(room.workshop.plan, polls, id => id, id => !['cicd/owner', 'iac/practices', 'culture/practices', 'opening'].includes(id))).toEqual(['opening', 'sre/practices', 'cicd/practices', 'closing'])
  })

  it('stay as they are without routes', () => {
    expect(pollsOfRun(null, polls, id => id, () => false)).toEqual(polls)
  })
})
