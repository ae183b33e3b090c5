import { describe, expect, it } from 'vitest'
import { distinctTitles } from '../../authoring/deck/titles.ts'

describe('titles in a list of slides', () => {
  it.each<[what: string, slides: [title: string | undefined, level?: number, heading?: string][], titles: (string | undefined)[]]>([
    ['stay where they differ', [['A', 1], ['B', 2], ['C']], ['A', 'B', 'C']],
    ['get their section where several slides share one', [['CI/CD', 1], ['Where it hurts', 2], ['IaC', 1], ['Where it hurts', 2]], ['CI/CD', 'CI/CD: Where it hurts', 'IaC', 'IaC: Where it hurts']],
    ['are numbered where a section has one twice', [['CI/CD', 1], ['Demo', 2], ['Demo', 2]], ['CI/CD', 'CI/CD: Demo', 'CI/CD: Demo (2)']],
    ['are numbered where no section is there', [['Demo', 2], ['Demo', 2]], ['Demo', 'Demo (2)']],
    ['of sections themselves are numbered', [['Break', 1], ['A', 2], ['Break', 1], ['A', 2]], ['Break', 'Break: A', 'Break (2)', 'Break: A (2)']],
    ['get a heading that says something else', [['The agenda', 2, 'One look'], ['Agenda: where to?', 2, 'Where to?'], [undefined, 2, 'Alone']], ['The agenda · One look', 'Agenda: where to?', undefined]],
    ['keep the signs of a heading words', [['Code', 2, 'A List<String> {{ 1 }}'], ['A List<\u2060String>', 2, 'A List<String>']], ['Code · A List<\u2060String> {\u2060{ 1 }}', 'A List<\u2060String>']],
    ['may be missing', [[undefined], ['', 1], ['A', 1], [undefined]], [undefined, '', 'A', undefined]],
  ])('%s', (_, slides, titles) => {
    expect(distinctTitles(slides.map(([title, level, heading]) => ({ title, level, heading })))).toEqual(titles)
  })
})
