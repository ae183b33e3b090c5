import { expect, it } from 'vitest'
import { slugOf } from '../../authoring/slug.ts'
import { slug } from '../../core/kinds/schemas/fields.ts'

it.each([
  ['Which day suits you?', 'which-day-suits-you'],
  ['  Long   builds ', 'long-builds'],
  ['Déjà vu, señor', 'deja-vu-senor'],
  ['Spaß & Fjærland', 'spass-fjaerland'],
  ['100 %', '100'],
  ['C++', 'c'],
])('makes a readable id from Latin letters: %s', (text, id) => {
  expect(slugOf(text)).toBe(id)
})

it.each(['どの曜日がいいですか', 'Да', '👍', 'Да, C', 'word '.repeat(40)])('makes a stable, valid id from any other wording: %s', (text) => {
  expect(slugOf(text)).toBe(slugOf(` ${text}`))
  expect(slug.safeParse(slugOf(text))).toMatchObject({ success: true })
})

it('gives different ids to wordings with the same Latin letters', () => {
  expect(slugOf('Да, C')).not.toBe(slugOf('Нет, C'))
  expect(slugOf(`${'word '.repeat(40)}one`)).not.toBe(slugOf(`${'word '.repeat(40)}two`))
})
