import { expect, it } from 'vitest'
import { choice } from '../../../client/kinds/choice/slide.ts'
import { dots } from '../../../client/kinds/dots/slide.ts'
import { scale } from '../../../client/kinds/scale/slide.ts'
import * as polls from '../../support/polls/polls.ts'

it.each<[instruction: string, words: string]>([
  [choice.instruction(polls.choice), 'Pick one'],
  [choice.instruction({ ...polls.choice, max: 2 }), 'Pick up to 2'],
  [dots.instruction(polls.dots), '3 dots each, 2 on one at most'],
  [dots.instruction({ ...polls.dots, perOption: 3 }), '3 dots each'],
  [scale.instruction(polls.scale), 'No, Partly or Yes'],
  [scale.instruction({ ...polls.scale, levels: ['Never', '2', '3', 'Always'] }), 'Rate each from 1, Never, to 4, Always'],
])('a slide tells a voter what to do: %s', (instruction, words) => {
  expect(instruction).toBe(words)
})
