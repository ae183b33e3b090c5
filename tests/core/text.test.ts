import { describe, expect, it } from 'vitest'
import { clean, keyOf } from '../../core/words/text.ts'

describe('words', () => {
  it.each([
    ['C', 'C#', 'C++', 'C*', 'F#'],
    ['5', '-5', '+5', '5%', '#5', '$5', '5€'],
    ['Net', '.NET'],
    ['class', '🖕 class', 'class 👍', '@class', '/class'],
    ['3', '<3', '>3', '~3', '=3'],
    ['☕', '🍵'],
    [':)', ':('],
    ['A/B', 'AB', 'A-B', 'A B'],
    ['?', '!', '…', '-', '+'],
  ])('[A9] differ if they have signs that carry meaning: %s', (...words) => {
    expect(new Set(words.map(keyOf)).size).toBe(words.length)
  })

  it.each([
    ['Trust', ' trust', 'TRUST!', '"trust"', '“Trust”', '(trust)', '«trust»', 'trust.', 'trust?', 'ｔｒｕｓｔ', '「trust」', 'trust,'],
    ['☕', '☕️', '☕︎'],
    ['don\'t', 'don’t', 'don‘t', 'donʼt', 'DON\'T'],
    ['e-mail', 'e‑mail', 'E–mail'],
    ['-5', '−5'],
    ['C#', 'c#', '"C#"', 'C♯'.replace('♯', '#')],
    ['¿Qué?', 'qué'],
    ['速い', '速い。', '「速い」'],
    ['سريع', 'سريع؟', 'سريع،'],
  ])('[A9] are the same in any case and width, with or without quotes and punctuation: %s', (...words) => {
    expect(new Set(words.map(keyOf)).size).toBe(1)
  })
})

describe('a written text', () => {
  it('loses heaps of marks before normalisation, which would take seconds', () => {
    // Each mark belongs before the one that it follows.
    const marks = '\u0345\u0358\u0301\u0327\u0334'.repeat(4000)
    expect([...clean(`a${marks}b`)].length).toBeLessThan(8)
  })
})
