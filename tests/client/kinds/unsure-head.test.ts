import { expect, it } from 'vitest'
import { unsureHead } from '../../../client/kinds/scale/draw/unsure-head.ts'

it.each([
  ['Don\'t know', 'Don\'t know'],
  ['Unsure', 'Unsure'],
  ['I can\'t say', '?'],
  ['Unbekannt', '?'],
])('the head of the column for "%s" is "%s"', (unsure, head) => {
  expect(unsureHead(unsure)).toBe(head)
})
