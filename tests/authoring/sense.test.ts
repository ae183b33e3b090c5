import type { Problem } from '../../authoring/problem.ts'
import { describe, expect, it } from 'vitest'
import { deckProblemsOf, smallContent } from '../support/content.ts'

const bullets = (count: number) => Array.from({ length: count }, (_, index) => `- Option ${index + 1}`).join('\n')

/** A slide that declares a poll with three options. */
function slideWith(poll: string, list = bullets(3), headmatter = ''): Promise<readonly Problem[]> {
  return deckProblemsOf({ 'slides.md': `---\ntitle: A deck\n${headmatter}---\n\n# Hi\n\n---\npoll: { ${poll} }\n---\n\n## Which?\n\n${list}\n` })
}

describe('a senseless poll is refused, with a fix', () => {
  it.each<[what: string, poll: string, field: string, fix: string]>([
    ['more places than options', 'kind: rank, top: 9', 'top', 'asks for 9 places, but the poll has 3 options; write 3 or less, or leave it out'],
    ['more picks than options', 'kind: choice, max: 4', 'max', 'lets an attendee pick 4, but the poll has 3 options; write 3 or less'],
    ['a right option twice', 'kind: choice, max: 2, right: [option-1, option-1]', 'right[1]', 'names "option-1" a second time'],
    ['more dots on one option than there are', 'kind: dots, dots: 2, perOption: 3', 'perOption', 'allows 3 on one option, but an attendee has 2 in all; write 2 or less'],
    ['more dots than options can take', 'kind: dots, dots: 7, perOption: 2', 'dots', 'which take 6 at most (perOption: 2); write 6 or less'],
    ['a step larger than all points', 'kind: points, points: 20, step: 50', 'step', '20 points cannot be given away 50 at a time; write step: 10'],
    ['a step that does not divide the points', 'kind: points, points: 100, step: 30', 'step', 'write step: 25'],
    ['points that the usual step does not divide', 'kind: points, points: 25', 'points', '25 points cannot be given away 10 at a time; write step: 5'],
    ['a level twice', 'kind: scale, levels: [\'No\', Maybe, \'No\']', 'levels[2]', '"No" stands here a second time'],
    ['a level twice, by its spaces', 'kind: scale, levels: [Not us, \'Not  us \']', 'levels[1]', 'stands here a second time'],
    ['a level of blanks', 'kind: scale, levels: [\'No\', \'  \']', 'levels[1]', 'is empty'],
    ['an option of blanks', 'kind: choice, options: [A, { id: b, label: \' \' }]', 'options[1].label', 'is empty'],
    ['an option that cannot be seen', 'kind: choice, options: [A, { id: b, label: "\\u200B" }]', 'options[1].label', 'is empty'],
    ['an option twice under other ids', 'kind: choice, options: [{ id: a, label: Same }, { id: b, label: Same }]', 'options[1].label', '"Same" stands here a second time'],
    ['a title of blanks', 'kind: choice, id: day, title: \' \'', 'title', 'is empty'],
    ['an axis whose ends are the same', 'kind: matrix, x: { label: Cost, low: few, high: few }', 'x.high', 'is "few" at both ends'],
    ['two axes of one name', 'kind: matrix, x: { label: Impact }', 'y.label', 'is "Impact" for both axes'],
  ])('%s', async (_, poll, field, fix) => {
    expect(await slideWith(poll)).toEqual([{ file: 'slides.md', line: 8, field: `poll.${field}`, message: expect.stringContaining(fix) }])
  })

  it('refuses two wordings with the same id, in the frontmatter', async () => {
    expect(await slideWith('kind: choice, options: [C, C#]')).toMatchObject([{ field: 'poll.options[1].id', message: 'the option id "c" is used twice; reword one, or give it another id: { id: another-id, label: … }' }])
  })

  it('refuses more options than a room can read', async () => {
    expect(await slideWith('kind: choice', bullets(60))).toEqual([])
    expect(await slideWith('kind: choice', bullets(61))).toMatchObject([{ field: 'poll.options', message: expect.stringContaining('has 61 entries, which no slide can show and nobody reads on a phone; 60 at most') }])
  })

  it('refuses an option that is twice in a slide\'s list, and names its line', async () => {
    expect(await slideWith('kind: choice', '- Same {#a}\n- Other\n- Same {#b}')).toMatchObject([{ line: 15, field: 'poll.options[2].label', message: expect.stringContaining('stands here a second time') }])
  })

  it('refuses it in the settings, and names their file', async () => {
    const files = smallContent()
    const content = files['content/workshop.yaml']!.replace('kind: choice', 'kind: choice\n    max: 3')
    expect(await deckProblemsOf({ ...files, 'content/workshop.yaml': content })).toMatchObject([{ file: 'content/workshop.yaml', line: 14, field: 'polls[0].max', message: expect.stringContaining('write 2 or less') }])
    expect(await slideWith('kind: choice', undefined, 'workshop:\n  polls:\n    - { id: a, kind: rank, top: 5, title: A, options: [{ id: a, label: A }, { id: b, label: B }] }\n'))
      .toMatchObject([{ file: 'slides.md', line: 5, field: 'workshop.polls[0].top', message: expect.stringContaining('write 2 or less') }])
  })

  it.each([
    'kind: rank, top: 3',
    'kind: choice, max: 3',
    'kind: dots, dots: 2',
    'kind: dots, dots: 9, perOption: 3',
    'kind: points, points: 7, step: 1',
    'kind: scale, levels: [\'no\', \'No\', NO]',
    'kind: choice, options: [C, { id: sharp, label: C# }, { id: plus, label: C++ }]',
  ])('accepts what makes sense: %s', async (poll) => {
    expect(await slideWith(poll)).toEqual([])
  })
})

