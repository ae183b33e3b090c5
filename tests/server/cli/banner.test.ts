import type { Banner } from '../../../server/cli/banner.ts'
import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { newPlan } from '../../../core/plan/plan.ts'
import { printBanner } from '../../../server/cli/banner.ts'

function printed(ahead: Banner['ahead'], plan: Banner['plan'] = null, retention: Banner['retention'] = null, more: Partial<Banner> = {}): string {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {})
  onTestFinished(() => log.mockRestore())
  const url = 'http://localhost:4321'
  printBanner({ title: 'A workshop', id: '2026-11-23-kfrw', resumed: false, qrUrl: 'http://192.168.1.20:4321/bcdfgh', open: 1, endedNow: null, joinUrl: url, otherUrls: [], deckUrl: `${url}/deck/`, isAlone: false, signInUrl: `${url}/facilitate/sign-in/x`, seats: 0, ahead, plan, retention, ...more })
  return stripVTControlCharacters(String(log.mock.lastCall))
}

describe('the banner', () => {
  it.each<[ahead: Banner['ahead'], line: RegExp]>([
    [{ polls: 11, until: new Date(2026, 10, 23, 9).getTime() }, /^ {2}Open beforehand {5}11 polls, until Monday,? 23 November 2026,? at 09:00$/],
    [{ polls: 1, until: null }, /^ {2}Open beforehand {5}1 poll, until you start the workshop in the panel$/],
  ])('says which polls are open beforehand, and until when: %#', (ahead, line) => {
    expect(printed(ahead).split('\n')).toContainEqual(expect.stringMatching(line))
  })

  it.each([
    ['90 minutes', 90, '90 minutes'],
    ['Two hours', 120, 'Two hours  120 minutes'],
  ])('says once how long the route is: %s', (title, minutes, words) => {
    const plan = newPlan({ sections: [], routes: [{ id: 'short', title, minutes, slots: [] }] })
    expect(printed(null, plan).split('\n')).toContain(`  Route               ${words}`)
  })

  it.each([
    [90, 2, '  Deletes workshops 90 days after their last entry: 2 deleted now.'],
    [1, 0, '  Deletes workshops 1 day after their last entry: 0 deleted now.'],
  ])('says after how many days workshops are deleted: %s', (days, deleted, line) => {
    expect(printed(null, null, { days, deleted }).split('\n')).toContain(line)
    expect(printed(null)).not.toContain('Deletes')
  })

  it('leads to the seat cards of its workshop, also where several are open', () => {
    expect(printed(null, null, null, { seats: 12 })).toContain('http://localhost:4321/facilitator/seats  12 seats')
    expect(printed(null, null, null, { seats: 12, open: 2, id: '2026-11-23-bcdfgh' })).toContain('http://localhost:4321/bcdfgh/facilitator/seats  12 seats')
  })

  it('says that another workshop has ended for it, and how to go on with that', () => {
    expect(printed(null, null, null, { endedNow: '2026-11-23-bcdfgh' })).toContain('  Ended 2026-11-23-bcdfgh: npm run workshops -- reopen bcdfgh goes on with it, beside this one.')
    expect(printed(null)).not.toContain('Ended')
  })

  it('says nothing of polls beforehand in the room', () => {
    expect(printed(null)).not.toContain('beforehand')
  })
})
