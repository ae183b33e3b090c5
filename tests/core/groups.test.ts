import type { ChoicePoll } from '../../core/kinds/choice.ts'
import type { ScalePoll } from '../../core/kinds/scale.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { largeEnough, widestGap } from '../../core/views/roles.ts'
import { resultsOf } from '../../server/report/results/results.ts'
import { picks, rates } from '../support/polls/answers.ts'
import { play } from '../support/polls/play.ts'
import { choice, dots, matrix, scale } from '../support/polls/polls.ts'

const roles = [{ id: 'dev', label: 'Dev' }, { id: 'ops', label: 'Ops' }, { id: 'sec', label: 'Security' }]

/** Two devs for each number of the first list rate `a` with it, and so on; of a choice, they pick the option of that number. */
function rated(byRole: Record<string, number[]>, poll: ScalePoll | ChoicePoll = scale) {
  const room = play({ polls: [poll], roles, smallestGroup: 3 })
  room.press('poll:open', poll.id)
  for (const [role, levels] of Object.entries(byRole)) {
    levels.forEach((level, index) => {
      room.say(`${role}-${index}`, role === 'nobody' ? null : role)
      room.vote(`${role}-${index}`, poll.id, poll.kind === 'choice' ? picks(['a', 'b', 'c'][level - 1]!) : rates({ a: level }))
    })
  }
  room.press('poll:close', poll.id)
  return room
}

/** The same, shown by role. */
function split(byRole: Record<string, number[]>, poll: ScalePoll | ChoicePoll = scale) {
  const room = rated(byRole, poll)
  room.press('poll:split', poll.id)
  return room
}