describe('duplicates in a discipline and in the settings are refused', () => {
  it.each<[what: string, file: string, text: string, by: string, field: string]>([
    ['a practice', 'content/disciplines/cicd.yaml', 'Practice 2', 'Practice 1', 'practices[1].text'],
    ['a bottleneck', 'content/disciplines/cicd.yaml', 'Bottleneck 2', 'Bottleneck 1', 'bottlenecks[1].title'],
    ['a question', 'content/disciplines/cicd.yaml', 'Question 2', 'Question 1', 'questions[1].text'],
    ['a level', 'content/workshop.yaml', '[Never, Always]', '[Never, Never]', 'practiceLevels[1]'],
    ['a role', 'content/workshop.yaml', 'polls:', 'roles: [{ id: a, label: Dev }, { id: b, label: Dev }]\npolls:', 'roles[1].label'],
  ])('%s', async (_, file, text, by, field) => {
    const files = smallContent()
    expect(await deckProblemsOf({ ...files, [file]: files[file]!.replace(text, by) })).toMatchObject([{ file, field, message: expect.stringContaining('is used twice in this list; reword one of them') }])
  })

  it('refuses more dots on one option than an attendee has', async () => {
    const files = smallContent()
    expect(await deckProblemsOf({ ...files, 'content/workshop.yaml': files['content/workshop.yaml']!.replace('perOption: 2', 'perOption: 4') })).toMatchObject([{ line: 5, field: 'dots.perOption', message: expect.stringContaining('write 3 or less') }])
  })
})

describe('a poll takes its options from polls that have a result by then', () => {
  const poll = (fields: string, list = bullets(3), more = '') => `---\npoll: { ${fields} }\n${more}---\n\n## A poll\n\n${list}\n`
  const taking = (from: string) => poll(`id: last, kind: choice, from: { ${from} }`, '')
  const deck = (...slides: string[]) => deckProblemsOf({ 'slides.md': `# Hi\n\n${slides.join('\n')}` })
  const first = poll('id: first, kind: choice')

  it('is sound', async () => {
    expect(await deck(first, taking('polls: [first], take: 3'))).toEqual([])
    expect(await deck(first, taking('polls: [first]'))).toEqual([])
  })

  it.each<[what: string, slides: string[], field: string, fix: string]>([
    ['one that is not there', [first, taking('polls: [frist]')], 'polls[0]', 'there is no poll "frist"; did you mean "first"?'],
    ['none of a pattern', [first, taking('polls: [\'*/bottlenecks\']')], 'polls[0]', 'no poll fits "*/bottlenecks"'],
    ['itself', [first, taking('polls: [last]')], 'polls[0]', 'is this poll itself'],
    ['one that comes later', [taking('polls: [first]'), first], 'polls[0]', '"first" comes later, on slide 3, so it has no result when this one opens'],
    ['one of a kind that is not counted', [poll('id: first, kind: scale'), taking('polls: [first]')], 'polls[0]', '"first" is of the kind scale, whose options cannot be counted'],
    ['more options than there are', [first, taking('polls: [first], take: 4')], 'take', 'takes 4 options, but the polls it names have 3 in all; write 3 or less'],
  ])('does not take them from %s', async (_, slides, field, fix) => {
    expect(await deck(...slides)).toMatchObject([{ file: 'slides.md', field: `poll.from.${field}`, message: expect.stringContaining(fix) }])
  })

  it('does not take them from one that no slide shows', async () => {
    const files = smallContent()
    const slides = files['slides.md']!.replace('layout: poll\npoll: opening', 'layout: center')
    expect(await deckProblemsOf({ ...files, 'slides.md': `${slides}\n${taking('polls: [opening]')}` })).toMatchObject([{ field: 'poll.from.polls[0]', message: expect.stringContaining('"opening" is on no slide that is shown') }])
  })

  it('allows no more picks than the options it takes', async () => {
    expect(await deck(first, poll('id: last, kind: choice, max: 3, from: { polls: [first], take: 2 }', ''))).toMatchObject([{ field: 'poll.max', message: expect.stringContaining('the poll takes 2 options; write 2 or less') }])
  })
})

it('a slide that names the poll of a hidden slide is reported', async () => {
  expect(await deckProblemsOf({ 'slides.md': '# Hi\n\n<Poll id="day" />\n\n---\npoll: { kind: choice, id: day }\nhide: true\n---\n\n## Which?\n\n- A\n- B\n' }))
    .toMatchObject([{ file: 'slides.md', line: 3, message: 'the poll "day" is declared on a slide that is hidden, in slides.md:6; show that slide, or take this out' }])
})
