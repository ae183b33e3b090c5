import type { PollDef } from '../../core/poll.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { largeEnough, widestGap } from '../../core/roles.ts'
import { play } from '../support/play.ts'
import { choice, dots, matrix, scale } from '../support/polls.ts'

const roles = [{ id: 'dev', label: 'Dev' }, { id: 'ops', label: 'Ops' }, { id: 'sec', label: 'Security' }]

/** Two devs for each number of the first list rate `a` with it, and so on. */
function rated(byRole: Record<string, number[]>, poll: PollDef = scale) {
  const room = play({ polls: [poll], roles, smallestGroup: 3 })
  room.press('poll:open', poll.id)
  for (const [role, levels] of Object.entries(byRole)) {
    levels.forEach((level, index) => {
      room.say(`${role}-${index}`, role === 'nobody' ? null : role)
      room.vote(`${role}-${index}`, poll.id, poll.kind === 'choice' ? [['a', 'b', 'c'][level - 1]!] : { a: level })
    })
  }
  room.press('poll:close', poll.id)
  return room
}

describe('a result by role', () => {
  it('[G2] shows roles that are large enough, and where they disagree', () => {
    const { byRole } = rated({ dev: [3, 3, 2], ops: [1, 1, 1, 1] }).view(scale.id, 'facilitator')
    expect(byRole).toMatchObject([{ label: 'Dev', voters: 3, rows: [{ id: 'a', value: 8 / 3 }, { value: null }, { value: null }] }, { label: 'Ops', voters: 4, rows: [{ value: 1 }, {}, {}] }])
    expect(widestGap(byRole!)).toMatchObject({ option: 'a', high: { label: 'Dev' }, low: { label: 'Ops', value: 1 } })
  })

  it('[G2] leaves out a role that is too small, and one more where the small one would follow by subtraction', () => {
    expect(rated({ dev: [3, 3, 2, 1], ops: [1, 1, 1], sec: [3] }).view(scale.id, 'facilitator').byRole!.map(({ role }) => role)).toEqual(['dev'])
    expect(rated({ dev: [3, 3, 2], sec: [3] }).view(scale.id, 'facilitator').byRole).toEqual([])
    expect(rated({ dev: [3, 3, 2], nobody: [1, 2] }).view(scale.id, 'facilitator').byRole).toEqual([])
  })

  it('[G1] waits until voting is closed', () => {
    const room = rated({ dev: [3, 3, 2], ops: [1, 1, 1] })
    room.press('poll:open', scale.id)
    expect(room.view(scale.id, 'facilitator').byRole).toBeUndefined()
  })

  it('[G3] looks at who rated an option, not at who voted', () => {
    const room = rated({ dev: [3, 3, 2], ops: [1, 1, 1] })
    room.press('poll:open', scale.id)
    room.vote('dev-0', scale.id, { a: 3, b: 1 })
    room.press('poll:close', scale.id)
    expect(room.view(scale.id, 'facilitator').byRole![0]!.rows[1]).toEqual({ id: 'b', value: null })
  })

  it('gives the share of a role\'s voters for a choice', () => {
    const { byRole } = rated({ dev: [1, 1, 2], ops: [3, 3, 3] }, choice).view(choice.id, 'facilitator')
    expect(byRole![0]!.rows.map(({ value }) => value)).toEqual([2 / 3, 1 / 3, 0])
  })

  it('[V2] comes on the screen when the facilitator splits it, and goes when merged', () => {
    const room = rated({ dev: [3, 3, 2], ops: [1, 1, 1] })
    room.press('poll:reveal', scale.id)
    expect(room.view(scale.id, 'screen').byRole).toBeUndefined()
    room.press('poll:split', scale.id)
    expect(room.view(scale.id, 'screen').byRole).toHaveLength(2)
    expect(room.press('poll:split', scale.id)).toMatchObject({ code: 'wrong_state' })
    room.press('poll:merge', scale.id)
    expect(room.view(scale.id, 'screen').byRole).toBeUndefined()
  })

  it('is refused where nobody is asked, or the kind has none', () => {
    expect(play({ polls: [dots] }).press('poll:split', dots.id)).toMatchObject({ code: 'wrong_state', message: expect.stringContaining('asks nobody') })
    expect(play({ polls: [matrix], roles }).press('poll:split', matrix.id)).toMatchObject({ code: 'wrong_state' })
  })

  it('[G5] counts a ballot for the role that was said last before the end of voting', () => {
    const room = rated({ dev: [3, 3, 2, 2], ops: [1, 1] })
    room.press('poll:open', scale.id)
    room.say('dev-3', 'ops')
    room.press('poll:close', scale.id)
    room.say('dev-0', 'ops')
    expect(room.view(scale.id, 'facilitator').byRole!.map(({ voters }) => voters)).toEqual([3, 3])
    expect(room.say('ann', 'ghost')).toMatchObject({ code: 'not_found' })
  })

  it('[G2] never leaves fewer than the smallest group to be told by subtraction', () => {
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
  it('[R12] tell who voted in both and how many changed their mind', () => {
    const room = play({ polls: [{ ...choice, max: 2 } as PollDef] })
    room.press('poll:open', choice.id)
    room.vote('ann', choice.id, ['a', 'b'])
    room.vote('bob', choice.id, ['a'])
    room.vote('cem', choice.id, ['a'])
    room.press('poll:repeat', choice.id)
    room.vote('ann', choice.id, ['b', 'a'])
    room.vote('bob', choice.id, ['c'])
    room.vote('dan', choice.id, ['c'])
    expect(room.view(choice.id, 'facilitator').previous!.shift).toEqual({ both: 2, changed: 1 })
  })
})

describe('options from earlier polls', () => {
  const from: PollDef = { ...matrix, options: [], from: { polls: ['*/bottlenecks'], take: 2 } } as PollDef

  function voted() {
    const room = play({ polls: [dots, from], opening: 'manual' })
    room.press('poll:open', dots.id)
    room.vote('ann', dots.id, { b: 2, a: 1 })
    room.vote('bob', dots.id, { b: 1, c: 2 })
    return room
  }

  it('[O2] cannot be taken before a result was revealed', () => {
    const room = voted()
    expect(room.press('poll:open', from.id)).toMatchObject({ code: 'wrong_state', message: expect.stringContaining('Reveal') })
    room.press('poll:reveal', dots.id)
    expect(room.press('poll:open', from.id)).toEqual({ ok: true })
    expect(room.view(from.id, 'screen').def).toMatchObject({ options: [{ id: 'cicd-bottlenecks-b', label: 'Option B', detail: '01 CI/CD' }, { id: 'cicd-bottlenecks-c', label: 'Option C' }] })
  })

  it('[O1] stay as they were when voting opened', () => {
    const room = voted()
    room.press('poll:reveal', dots.id)
    room.press('poll:open', from.id)
    room.vote('ann', from.id, { 'cicd-bottlenecks-b': [1, 5] })
    room.vote('cem', dots.id, { a: 2 })
    room.press('poll:close', from.id)
    room.press('poll:open', from.id)
    room.define({ title: 'Anew', polls: [dots, from] })
    expect(room.view(from.id, 'facilitator').result!.rows).toMatchObject([{ id: 'cicd-bottlenecks-b', voters: 1 }, { id: 'cicd-bottlenecks-c' }])
  })

  it('[B5] do not open by themselves while there are none', () => {
    const room = play({ polls: [dots, from], opening: 'auto' })
    room.show(from.id)
    expect(room.view(from.id, 'screen').voting).toBe('idle')
  })
})
