import { expect, it } from 'vitest'
import { isSaid, pageWords, rangeWords } from '../../../client/draw/words.ts'
import { plural } from '../../../core/words/plural.ts'

it('the note says which part of a result is drawn', () => {
  expect([pageWords(1, 1), pageWords(1, 3, 7), pageWords(3, 3, 7), pageWords(1, 1, 7)]).toEqual(['', 'page 1 of 3', 'page 3 of 3 and 7 more', 'and 7 more'])
  expect([rangeWords([0, 15], 30), rangeWords([4, 5], 30)]).toEqual(['1–15 of 30', '5 of 30'])
})

it('plurals follow the count', () => {
  expect([plural(1, 'vote'), plural(2, 'vote'), plural(2, 'person', 'people')]).toEqual(['1 vote', '2 votes', '2 people'])
})

it('a heading equals a question if only case and white space differ', () => {
  expect(isSaid('One word: how is it?', ' one word:  how is it? ')).toBe(true)
  expect(isSaid('How true is this of us?', 'What good looks like')).toBe(false)
  expect(isSaid('How true is this of us?', null)).toBe(false)
})
