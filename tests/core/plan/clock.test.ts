import { describe, expect, it } from 'vitest'
import { later, readClock } from '../../../core/plan/clock.ts'
import { fitted, partsOf, routeOf } from '../../../core/plan/plan.ts'
import { progressOf } from '../../../core/plan/progress.ts'
import { plan } from '../../support/polls/plans.ts'
import { play } from '../../support/polls/play.ts'

const MINUTE = 60_000

function running() {
  const room = play({ plan })
  room.show(null, 1, 'opening')
  room.facilitate({ type: 'clock:start' })
  return room
}

const reading = ({ workshop }: ReturnType<typeof running>) => readClock(workshop.plan!.clock!, workshop.at)
const minutesOn = (room: ReturnType<typeof running>) => Object.fromEntries(Object.entries(reading(room).spent).map(([id, spent]) => [id, Math.round(spent / MINUTE)]))
const progress = ({ workshop }: ReturnType<typeof running>) => progressOf(partsOf(workshop.plan!), routeOf(workshop.plan!).minutes, workshop.plan!.goal!, { ...readClock(workshop.plan!.clock!, workshop.at), trail: workshop.plan!.trail })

/** Stays on what is shown, then shows the next part. */
function stay(room: ReturnType<typeof running>, minutes: number, next: string | undefined) {
  room.wait(minutes * MINUTE)
  room.show(null, 2, next)
}

describe('[L5] the clock of a run', () => {
  it('counts the minutes of each part that is on screen', () => {
    const room = running()
    stay(room, 4, 'cicd')
    stay(room, 12, 'opening')
    stay(room, 1, 'cicd')
    expect(minutesOn(room)).toMatchObject({ opening: 5, cicd: 12 })
    expect(Math.round(reading(room).elapsed / MINUTE)).toBe(17)
  })

  it('counts nothing before it is started, and begins again from zero', () => {
    const room = running()
    stay(room, 4, 'cicd')
    room.facilitate({ type: 'clock:start' })
    stay(room, 2, 'iac')
    expect(minutesOn(room)).toEqual({ cicd: 2, iac: 0 })
  })

  it('begins with the part that is on screen, which the room does not know before the first move', () => {
    const room = play({ plan })
    room.facilitate({ type: 'clock:start', part: 'opening' })
    stay(room, 4, 'cicd')
    expect(minutesOn(room)).toMatchObject({ opening: 4 })
  })

  it('a slide that belongs to no part has no minutes', () => {
    const room = running()
    stay(room, 4, undefined)
    stay(room, 3, 'cicd')
    expect(minutesOn(room)).toEqual({ opening: 4, cicd: 0 })
    expect(Math.round(reading(room).elapsed / MINUTE)).toBe(7)
  })

  it('stops with the workshop, and goes on when its end is undone: the room was still there', () => {
    const room = running()
    room.wait(3 * MINUTE)
    room.end()
    room.wait(5 * MINUTE)
    expect(readClock(room.workshop.plan!.clock!, room.workshop.at + 60 * MINUTE)).toMatchObject({ isRunning: false })
    expect(minutesOn(room)).toEqual({ opening: 3 })
    room.undo(null)
    room.show(null, 2, 'cicd')
    expect(minutesOn(room)).toMatchObject({ opening: 8 })
  })

  it('takes no time away when the machine\'s clock is set back', () => {
    const room = running()
    stay(room, -30, 'cicd')
    stay(room, 2, 'iac')
    expect(minutesOn(room)).toMatchObject({ opening: 0, cicd: 2 })
    expect(Math.round(reading(room).elapsed / MINUTE)).toBe(2)
  })

  it('can be started by undo as it was before', () => {
    const room = running()
    stay(room, 4, 'cicd')
    room.facilitate({ type: 'clock:start' })
    room.facilitate({ type: 'step:undo', poll: null, step: room.workshop.plan!.steps.at(-1)!.id })
    stay(room, 1, 'iac')
    expect(minutesOn(room)).toMatchObject({ opening: 4, cicd: 1 })
  })

  it('goes on when another change of the plan is undone', () => {
    const room = running()
    room.facilitate({ type: 'plan:minutes', minutes: { coffee: 0 } })
    stay(room, 5, 'cicd')
    stay(room, 10, 'iac')
    room.facilitate({ type: 'step:undo', poll: null, step: room.workshop.plan!.steps.at(-1)!.id })
    expect(reading(room)).toMatchObject({ part: 'iac', isRunning: true })
    expect(minutesOn(room)).toMatchObject({ opening: 5, cicd: 10 })
  })

  it('that comes back by undo is where the room is, and stands still once the workshop has ended', () => {
    const room = running()
    room.facilitate({ type: 'clock:start' })
    stay(room, 4, 'cicd')
    room.end()
    room.facilitate({ type: 'step:undo', poll: null, step: room.workshop.plan!.steps.at(-1)!.id })
    expect(reading(room)).toMatchObject({ part: 'cicd', isRunning: false })
  })

  it('is read later by those who know when a reading was made', () => {
    const room = running()
    stay(room, 4, 'cicd')
    expect(later(reading(room), 90_000).spent.cicd).toBe(90_000)
    room.end()
    expect(later(reading(room), 90_000)).toEqual(reading(room))
  })
})

