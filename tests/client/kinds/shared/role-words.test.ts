import { expect, it } from 'vitest'
import { choice } from '../../../../client/kinds/choice/slide.ts'
import { dots } from '../../../../client/kinds/dots/slide.ts'
import { points } from '../../../../client/kinds/points/slide.ts'
import { rank } from '../../../../client/kinds/rank/slide.ts'
import { scale } from '../../../../client/kinds/scale/slide.ts'
import { endOfGap, shadeOf, sharesByRole } from '../../../../client/kinds/shared/role-words.ts'
import * as polls from '../../../support/polls/polls.ts'

const five = ['1', '2', '3', '4', '5']
const levels = scale.byRole!.ends({ ...polls.scale, levels: five })
const places = rank.byRole!.ends({ ...polls.rank, options: five.map(id => ({ id, label: id })) })

it.each<[kind: string, ends: [number, number], value: number, shade: number]>([
  ['choice', choice.byRole!.ends(polls.choice), 0.4, 0.4],
  ['dots', dots.byRole!.ends(polls.dots), 1, 1],
  ['scale', levels, 1.4, 0.1],
  ['scale', levels, 1.8, 0.2],
  ['rank', places, 1, 1],
  ['rank', places, 5, 0],
  ['points', points.byRole!.ends({ ...polls.points, points: 50 }), 25, 0.5],
])('[G1] a value of a %s by role is shaded by its position on the whole scale: %j, %d', (_, ends, value, shade) => {
  expect(shadeOf(ends, value)).toBeCloseTo(shade)
})

it.each([
  [['Dev'], 'Dev 50%'],
  [['Dev', 'Ops'], 'Dev and Ops 50%'],
  [['Dev', 'Ops', 'Sec'], '3 roles 50%'],
])('[G4] names all roles at an end of a gap: %j', (labels, expected) => {
  expect(endOfGap({ labels, value: 0.5 }, sharesByRole)).toBe(expected)
})
