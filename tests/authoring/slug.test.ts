import { expect, it } from 'vitest'
import { slugOf } from '../../authoring/slug.ts'
import { slug } from '../../core/kinds/fields.ts'

it.each([
  ['Which day suits you?', 'which-day-suits-you'],
  ['  Long   builds ', 'long-builds'],
  ['Déjà vu, señor', 'deja-vu-senor'],
  ['Spaß & Fjærland', 'spass-fjaerland'],
  ['100 %', '100'],
  ['C++', 'c'],
])('a wording in Latin letters is its own id: %s', (text, id) => {
  expect(slugOf(text)).toBe(id)
})

it.each(['どの曜日がいいですか', 'Да', '👍', 'Да, C', 'word '.repeat(40)])('any other wording has an id that stays and that a poll may have: %s', (text) => {
  expect(slugOf(text)).toBe(slugOf(` ${text}`))
  expect(slug.safeParse(slugOf(text))).toMatchObject({ success: true })
})

it('keeps wordings apart that have the same Latin letters', () => {
  expect(slugOf('Да, C')).not.toBe(slugOf('Нет, C'))
  expect(slugOf(`${'word '.repeat(40)}one`)).not.toBe(slugOf(`${'word '.repeat(40)}two`))
})