describe('a result by role', () => {
  it('[G2] shows roles that are large enough, and where they disagree', () => {
    const { byRole } = split({ dev: [3, 3, 2], ops: [1, 1, 1, 1] }).view(scale.id, 'facilitator')
    expect(byRole).toMatchObject([{ label: 'Dev', voters: 3, rows: [{ id: 'a', value: 2.75 }, { value: null }, { value: null }] }, { label: 'Ops', voters: 4, rows: [{ value: 1 }, {}, {}] }])
  })

  it('[G4] names the option on which roles disagree most, or all with the same gap as shown', () => {
    const role = (label: string, ...values: (number | null)[]) => ({ role: label, label, voters: 8, rows: values.map((value, index) => ({ id: 'abc'[index]!, value })) })
    expect(widestGap([role('Dev', 3, 2, 4), role('Ops', 1, 1.5, null)], 0.1)).toEqual({ options: ['a'], high: { labels: ['Dev'], value: 3 }, low: { labels: ['Ops'], value: 1 }, gap: 2 })
    expect(widestGap([role('Dev', 3), role('Ops', 1), role('Sec', 3)], 0.1)).toMatchObject({ high: { labels: ['Dev', 'Sec'] }, low: { labels: ['Ops'] } })
    expect(widestGap([role('Dev', 3.52, 3, 3.5), role('Ops', 2.5, 3, 2.5)], 0.1)).toMatchObject({ options: ['a', 'c'], gap: 1 })
    expect(widestGap([role('Dev', 3, 3, 3), role('Ops', 3, 3, 3)], 0.1)).toBeNull()
  })

  it('[G4] compares no role that is too small to speak of', () => {
    const { byRole } = split({ dev: [3, 3, 2], ops: [1, 1, 1, 1] }).view(scale.id, 'facilitator')
    expect(widestGap(byRole!, 0.1)).toBeNull()
  })

  it('[G2] leaves out a role that is too small, and another one if the small one could be calculated by subtraction', () => {
    expect(split({ dev: [3, 3, 2, 1], ops: [1, 1, 1], sec: [3] }).view(scale.id, 'facilitator').byRole!.map(({ role }) => role)).toEqual(['dev'])
    expect(split({ dev: [3, 3, 2], sec: [3] }).view(scale.id, 'facilitator').byRole).toEqual([])
    expect(split({ dev: [3, 3, 2], nobody: [1, 2] }).view(scale.id, 'facilitator').byRole).toEqual([])
  })

  it('[G1] waits until voting is closed', () => {
    const room = split({ dev: [3, 3, 2], ops: [1, 1, 1] })
    room.press('poll:open', scale.id)
    expect(room.view(scale.id, 'facilitator').byRole).toBeUndefined()
  })

  it('[G3] counts those who rated an option, not all voters', () => {
    const room = rated({ dev: [3, 3, 2], ops: [1, 1, 1] })
    room.press('poll:open', scale.id)
    room.vote('dev-0', scale.id, rates({ a: 3, b: 1 }))
    room.press('poll:close', scale.id)
    room.press('poll:split', scale.id)
    expect(room.view(scale.id, 'facilitator').byRole![0]!.rows[1]).toEqual({ id: 'b', value: null })
  })

  it('gives the share of a role\'s voters for a choice', () => {
    const { byRole } = split({ dev: [1, 1, 2], ops: [3, 3, 3] }, choice).view(choice.id, 'facilitator')
    expect(byRole![0]!.rows.map(({ value }) => value)).toEqual([2 / 3, 1 / 3, 0])
  })

  it('[V2] is on the screen from split to merge', () => {
    const room = rated({ dev: [3, 3, 2], ops: [1, 1, 1] })
    room.press('poll:reveal', scale.id)
    expect(room.view(scale.id, 'screen').byRole).toBeUndefined()
    room.press('poll:split', scale.id)
    expect(room.view(scale.id, 'screen').byRole).toHaveLength(2)
    expect(room.press('poll:split', scale.id)).toMatchObject({ code: 'wrong_state' })
    room.press('poll:merge', scale.id)
    expect(room.view(scale.id, 'screen').byRole).toBeUndefined()
    expect(room.view(scale.id, 'facilitator').byRole).toBeUndefined()
  })

  it('is refused without roles, and for kinds that have none', () => {
    expect(play({ polls: [dots] }).press('poll:split', dots.id)).toMatchObject({ code: 'wrong_state', message: expect.stringContaining('asks nobody') })
    expect(play({ polls: [matrix], roles }).press('poll:split', matrix.id)).toMatchObject({ code: 'wrong_state' })
  })

  it('[G5] counts a ballot for the role chosen last before voting closed', () => {
    const room = rated({ dev: [3, 3, 2, 2], ops: [1, 1] })
    room.press('poll:open', scale.id)
    room.say('dev-3', 'ops')
    room.press('poll:close', scale.id)
    room.say('dev-0', 'ops')
    room.press('poll:split', scale.id)
    expect(room.view(scale.id, 'facilitator').byRole!.map(({ voters }) => voters)).toEqual([3, 3])
    expect(room.say('ann', 'ghost')).toMatchObject({ code: 'not_found' })
  })

  it('[G6] is withheld if it differs by a single ballot from one that was published', () => {
    const room = split({ dev: [1, 1, 2], ops: [3, 3, 3] }, choice)
    expect(room.view(choice.id, 'screen')).not.toHaveProperty('byRole')
    room.press('poll:reveal', choice.id)
    expect(room.view(choice.id, 'screen').byRole).toHaveLength(2)
    room.press('poll:open', choice.id)
    room.say('dev-9', 'dev')
    room.vote('dev-9', choice.id, picks('c'))
    room.press('poll:close', choice.id)
    expect(room.view(choice.id, 'screen')).toMatchObject({ byRole: [], splitHeld: true })
    expect(room.view(choice.id, 'facilitator')).toMatchObject({ byRole: [], splitHeld: true })
    room.press('poll:open', choice.id)
    room.vote('dev-9', choice.id, picks())
    room.press('poll:close', choice.id)
    expect(room.view(choice.id, 'screen').byRole).toHaveLength(2)
    room.press('poll:open', choice.id)
    for (const by of ['dev-7', 'dev-8', 'dev-9']) {
      room.say(by, 'dev')
      room.vote(by, choice.id, picks('c'))
    }
    room.press('poll:close', choice.id)
    expect(room.view(choice.id, 'screen').byRole!.map(({ voters }) => voters)).toEqual([6, 3])
  })

  it('[G6] is withheld if only one rating of an option changed, even if many ballots did', () => {
    const room = split({ dev: [3, 3, 2], ops: [1, 1, 1] })
    room.press('poll:open', scale.id)
    ;['dev-0', 'dev-1', 'dev-2'].forEach((by, index) => room.vote(by, scale.id, rates({ a: index + 1, ...index === 0 && { b: 1 } })))
    room.press('poll:close', scale.id)
    expect(room.view(scale.id, 'facilitator')).toMatchObject({ splitHeld: true })
  })

  it('[G6] is no longer published once options are removed, because the remaining ballots would reveal votes', () => {
    const room = split({ dev: [1, 1, 2], ops: [3, 3, 3] }, choice)
    expect(room.view(choice.id, 'facilitator').byRole).toHaveLength(2)
    room.define({ polls: [{ ...choice, options: choice.options.slice(0, 2) }] })
    expect(room.view(choice.id, 'facilitator')).toMatchObject({ byRole: [], splitHeld: true })
  })

  it('[G6] is not published after an undone reset, if the newer round published one', () => {
    const room = rated({ dev: [1, 1, 2], ops: [2, 2, 2] }, choice)
    room.press('poll:reset', choice.id)
    room.press('poll:open', choice.id)
    const voters = ['dev-0', 'dev-1', 'dev-2', 'ops-0', 'ops-1', 'ops-2']
    voters.forEach(by => room.vote(by, choice.id, picks('a')))
    room.press('poll:close', choice.id)
    room.press('poll:split', choice.id)
    expect(room.view(choice.id, 'facilitator').byRole).toHaveLength(2)
    room.define({ polls: [{ ...choice, options: choice.options.slice(0, 2) }] })
    room.press('poll:restore', choice.id)
    expect(room.view(choice.id, 'facilitator')).toMatchObject({ byRole: [], splitHeld: true })
  })

  it('[G6] is in the tables only if it was published, and as it was then', () => {
    const room = rated({ dev: [1, 1, 2], ops: [3, 3, 3] }, choice)
    const table = () => resultsOf(room.workshop, true).polls[0]!.rounds[0]!.roles?.map(({ voters }) => voters) ?? null
    expect(table()).toBeNull()
    room.press('poll:split', choice.id)
    room.press('poll:merge', choice.id)
    expect(table()).toEqual([3, 3])
    room.press('poll:open', choice.id)
    ;['dev-0', 'dev-1', 'dev-2'].forEach(by => room.vote(by, choice.id, picks('c')))
    room.press('poll:close', choice.id)
    expect(table()).toBeNull()
    room.end()
    expect(table()).toEqual([3, 3])
  })

  it('[G6] never differs from another published one by fewer ballots than the smallest group', () => {
    const people = Array.from({ length: 8 }, (_, index) => `p${index}`)
    const answer = fc.constantFrom(picks('a'), picks('b'), picks())
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.record({ vote: fc.constantFrom(...people), answer }) },
      { weight: 2, arbitrary: fc.record({ all: answer }) },
      { weight: 3, arbitrary: fc.record({ say: fc.constantFrom(...people), role: fc.constantFrom('dev', 'ops', null) }) },
      { weight: 4, arbitrary: fc.record({ press: fc.constantFrom('poll:open' as const, 'poll:close' as const, 'poll:close' as const, 'poll:split' as const, 'poll:merge' as const, 'poll:reset' as const, 'poll:restore' as const) }) },
      { weight: 1, arbitrary: fc.record({ undo: fc.constant(true) }) },
    )
    let compared = 0
    fc.assert(fc.property(fc.array(step, { minLength: 20, maxLength: 120, size: 'max' }), (steps) => {
      const room = play({ polls: [choice], roles, smallestGroup: 3 })
      const given = new Map<string, { groups: Set<string>, ballots: Map<string, string> }[]>()
      room.press('poll:open', choice.id)
      people.forEach((by, index) => {
        room.say(by, index % 2 ? 'dev' : 'ops')
        room.vote(by, choice.id, index < 6 ? picks('a') : picks())
      })
      room.press('poll:reveal', choice.id)
      for (const one of [...steps, { press: 'poll:close' as const }]) {
        if ('vote' in one)
          room.vote(one.vote, choice.id, one.answer)
        else if ('all' in one)
          people.forEach(by => room.vote(by, choice.id, one.all))
        else if ('say' in one)
          room.say(one.say, one.role)
        else if ('press' in one)
          room.press(one.press, choice.id)
        else
          room.undo(choice.id)
        const { byRole = [] } = room.view(choice.id, 'screen')
        if (byRole.length === 0)
          continue
        const { id, ballots, roles } = room.round(choice.id)
        const now = { groups: new Set(byRole.map(({ role }) => role)), ballots: new Map([...ballots].map(([by, answer]) => [by, `${roles.get(by)} ${JSON.stringify(answer)}`])) }
        for (const before of given.get(id) ?? []) {
          for (const group of [...now.groups].filter(group => before.groups.has(group))) {
            const of = ({ ballots }: typeof now, by: string) => ballots.get(by)?.startsWith(`${group} `) ? ballots.get(by) : undefined
            const changed = people.filter(by => of(now, by) !== of(before, by)).length
            compared += Number(changed > 0)
            expect(changed === 0 || changed >= 3).toBe(true)
          }
        }
        given.set(id, [...given.get(id) ?? [], now])
      }
    }), { numRuns: 1600 })
    expect(compared).toBeGreaterThan(0)
  })

  it('[G2] never leaves a remainder smaller than the smallest group', () => {
    fc.assert(fc.property(fc.array(fc.nat(12), { maxLength: 6 }), fc.nat(9), fc.integer({ min: 3, max: 6 }), (sizes, silent, smallest) => {
      const total = sizes.reduce((sum, size) => sum + size, silent)
      const shown = [...largeEnough(sizes, total, smallest)].map(index => sizes[index]!)
      const rest = total - shown.reduce((sum, size) => sum + size, 0)
      expect(shown.every(size => size >= smallest)).toBe(true)
      if (shown.length > 0)
        expect(rest === 0 || rest >= smallest).toBe(true)
    }))
  })
})

describe('two rounds', () => {
  it('[R12] show how many voted in both, and how many of those changed their mind', () => {
    const room = play({ polls: [{ ...choice, max: 2 }] })
    room.press('poll:open', choice.id)
    room.vote('ann', choice.id, picks('a', 'b'))
    room.vote('bob', choice.id, picks('a'))
    room.vote('cem', choice.id, picks('a'))
    room.press('poll:repeat', choice.id)
    room.vote('ann', choice.id, picks('b', 'a'))
    room.vote('bob', choice.id, picks('c'))
    room.vote('dan', choice.id, picks('c'))
    expect(room.view(choice.id, 'facilitator').previous!.shift).toEqual({ both: 2, changed: 1 })
  })
})
