import type { Problem } from '../../authoring/problem.ts'
import { describe, expect, it } from 'vitest'
import { ContentError } from '../../authoring/problem.ts'
import { problemsOf, smallContent } from '../support/content.ts'

const WORKSHOP = 'content/workshop.yaml'
const CICD = 'content/disciplines/cicd.yaml'
const IAC = 'content/disciplines/iac.yaml'

/** What is said of the small workshop once some text in a file of it is replaced by another. */
function problemsWith(...edits: [file: string, text: string | RegExp, by: string][]): Promise<readonly Problem[]> {
  const files = smallContent()
  for (const [file, text, by] of edits) {
    const edited = files[file]!.replace(text, by)
    if (edited === files[file])
      throw new Error(`${file} holds no ${text}`)
    files[file] = edited
  }
  return problemsOf(files)
}

it('a sound workshop has no problems', async () => {
  expect(await problemsOf(smallContent())).toEqual([])
})

describe('a broken field is reported with file, line, field and fix', () => {
  it.each<[what: string, file: string, text: string | RegExp, by: string, line: number, field: string, fix: string]>([
    ['an unknown field', CICD, 'tag: cicd', 'tag: cicd\ncolour: red', 4, 'colour', 'there is no such field; check its spelling'],
    ['an unknown field deep inside', WORKSHOP, 'perOption: 2', 'perOption: 2\n  colour: red', 6, 'dots.colour', 'there is no such field'],
    ['a missing field', CICD, 'takeaway: Test it.\n', '', 1, 'takeaway', 'is missing; add a text'],
    ['a missing field of an entry', CICD, 'name: Hammer, ', '', 13, 'tools[0].name', 'is missing; add a text'],
    ['a field without a value', CICD, 'takeaway: Test it.', 'takeaway:', 28, 'takeaway', 'should be a text'],
    ['a text where a number belongs', CICD, 'number: 1', 'number: one', 2, 'number', 'should be a number'],
    ['a number where a text belongs', CICD, 'tag: cicd', 'tag: 7', 3, 'tag', 'should be a text; put it in quotes'],
    ['true or false where a text belongs', WORKSHOP, '[\'No\', \'Yes\']', '[false, \'Yes\']', 7, 'questionLevels[0]', 'should be a text; put it in quotes'],
    ['a text where a list belongs', WORKSHOP, '[Never, Always]', 'Never', 6, 'practiceLevels', 'should be a list'],
    ['a text where fields belong', WORKSHOP, /dots:\n.*\n.*\n/, 'dots: 3\n', 3, 'dots', 'should be a set of fields'],
    ['half a dot', WORKSHOP, 'each: 3', 'each: 2.5', 4, 'dots.each', 'whole number'],
    ['no dots', WORKSHOP, 'each: 3\n  perOption: 2', 'each: 1\n  perOption: 0', 5, 'dots.perOption', 'is too small; 1 at least'],
    ['too many dots', WORKSHOP, 'each: 3', 'each: 30', 4, 'dots.each', 'is too large; 10 at most'],
    ['too many levels', WORKSHOP, '[Never, Always]', '[a, b, c, d, e, f, g, h]', 6, 'practiceLevels', 'has too many entries; 7 at most'],
    ['an empty text', CICD, 'tag: cicd', 'tag: \'\'', 3, 'tag', 'is empty'],
    ['a blank text', CICD, 'tag: cicd', 'tag: \' \'', 3, 'tag', 'is empty'],
    ['a text too long for a slide', CICD, 'text: Practice 2', `text: ${'long '.repeat(20)}`, 8, 'practices[1].text', 'is too long for a slide; 84 characters at most'],
    ['an id that is no slug', CICD, 'id: item-2', 'id: Item 2', 8, 'practices[1].id', 'use lower-case letters'],
    ['an id twice in a list', CICD, 'id: item-2', 'id: item-1', 8, 'practices[1].id', 'the id "item-1" is used twice'],
    ['too few bottlenecks', CICD, /.*Bottleneck 8.*\n/, '', 14, 'bottlenecks', 'needs 8 entries at least'],
    ['too few practices', CICD, /.*Practice 5.*\n/, '', 6, 'practices', 'needs 5 entries at least'],
    ['too few questions', CICD, /.*Question 4.*\n/, '', 23, 'questions', 'needs 4 entries at least'],
    ['an address without https', CICD, 'https://example.org', 'example.org', 13, 'tools[0].url', 'whole address that begins with https://'],
    ['a way of opening that there is not', WORKSHOP, 'dots:', 'opening: soon\ndots:', 3, 'opening', 'should be one of: auto, manual'],
    ['a language that is none', WORKSHOP, 'dots:', 'language: English\ndots:', 3, 'language', 'such as en or de-CH'],
    ['a kind of poll that there is not', WORKSHOP, 'kind: choice', 'kind: chioce', 13, 'polls[0].kind', 'choice, dots, scale'],
    ['a poll without a kind', WORKSHOP, '    kind: choice\n', '', 12, 'polls[0].kind', 'choice, dots, scale'],
    ['a poll without options', WORKSHOP, /options:\n.*\n.*\n/, 'options: []\n', 15, 'polls[0].options', 'needs 2 entries at least'],
    ['a poll whose options are missing', WORKSHOP, / {4}options:\n.*\n.*\n/, '', 12, 'polls[0].options', 'needs 2 entries at least'],
    ['an option twice', WORKSHOP, 'id: cake', 'id: work', 17, 'polls[0].options[1].id', 'the option id "work" is used twice'],
  ])('%s', async (_, file, text, by, line, field, fix) => {
    expect(await problemsWith([file, text, by])).toEqual([{ file, line, field, message: expect.stringContaining(fix) }])
  })
})

