import type { Answer } from '../../core/kinds/answer.ts'
import type { PollDef } from '../../core/kinds/poll.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '../../core/fold.ts'
import { largeEnough, widestGap } from '../../core/views/roles.ts'
import { resultsOf } from '../../server/export/results.ts'
import { play } from '../support/play.ts'
import { choice, dots, matrix, points, rank, scale } from '../support/polls.ts'

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

/** The same, shown by role. */
function split(byRole: Record<string, number[]>, poll: PollDef = scale) {
  const room = rated(byRole, poll)
  room.press('poll:split', poll.id)
  return room
}

describe('a result by role', () => {
  it('[G2] shows roles that are large enough, and where they disagree', () => {
    const { byRole } = split({ dev: [3, 3, 2], ops: [1, 1, 1, 1] }).view(scale.id, 'facilitator')
    expect(byRole).toMatchObject([{ label: 'Dev', voters: 3, rows: [{ id: 'a', value: 8 / 3 }, { value: null }, { value: null }] }, { label: 'Ops', voters: 4, rows: [{ value: 1 }, {}, {}] }])
    expect(widestGap(byRole!)).toMatchObject({ option: 'a', high: { label: 'Dev' }, low: { label: 'Ops', value: 1 } })
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
    room.vote('dev-0', scale.id, { a: 3, b: 1 })
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
    room.vote('dev-9', choice.id, ['c'])
    room.press('poll:close', choice.id)
    expect(room.view(choice.id, 'screen')).toMatchObject({ byRole: [], splitHeld: true })
    expect(room.view(choice.id, 'facilitator')).toMatchObject({ byRole: [], splitHeld: true })
    room.press('poll:open', choice.id)
    room.vote('dev-9', choice.id, [])
    room.press('poll:close', choice.id)
    expect(room.view(choice.id, 'screen').byRole).toHaveLength(2)
    room.press('poll:open', choice.id)
    for (const by of ['dev-7', 'dev-8', 'dev-9']) {
      room.say(by, 'dev')
      room.vote(by, choice.id, ['c'])
    }
    room.press('poll:close', choice.id)
    expect(room.view(choice.id, 'screen').byRole!.map(({ voters }) => voters)).toEqual([6, 3])
  })

  it('[G6] is withheld if only one rating of an option changed, even if many ballots did', () => {
    const room = split({ dev: [3, 3, 2], ops: [1, 1, 1] })
    room.press('poll:open', scale.id)
    ;['dev-0', 'dev-1', 'dev-2'].forEach((by, index) => room.vote(by, scale.id, { a: index + 1, ...index === 0 && { b: 1 } }))
    room.press('poll:close', scale.id)
    expect(room.view(scale.id, 'facilitator')).toMatchObject({ splitHeld: true })
  })

  it('[G6] is no longer published once options are removed, because the remaining ballots would reveal votes', () => {
    const room = split({ dev: [1, 1, 2], ops: [3, 3, 3] }, choice)
    expect(room.view(choice.id, 'facilitator').byRole).toHaveLength(2)
    room.define({ polls: [{ ...choice, options: choice.options.slice(0, 2) } as PollDef] })
    expect(room.view(choice.id, 'facilitator')).toMatchObject({ byRole: [], splitHeld: true })
  })

  it('[G6] is not published after an undone reset, if the newer round published one', () => {
    const room = rated({ dev: [1, 1, 2], ops: [2, 2, 2] }, choice)
    room.press('poll:reset', choice.id)
    room.press('poll:open', choice.id)
    const voters = ['dev-0', 'dev-1', 'dev-2', 'ops-0', 'ops-1', 'ops-2']
    voters.forEach(by => room.vote(by, choice.id, ['a']))
    room.press('poll:close', choice.id)
    room.press('poll:split', choice.id)
    expect(room.view(choice.id, 'facilitator').byRole).toHaveLength(2)
    room.define({ polls: [{ ...choice, options: choice.options.slice(0, 2) } as PollDef] })
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
    ;['dev-0', 'dev-1', 'dev-2'].forEach(by => room.vote(by, choice.id, ['c']))
    room.press('poll:close', choice.id)
    expect(table()).toBeNull()
    room.end()
    expect(table()).toEqual([3, 3])
  })

  it('[G6] never differs from another published one by fewer ballots than the smallest group', () => {
    const people = Array.from({ length: 8 }, (_, index) => `p${index}`)
    const answer = fc.constantFrom<string[][]>(['a'], ['b'], [])
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
        room.vote(by, choice.id, index < 6 ? ['a'] : [])
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
    }), { numRuns: 400 })
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

  it('[O2] can\'t be taken before a result was revealed', () => {
    const room = voted()
    expect(room.press('poll:open', from.id)).toMatchObject({ code: 'wrong_state', message: expect.stringContaining('Reveal') })
    room.press('poll:reveal', dots.id)
    expect(room.press('poll:open', from.id)).toEqual({ ok: true })
    expect(room.view(from.id, 'screen').def).toMatchObject({ options: [{ id: 'cicd-bottlenecks-b', label: 'Option B', detail: '01 CI/CD' }, { id: 'cicd-bottlenecks-c', label: 'Option C' }] })
  })

  it.each<[string, PollDef, Answer[]]>([
    ['points', { ...points, points: 100, step: 10 }, [{ a: 60, b: 40 }]],
    ['dots', { ...dots, dots: 20, perOption: 20 }, [{ a: 20 }, { a: 19 }]],
    ['a ranking', { ...rank, options: Array.from({ length: 20 }, (_, index) => ({ id: `o${index}`, label: `O ${index}` })) }, [['o0', 'o1'], ['o0']]],
  ])('[O1] are ranked by one measure: a few who give %s don\'t beat many who pick', (_, def, answers) => {
    const from: PollDef = { ...matrix, options: [], from: { polls: [def.id, choice.id], take: 1 } } as PollDef
    const room = play({ polls: [def, choice, from] })
    for (const { id } of [def, choice])
      room.press('poll:open', id)
    answers.forEach((answer, index) => expect(room.vote(`p${index}`, def.id, answer)).toEqual({ ok: true }))
    for (let voter = 0; voter < 20; voter++)
      room.vote(`p${voter}`, choice.id, ['b'])
    for (const { id } of [def, choice])
      room.press('poll:reveal', id)
    room.press('poll:open', from.id)
    expect(room.view(from.id, 'screen').def).toMatchObject({ options: [{ id: 'opening-b' }] })
  })

  it('[F1] [O1] are taken by the counts in an older log', () => {
    const three: PollDef = { ...dots, id: 'three', dots: 3, perOption: 3 }
    const from: PollDef = { ...dots, id: 'final', options: [], from: { polls: ['three', choice.id], take: 1 } }
    const room = play({ rules: 1, polls: [three, choice, from] })
    for (const id of ['three', choice.id])
      room.press('poll:open', id)
    room.vote('ann', 'three', { b: 3 })
    for (const by of ['bob', 'cem'])
      room.vote(by, choice.id, ['a'])
    for (const id of ['three', choice.id])
      room.press('poll:reveal', id)
    room.press('poll:open', 'final')
    expect(room.view('final', 'screen').def).toMatchObject({ options: [{ id: 'three-b' }] })
    room.vote('ann', 'final', { 'three-b': 1 })
    expect(fold(room.entries).polls.get('final')!.rounds[0]!.tally.voters).toBe(1)
  })

  it('[O1] are offered to the facilitator as soon as another poll has some', () => {
    const room = voted()
    expect(room.view(from.id, 'facilitator').lacksOptions).toBe(true)
    room.press('poll:reveal', dots.id)
    expect(room.view(from.id, 'facilitator')).not.toHaveProperty('lacksOptions')
  })

  it('[O2] are not taken from a result that was hidden again, because it may include votes that nobody saw', () => {
    const room = voted()
    room.press('poll:reveal', dots.id)
    room.press('poll:hide', dots.id)
    expect(room.press('poll:open', from.id)).toMatchObject({ code: 'wrong_state' })
  })

  it('[O1] stay the same after voting opened', () => {
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

  it('[B5] don\'t open automatically while there are none', () => {
    const room = play({ polls: [dots, from], opening: 'auto' })
    room.show(from.id)
    expect(room.view(from.id, 'screen').voting).toBe('idle')
  })
})
