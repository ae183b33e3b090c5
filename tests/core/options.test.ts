import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import { describe, expect, it } from 'vitest'
import { fold } from '../../core/fold.ts'
import { optionsOf } from '../../core/kinds/shared/with-options.ts'
import { divides, picks, places, ranks, spends } from '../support/polls/answers.ts'
import { play } from '../support/polls/play.ts'
import { choice, dots, matrix, points, rank } from '../support/polls/polls.ts'

describe('options from earlier polls', () => {
  const from: PollDef = { ...matrix, options: [], from: { polls: ['*/bottlenecks'], take: 2 } }

  function voted() {
    const room = play({ polls: [dots, from], opening: 'manual' })
    room.press('poll:open', dots.id)
    room.vote('ann', dots.id, spends({ b: 2, a: 1 }))
    room.vote('bob', dots.id, spends({ b: 1, c: 2 }))
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
    ['points', { ...points, points: 100, step: 10 }, [divides({ a: 60, b: 40 })]],
    ['dots', { ...dots, dots: 20, perOption: 20 }, [spends({ a: 20 }), spends({ a: 19 })]],
    ['a ranking', { ...rank, options: Array.from({ length: 20 }, (_, index) => ({ id: `o${index}`, label: `O ${index}` })) }, [ranks('o0', 'o1'), ranks('o0')]],
  ])('[O1] are ranked by one measure: a few who give %s don\'t beat many who pick', (_, def, answers) => {
    const from: PollDef = { ...matrix, options: [], from: { polls: [def.id, choice.id], take: 1 } }
    const room = play({ polls: [def, choice, from] })
    for (const { id } of [def, choice])
      room.press('poll:open', id)
    answers.forEach((answer, index) => expect(room.vote(`p${index}`, def.id, answer)).toEqual({ ok: true }))
    for (let voter = 0; voter < 20; voter++)
      room.vote(`p${voter}`, choice.id, picks('b'))
    for (const { id } of [def, choice])
      room.press('poll:reveal', id)
    room.press('poll:open', from.id)
    expect(room.view(from.id, 'screen').def).toMatchObject({ options: [{ id: 'opening-b' }] })
  })

  it.each([[undefined, ['iac-bottlenecks-a', 'cicd-bottlenecks-b']], [5, ['cicd-bottlenecks-b', 'cicd-bottlenecks-a']]] as const)('[O1] [S2] of all sections are those at the top of the ranking, by the share of their voters (rules %s)', (rules, ids) => {
    const other = { ...dots, id: 'iac/bottlenecks' }
    const room = play({ ...rules && { rules }, polls: [dots, other, from], opening: 'manual' })
    for (const { id } of [dots, other])
      room.press('poll:open', id)
    for (let voter = 0; voter < 24; voter++)
      room.vote(`p${voter}`, dots.id, spends({ [voter < 9 ? 'b' : voter < 17 ? 'a' : 'c']: 1 }))
    for (let voter = 0; voter < 8; voter++)
      room.vote(`p${voter}`, other.id, spends({ [voter < 6 ? 'a' : 'c']: 1 }))
    for (const { id } of [dots, other])
      room.press('poll:reveal', id)
    room.press('poll:open', from.id)
    expect(optionsOf(room.view(from.id, 'screen').def).map(({ id }) => id)).toEqual(ids)
  })

  it('[F1] [O1] are taken by the counts in an older log', () => {
    const three: PollDef = { ...dots, id: 'three', dots: 3, perOption: 3 }
    const from: PollDef = { ...dots, id: 'final', options: [], from: { polls: ['three', choice.id], take: 1 } }
    const room = play({ rules: 1, polls: [three, choice, from] })
    for (const id of ['three', choice.id])
      room.press('poll:open', id)
    room.vote('ann', 'three', spends({ b: 3 }))
    for (const by of ['bob', 'cem'])
      room.vote(by, choice.id, picks('a'))
    for (const id of ['three', choice.id])
      room.press('poll:reveal', id)
    room.press('poll:open', 'final')
    expect(room.view('final', 'screen').def).toMatchObject({ options: [{ id: 'three-b' }] })
    room.vote('ann', 'final', spends({ 'three-b': 1 }))
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
    room.vote('ann', from.id, places({ 'cicd-bottlenecks-b': [1, 5] }))
    room.vote('cem', dots.id, spends({ a: 2 }))
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
