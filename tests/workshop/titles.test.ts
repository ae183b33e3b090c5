import { describe, expect, it } from 'vitest'
import { shortened } from '../../workshop/shortened.ts'
import { distinctTitles } from '../../workshop/titles.ts'

describe('titles in a list of slides', () => {
  it.each<[what: string, slides: [title: string | undefined, level?: number][], titles: (string | undefined)[]]>([
    ['stay where they differ', [['A', 1], ['B', 2], ['C']], ['A', 'B', 'C']],
    ['get their section where several slides share one', [['CI/CD', 1], ['Where it hurts', 2], ['IaC', 1], ['Where it hurts', 2]], ['CI/CD', 'CI/CD: Where it hurts', 'IaC', 'IaC: Where it hurts']],
    ['are numbered where a section has one twice', [['CI/CD', 1], ['Demo', 2], ['Demo', 2]], ['CI/CD', 'CI/CD: Demo', 'CI/CD: Demo (2)']],
    ['are numbered where no section is there', [['Demo', 2], ['Demo', 2]], ['Demo', 'Demo (2)']],
    ['of sections themselves are numbered', [['Break', 1], ['A', 2], ['Break', 1], ['A', 2]], ['Break', 'Break: A', 'Break (2)', 'Break: A (2)']],
    ['may be missing', [[undefined], ['', 1], ['A', 1], [undefined]], [undefined, '', 'A', undefined]],
  ])('%s', (_, slides, titles) => {
    expect(distinctTitles(slides.map(([title, level]) => ({ title, level })))).toEqual(titles)
  })
})

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
