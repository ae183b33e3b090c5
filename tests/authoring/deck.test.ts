import type { Problem } from '../../authoring/problem.ts'
import { describe, expect, it } from 'vitest'
import { deckProblemsOf, smallContent } from '../support/content.ts'

const CHAPTER = 'content/chapters/iac.md'

function edited(file: string, text: string | RegExp, by: string): Record<string, string> {
  const files = smallContent()
  const edited = files[file]!.replace(text, by)
  if (edited === files[file])
    throw new Error(`${file} holds no ${text}`)
  return { ...files, [file]: edited }
}

it('a sound deck has no problems', async () => {
  expect(await deckProblemsOf(smallContent())).toEqual([])
})

describe('a poll named by a slide', () => {
  it.each<[what: string, file: string, text: string | RegExp, by: string, where: Problem]>([
    ['in the deck itself', 'slides.md', 'poll: opening', 'poll: openign', { file: 'slides.md', line: 9, field: 'poll', message: 'there is no poll "openign"; did you mean "opening"?' }],
    ['in a chapter', CHAPTER, 'poll: iac/bottlenecks', 'poll: iac/botlenecks', { file: CHAPTER, line: 14, field: 'poll', message: 'there is no poll "iac/botlenecks"; did you mean "iac/bottlenecks"?' }],
    ['with the import of its slide', 'slides.md', 'discipline: iac', 'discipline: iac\npoll: iac', { file: 'slides.md', line: 20, field: 'poll', message: expect.stringContaining('there is no poll "iac"') }],
    ['like no other', 'slides.md', 'poll: opening', 'poll: quiz-of-the-day', { file: 'slides.md', line: 9, field: 'poll', message: 'there is no poll "quiz-of-the-day"; declare it in content/workshop.yaml or take it out' }],
    ['as a number', 'slides.md', 'poll: opening', 'poll: 12', { file: 'slides.md', line: 9, field: 'poll', message: expect.stringContaining('there is no poll "12"') }],
    ['without a value', 'slides.md', 'poll: opening', 'poll:', { file: 'slides.md', line: 9, field: 'poll', message: 'declares no poll like this; write poll: { kind: choice }' }],
    ['with its kind alone', 'slides.md', 'poll: opening', 'poll: scale', { file: 'slides.md', line: 9, field: 'poll', message: 'declares no poll like this; write poll: { kind: scale }' }],
    ['as true', 'slides.md', 'poll: opening', 'poll: true', { file: 'slides.md', line: 9, field: 'poll', message: 'declares no poll like this; write poll: { kind: choice }' }],
    ['in a list', 'slides.md', 'poll: opening', 'poll:\n  - kind: text', { file: 'slides.md', line: 9, field: 'poll', message: 'declares no poll like this; write poll: { kind: text }' }],
    ['by another field', 'slides.md', 'poll: opening', 'Polls: { kind: text }', { file: 'slides.md', line: 9, field: 'Polls', message: 'there is no such field; did you mean "poll"?' }],
    ['in a tag', 'slides.md', '# Welcome', '# Welcome\n\n<Poll id="opning" />', { file: 'slides.md', line: 7, field: 'id', message: 'there is no poll "opning"; did you mean "opening"?' }],
    ['left over from the chapter it was copied from', CHAPTER, 'poll: iac/practices', 'poll: cicd/practices', { file: CHAPTER, line: 7, field: 'poll', message: '"cicd/practices" belongs to another chapter, this one is of iac; write iac/practices' }],
  ])('has to be declared: %s', async (_, file, text, by, problem) => {
    const problems = await deckProblemsOf(edited(file, text, by))
    expect(problems[0]).toEqual(problem)
  })

  it.each([
    ['a tag with a declared one', '<Poll class="wide" id="opening" />'],
    ['a tag whose id is computed', '<Poll :id="chosen" />'],
    ['a tag that is an example', '```md\n<Poll id="yours" />\n```'],
    ['a tag in the notes', '<!--\n<Poll id="yours" />\n-->'],
  ])('may be %s', async (_, content) => {
    expect(await deckProblemsOf(edited('slides.md', '# Welcome', content))).toEqual([])
  })
})

describe('the chapters', () => {
  const importOf = (id: string) => `---\nsrc: ./content/chapters/${id}.md\ndiscipline: ${id}\n---\n`

  it.each<[what: string, text: string | RegExp, by: string, problems: Problem[]]>([
    ['all have to be there', importOf('iac'), '', [{ file: 'slides.md', message: 'has no chapter of "iac"; add a slide with "src: ./content/chapters/iac.md" and "discipline: iac", or take it out of content/workshop.yaml' }]],
    ['do not count when hidden', 'discipline: iac', 'discipline: iac\nhide: true', [{ file: 'slides.md', message: expect.stringContaining('has no chapter of "iac"') }]],
    ['stand in the order of workshop.yaml', `${importOf('cicd')}\n${importOf('iac')}`, `${importOf('iac')}\n${importOf('cicd')}`, [{ file: 'slides.md', line: 19, field: 'discipline', message: '"cicd" stands after "iac" here, but before it in content/workshop.yaml; put both in the same order' }]],
    ['stand there once', importOf('iac'), `${importOf('iac')}\n${importOf('iac')}`, [{ file: 'slides.md', line: 24, field: 'discipline', message: 'the chapter "iac" stands here a second time; take one of them out' }]],
    ['are disciplines of workshop.yaml', importOf('iac'), `${importOf('iac')}\n${importOf('iac').replace('discipline: iac', 'discipline: finops')}`, [
      { file: 'slides.md', line: 24, field: 'discipline', message: 'content/workshop.yaml lists no "finops"; add it there or take the chapter out' },
    ]],
  ])('%s', async (_, text, by, problems) => {
    expect(await deckProblemsOf(edited('slides.md', text, by))).toEqual(problems)
  })

  it('are reported with the most similar name', async () => {
    expect(await deckProblemsOf(edited('slides.md', 'discipline: iac', 'discipline: iacc'))).toContainEqual(expect.objectContaining({ line: 19, message: 'content/workshop.yaml lists no "iacc"; did you mean "iac"?' }))
  })

  it('have a file', async () => {
    const { [CHAPTER]: _, ...files } = smallContent()
    expect(await deckProblemsOf(files)).toEqual([{ file: 'slides.md', line: 17, message: expect.stringMatching(/not found.*iac\.md/) }])
  })
})

it('a deck has to be there', async () => {
  const { 'slides.md': _, ...files } = smallContent()
  expect(await deckProblemsOf(files)).toEqual([{ file: 'slides.md', message: expect.stringContaining('is missing') }])
})