describe('an error between files is reported where it has to be fixed', () => {
  it.each<[what: string, edits: [string, string | RegExp, string][], where: Partial<Problem>, fix: string]>([
    ['a file whose name is not its id', [[CICD, 'id: cicd', 'id: ci-cd']], { file: CICD, line: 1, field: 'id' }, 'is "ci-cd", but the file is cicd.yaml; make them the same'],
    ['a discipline twice', [[WORKSHOP, '- iac', '- cicd']], { file: WORKSHOP, line: 10, field: 'disciplines[1]' }, 'names "cicd" a second time; take one of them out'],
    ['a discipline without a file', [[WORKSHOP, '- iac', '- observability']], { file: WORKSHOP, line: 10, field: 'disciplines[1]' }, 'there is no content/disciplines/observability.yaml; add it or take the name out'],
    ['a slip of the pen', [[WORKSHOP, '- iac', '- aic']], { file: WORKSHOP, line: 10, field: 'disciplines[1]' }, 'did you mean "iac"?'],
    ['a number twice', [[IAC, 'number: 2', 'number: 1']], { file: IAC, line: 2, field: 'number' }, `1 is used twice, here and in ${CICD}; change one`],
    ['a poll twice', [[WORKSHOP, /$/, '  - { id: opening, kind: choice, title: Again, options: [{ id: a, label: A }, { id: b, label: B }] }\n']], { file: WORKSHOP, line: 18, field: 'polls[1].id' }, '"opening" is used twice, here and by polls[0]; change this one'],
    ['a poll with the id of a discipline\'s own', [[WORKSHOP, 'id: opening', 'id: iac/practices']], { file: WORKSHOP, line: 12, field: 'polls[0].id' }, `here and by the practices of ${IAC}; change this one`],
  ])('%s', async (_, edits, where, fix) => {
    expect(await problemsWith(...edits)).toEqual([{ ...where, message: expect.stringContaining(fix) }])
  })

  it('a discipline with a broken file is not reported as missing', async () => {
    expect(await problemsWith([IAC, 'number: 2', 'number: two'])).toMatchObject([{ file: IAC, line: 2 }])
  })
})

describe('a missing or invalid file', () => {
  it('is reported when it is empty', async () => {
    expect(await problemsWith([CICD, /[\s\S]+/, ''])).toEqual([{ file: CICD, line: 1, field: '', message: expect.stringContaining('should be a set of fields') }])
  })

  it('is reported when workshop.yaml is missing', async () => {
    const { [WORKSHOP]: _, ...files } = smallContent()
    expect(await problemsOf(files)).toEqual([{ file: WORKSHOP, message: expect.stringContaining('is missing') }])
  })

  it('is reported when the folder of disciplines is missing', async () => {
    const { [CICD]: _, [IAC]: __, ...files } = smallContent()
    expect(await problemsOf(files)).toMatchObject([{ file: WORKSHOP, line: 9 }, { file: WORKSHOP, line: 10 }])
  })
})

it('all problems are reported at once, one per line', async () => {
  const problems = await problemsWith([CICD, 'number: 1', 'number: one'], [IAC, 'tag: iac', 'tga: iac'], [WORKSHOP, 'perOption: 2', 'perOption: 0'])
  expect(problems).toHaveLength(4)
  expect(new ContentError(problems).message.split('\n')).toEqual([
    expect.stringMatching(/^content\/workshop\.yaml:5 {2}dots\.perOption: is too small/),
    expect.stringMatching(/^content\/disciplines\/cicd\.yaml:2 {2}number: should be a number/),
    expect.stringMatching(/^content\/disciplines\/iac\.yaml:1 {2}tag: is missing/),
    expect.stringMatching(/^content\/disciplines\/iac\.yaml:3 {2}tga: there is no such field/),
  ])
})