describe('[L5] how far a run is', () => {
  it('is on time while parts take what they have', () => {
    const room = running()
    expect(progress(room)).toMatchObject({ left: 40, leftHere: 5, behind: 0, spare: 2 })
    stay(room, 5, 'cicd')
    room.wait(4 * MINUTE)
    room.show(null, 3, 'cicd')
    const { left, leftHere, behind, spare, coming } = progress(room)
    expect([left, leftHere!, behind, spare].map(Math.round)).toEqual([31, 6, 0, 2])
    expect(coming.map(({ id }) => id)).toEqual(['coffee', 'iac', 'closing'])
  })

  it('is behind by what a part took too long, and over once too much is planned', () => {
    const room = running()
    stay(room, 9, 'cicd')
    expect([progress(room).behind, progress(room).spare].map(Math.round)).toEqual([4, -2])
  })

  it('is ahead once a part is skipped', () => {
    const room = running()
    stay(room, 9, 'cicd')
    room.facilitate({ type: 'plan:minutes', minutes: { coffee: 0 } })
    expect(Math.round(progress(room).behind)).toBe(-1)
    expect(progress(room).coming.map(({ id }) => id)).toEqual(['iac', 'closing'])
  })

  it('off the agenda, goes on with the rest of the part that it was left from', () => {
    const room = running()
    stay(room, 5, 'iac')
    stay(room, 1, 'cicd')
    stay(room, 4, 'sre')
    const { leftHere, behind, coming } = progress(room)
    expect(leftHere).toBeNull()
    expect(coming.map(({ id }) => id)).toEqual(['coffee', 'iac', 'closing'])
    // A minute that iac has had already, and is planned in full again.
    expect(Math.round(behind)).toBe(1)
    stay(room, 3, 'sre')
    expect(Math.round(progress(room).behind)).toBe(4)
  })

  it('is to end with the route at the latest, whatever is added', () => {
    const room = running()
    room.facilitate({ type: 'plan:agenda', sections: ['cicd', 'iac', 'sre'] })
    expect(progress(room)).toMatchObject({ ends: 48, behind: 8, spare: -8 })
    room.facilitate({ type: 'plan:minutes', minutes: fitted(progress(room).coming, 35) })
    expect(progress(room)).toMatchObject({ ends: 40, behind: 0, spare: 0 })
    room.facilitate({ type: 'plan:agenda', sections: ['cicd', 'iac', 'sre', 'culture'] })
    expect(progress(room)).toMatchObject({ behind: 10, spare: -10 })
  })

  it('is on time with a part that was given what the route has to spare, and with the plan of before once that is undone', () => {
    const room = running()
    room.facilitate({ type: 'plan:minutes', minutes: { closing: 9 } })
    expect(progress(room)).toMatchObject({ ends: 39, behind: 0, spare: 1 })
    room.facilitate({ type: 'step:undo', poll: null, step: room.workshop.plan!.steps.at(-1)!.id })
    expect(progress(room)).toMatchObject({ ends: 38, behind: 0, spare: 2 })
  })

  it('names what was passed over', () => {
    const room = running()
    const passed = () => progress(room).passedOver.map(({ id }) => id)
    stay(room, 5, 'iac')
    expect(passed()).toEqual(['cicd', 'coffee'])
    room.facilitate({ type: 'plan:minutes', minutes: { coffee: 0 } })
    expect(passed()).toEqual(['cicd'])
    stay(room, 1, 'cicd')
    stay(room, 1, 'iac')
    expect(passed()).toEqual([])
  })
})
