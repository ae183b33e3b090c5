import { Buffer } from 'node:buffer'
import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { planAsCalendar } from '../../../../server/report/plan/calendar.ts'
import { resultsOf } from '../../../../server/report/results/results.ts'
import { finishedWorkshop } from '../../../support/polls/finished-workshop.ts'
import { play } from '../../../support/polls/play.ts'

function eventsIn(calendar: string) {
  return new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    return { uid: event.uid, day: event.startDate.toString(), days: event.duration.days, isDay: event.startDate.isDate, summary: event.summary, description: event.description }
  })
}

describe('plan.ics', () => {
  it('has an event for every action with a date, and the check-in four weeks after the workshop', () => {
    const events = eventsIn(planAsCalendar(resultsOf(finishedWorkshop().workshop, false)))
    expect(events).toEqual([
      { uid: 'test-room-action-1', day: '2026-12-18', days: 1, isDay: true, summary: 'Mina: =Fix the "flaky" tests, all', description: 'Owner: Mina\nDue: 2026-12-18\nWhy: 1 of 2 named “Option A” (01 CI/CD, What slows us down?)\nCould block it: Time; and; more time\nSponsor: Cem\nConfidence: 4.5, 2 voted\nWorkshop: Test room, 2026-11-23' },
      { uid: 'test-room-check-in', day: '2026-12-21', days: 1, isDay: true, summary: 'Check-in: Test room', description: 'How far is what we planned?\n- =Fix the "flaky" tests, all: Mina, by 2026-12-18\n- Delete the staging branch: nobody yet' },
    ])
  })

  it('keeps what people wrote, in lines that every calendar reads', () => {
    const room = play({ polls: [] })
    const text = 'Backslash \\n, semicolon; line\nbreak; 👩‍👩‍👧‍👦 Straße 部署 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀'
    room.facilitate({ type: 'action:add', text, owner: 'END:VEVENT', due: '2027-02-28' })
    const calendar = planAsCalendar(resultsOf(room.workshop, false))
    expect(eventsIn(calendar)[0]).toMatchObject({ summary: `END:VEVENT: ${text.replace('\n', ' ')}`, day: '2027-02-28' })
    const lines = calendar.split('\r\n')
    expect(lines.filter(line => Buffer.byteLength(line) > 75 || line.includes('\n') || line.includes('\uFFFD'))).toEqual([])
    expect(lines.at(-1)).toBe('')
  })

  it.each(['\r', '\n', '\r\n'])('has no line that somebody wrote, after %j', (end) => {
    const results = resultsOf(finishedWorkshop().workshop, false)
    const words = `Mina${end}ATTACH:https://a.example${end}BEGIN:VALARM`
    const calendar = planAsCalendar({ ...results, workshop: { ...results.workshop, title: words }, actions: results.actions.map(action => ({ ...action, text: words, owner: words, blocker: words, sponsor: words })) })
    expect(calendar.split(/\r\n?|\n/).filter(line => /^(?:ATTACH|BEGIN:VALARM)/.test(line))).toEqual([])
    expect(eventsIn(calendar)[0]!.summary).toBe('Mina ATTACH:https://a.example BEGIN:VALARM: Mina ATTACH:https://a.example BEGIN:VALARM')
  })
})
