import { describe, expect, it } from 'vitest'
import { shortened } from '../../core/words/shortened.ts'

describe('a text that is too long', () => {
  it.each([
    ['ends after a word', 'Incident review with the platform team', 24, 'Incident review with…'],
    ['ends without a comma', 'Incident review, all of it', 18, 'Incident review…'],
    ['ends within a word that is too long itself', 'Donaudampfschifffahrtsgesellschaft', 10, 'Donaudamp…'],
    ['ends anywhere where a script has no blanks', '事故の振り返りと今後の対策について', 8, '事故の振り返り…'],
    ['ends within no letter', '👩‍💻👩‍💻👩‍💻', 8, '👩‍💻…'],
    ['ends within no accent', 'e\u0301'.repeat(5), 4, 'e\u0301…'],
    ['keeps its direction', 'مراجعة الحادث مع الفريق', 16, 'مراجعة الحادث…'],
  ])('%s', (_, text, most, words) => {
    expect(shortened(text, most)).toBe(words)
    expect(words.length).toBeLessThanOrEqual(most)
    expect(shortened(text, text.length)).toBe(text)
  })
})
