import type { Problem } from '../../authoring/problem.ts'
import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../authoring/problem.ts'
import { deckWarningsOf, problemsOf, smallContent } from '../support/content.ts'

const CICD = 'content/disciplines/cicd.yaml'

/** What is said when the third line of a discipline's file, its tag, is written in another way. */
function problemsWithTag(by: string): Promise<readonly Problem[]> {
  const files = smallContent()
  return problemsOf({ ...files, [CICD]: files[CICD]!.replace('tag: cicd', by) })
}

const slides = (text: string) => problemsOf({ 'slides.md': text })

describe('a slip in YAML is reported with line, column and fix', () => {
  it.each<[what: string, written: string, place: string, fix: string]>([
    ['a tab', 'tag:\n\tname: cicd', '4:1', 'is indented with a tab'],
    ['a tab after spaces', 'tag:\n  \tname: cicd', '4:1', 'is indented with a tab'],
    ['no space after a colon', 'tag:cicd', '3:1', 'a space is missing after the colon: "tag: cicd"'],
    ['no space after a colon, in braces', 'tag: { name:cicd }', '3:8', 'a space is missing after the colon: "name: cicd"'],
    ['no space after a colon, deeper', 'tag: CI\n  name:cicd', '4:3', 'a space is missing after the colon'],
    ['a colon in a text', 'tag: CI: CD', '3:6', 'a text with a colon in it needs quotes: tag: "CI: CD"'],
    ['a colon and quotes in a text', 'tag: CI: "CD"', '3:6', 'needs quotes: tag: \'CI: "CD"\''],
    ['a colon in a text in braces', 'tag: { a: CI: CD }', '3:11', '"CI: CD " has a colon in it'],
    ['a colon in an entry', 'tag:\n  - CI: faster', '4:5', 'needs quotes: - "CI: faster"'],
    ['a number sign at the start', 'tag: #cicd', '3:6', 'what follows # is a comment, so this field is empty; put the text in quotes: tag: "#cicd"'],
    ['a number sign in a text', 'tag: Lane #1', '3:6', 'what follows # is a comment, and no part of this text; put the text in quotes: tag: "Lane #1"'],
    ['a number sign in braces', 'tag: { a: C # }', '3:6', 'what follows # is a comment, so the { that opens here is never closed'],
    ['@', 'tag: @cicd', '3:6', 'a text that begins with @ needs quotes: tag: "@cicd"'],
    ['%', 'tag: %cicd', '3:6', 'a text that begins with % needs quotes: tag: "%cicd"'],
    ['a backtick', 'tag: `cicd`', '3:6', 'a text that begins with ` needs quotes: tag: "`cicd`"'],
    ['*', 'tag: *cicd*', '3:6', 'a text that begins with * needs quotes: tag: "*cicd*"'],
    ['&', 'tag: &cicd', '3:6', 'a text that begins with & needs quotes: tag: "&cicd"'],
    ['!', 'tag: !cicd now', '3:6', 'a word that begins with ! has a meaning of its own in YAML; put the text in quotes: tag: "!cicd now"'],
    ['a hyphen', 'tag: - cicd', '3:6', 'a text that begins with - needs quotes: tag: "- cicd"'],
    ['a bracket', 'tag: [CI] CD', '3:6', 'a text that begins with [ needs quotes: tag: "[CI] CD"'],
    ['braces', 'tag: {{ cicd }}', '3:6', 'a text that begins with { needs quotes: tag: "{{ cicd }}"'],
    ['>', 'tag: > cicd', '3:6', 'after > the text begins on the next line; or put it in quotes: tag: "> cicd"'],
    ['a deeper line', 'tag: CI\n  name: CD', '4:3', 'begin it in column 1'],
    ['a deeper line in an entry', 'tag:\n  - id: a\n     label: A', '5:6', 'begin it in column 5'],
    ['a line that is not deep enough', 'tag:\n  - id: a\n   label: A', '5:4', 'does not line up'],
    ['a double quote that is not closed', 'tag: "cicd', '3:6', 'the " that opens here is never closed'],
    ['a single quote that is not closed', 'tag: \'cicd', '3:6', 'the \' that opens here is never closed'],
    ['a quote that closes too early', 'tag: "CI" and "CD', '3:6', 'the quotes end before the text does'],
    ['an apostrophe in single quotes', 'tag: \'don\'t\'', '3:6', 'put all of it in quotes: tag: "don\'t"'],
    ['a bracket that is not closed', 'tag: [cicd', '3:6', 'the [ that opens here is never closed; add ] where it ends'],
    ['a brace that is not closed', 'tag: { a: cicd', '3:6', 'the { that opens here is never closed; add } where it ends'],
    ['a bracket too many', 'tag: [cicd]]', '3:12', 'there is one ] too many'],
    ['a field twice', 'tag: cicd\ntag: again', '4:1', '"tag" stands here a second time, after line 3; take one of them out'],
    ['entries without a space', 'tag:\n  -CI\n  -CD', '4:3', 'an entry needs a space after its hyphen: "- CI"'],
    ['one entry without a space', 'tag:\n  - CI\n  -CD', '5:3', 'an entry needs a space after its hyphen: "- CD"'],
    ['curly quotes', 'tag: “CI: CD”', '3:1', 'has curly quotes'],
    ['curly quotes in braces', 'tag: { a: “CI, CD” }', '3:11', 'has curly quotes'],
    ['a comma in braces', 'tag: { a: CI, CD }', '3:15', '"CD" has no value; where it belongs to the text before the comma, put all of that text in quotes'],
    ['a comma forgotten', 'tag: { a: CI b: CD }', '3:11', 'add the comma that is missing'],
    ['a second document', 'tag: cicd\n---', '4:1', 'a line of --- begins another document'],
    ['a backslash', 'tag: "C:\\dev"', '3:9', 'use \'single quotes\' there'],
    ['a no-break space', 'tag:\u00A0cicd', '3:1', 'a no-break space, perhaps from a web page'],
    ['an equals sign', 'tag = cicd', '3:1', 'a field is written with a colon: "tag: cicd"'],
    ['a line of words', 'tag: cicd\nwords alone', '4:1', 'is neither a field'],
    ['an entry among fields', 'tag: cicd\n- alone', '4:1', 'an entry of a list stands among fields here'],
  ])('%s', async (_, written, place, fix) => {
    const [problem, ...others] = await problemsWithTag(written)
    const [line, column] = place.split(':').map(Number)
    expect(problem).toMatchObject({ file: CICD, line, column, message: expect.stringContaining(fix), excerpt: expect.anything() })
    expect(others).toEqual([])
    expect(problem!.message).not.toMatch(/implicit|token|scalar|mapping|flow|anchor|alias/i)
  })

  it.each([
    ['a text that looks like a number', 'tag: 2024', 'should be a text; put it in quotes, such as "2024"'],
    ['true', 'tag: true', 'should be a text; put it in quotes, such as "true"'],
  ])('%s', async (_, written, fix) => {
    expect(await problemsWithTag(written)).toMatchObject([{ file: CICD, line: 3, field: 'tag', message: fix }])
  })

  it('no, yes and on are read as text', async () => {
    const files = smallContent()
    expect(await problemsOf({ ...files, 'content/workshop.yaml': files['content/workshop.yaml']!.replace('[\'No\', \'Yes\']', '[no, yes, on]') })).toEqual([])
  })

  it.each(['tag: cicd # a comment', 'tag: "#1: cicd"', 'tag:\tcicd', 'tag: >-\n  cicd', 'tag: “cicd”', '# a comment: with "quotes\ntag: cicd', 'tag: &name cicd', 'tag: C#', 'tag: a - b'])('leaves alone: %s', async (written) => {
    expect(await problemsWithTag(written)).toEqual([])
  })

  it('reports one tab too many as one problem, which counts the lines affected', async () => {
    const files = smallContent()
    const problems = await problemsOf({ ...files, [CICD]: files[CICD]!.replaceAll(/^ {2}/gm, '\t') })
    expect(problems).toMatchObject([{ line: 7, column: 1, message: expect.stringMatching(/\(\d\d more lines below/) }])
    expect(formatProblem(problems[0]!)).toMatch(/cicd\.yaml:7:1 {2}is indented with a tab.*\n {4}7 \| →- \{ id: item-1/)
  })
})

describe('a slide\'s frontmatter', () => {
  it.each<[what: string, deck: string, place: string, fix: string]>([
    ['in the first slide', '---\ntitle: A: B\n---\n\n# Hi\n', '2:8', 'a text with a colon in it needs quotes: title: "A: B"'],
    ['in a later slide', '# Hi\n\n---\npoll: [opening\n---\n', '4:7', 'the [ that opens here is never closed'],
    ['where Slidev\'s reader gives up', '# Hi\n\n---\ntitle: *bold*\n---\n\n# Two\n', '4:8', 'a text that begins with * needs quotes'],
    ['where Slidev\'s reader gives up at the start', '---\ntitle: *bold*\n---\n\n# Hi\n', '2:8', 'a text that begins with * needs quotes'],
    ['in a block of YAML', '```yaml\ntitle: @home\n```\n\n# Hi\n', '2:8', 'a text that begins with @ needs quotes'],
    ['with a tab in the poll', '# Hi\n\n---\npoll:\n\tkind: choice\n---\n', '5:1', 'is indented with a tab'],
    ['with a space missing in the poll', '# Hi\n\n---\npoll: { kind:choice }\n---\n', '4:9', 'a space is missing after the colon: "kind: choice"'],
    ['with hyphens in a text', '---\ntitle: A --- B\n---\n\n# Hi\n', '2:10', 'Slidev ends the frontmatter at three hyphens'],
  ])('%s', async (_, deck, place, fix) => {
    const [line, column] = place.split(':').map(Number)
    expect(await slides(deck)).toMatchObject([{ file: 'slides.md', line, column, message: expect.stringContaining(fix) }])
  })

  it.each<[what: string, deck: string, line: number, fix: string]>([
    ['before the text of its slide', '# Hi\n\n---\npoll: { kind: choice }\n\n## Which day?\n\n- Monday\n- Tuesday\n\n---\n\n# End\n', 6, 'the text of the slide is taken for its frontmatter; put a line with --- above it'],
    ['before a heading alone', '# Hi\n\n---\npoll: { kind: words }\n\n## One word?\n\n---\n\n# End\n', 6, 'the text of the slide is taken for its frontmatter'],
    ['on the last slide', '# Hi\n\n---\npoll: { kind: choice }\n\n## Which day?\n\n- Monday\n- Tuesday\n', 3, 'has no end; put a line with --- after its last field'],
  ])('is refused unless it ends %s', async (_, deck, line, fix) => {
    expect(await slides(deck)).toMatchObject([{ file: 'slides.md', line, message: expect.stringContaining(fix) }])
  })

  it.each<[what: string, text: string, line: number, fix: string]>([
    ['words', 'Some words\n\n---', 4, 'put a blank line above the text'],
    ['words with colons', 'Some words: one: two\n---', 4, 'put a blank line above the text'],
    ['a list', '- One\n- Two: three: four\n---', 4, 'put a blank line above the text'],
    ['a heading', '## Two\n\nSome words: one: two\n\n---', 4, 'put a line with --- above it'],
  ])('may be %s, which Slidev does not show: a warning, or an error if a poll is affected', async (_, text, line, fix) => {
    const expected = [{ file: 'slides.md', line, message: expect.stringContaining(fix) }]
    const deck = `# Hi\n\n---\n${text}\n\n# Three\n\n---\n\n# End\n`
    expect(await deckWarningsOf({ 'slides.md': deck })).toMatchObject(expected)
    expect(await slides(deck.replace('# Three', '<Poll id="which-day" />'))).toMatchObject(expected)
    expect(await slides(deck.replace('# Three', 'poll: { kind: words }'))).toMatchObject(expected)
  })

  it('needs no end on a last slide without a poll', async () => {
    expect(await deckWarningsOf({ 'slides.md': '# Hi\n\n---\nSome words\n' })).toMatchObject([{ line: 3, message: expect.stringContaining('has no end') }])
  })

  it('has to be YAML in the first slide, where Slidev reads the deck\'s settings', async () => {
    expect(await slides('---\nSome words: one: two\n---\n\n# Hi\n')).toMatchObject([{ line: 2 }])
  })

  it('is reported if only comments and blank lines follow', async () => {
    expect(await slides('# Hi\n\n---\nlayout: join\n- #--\n\n## Take out your phone\n\n---\n\n# End\n')).toMatchObject([{ file: 'slides.md', line: 5, message: expect.stringContaining('an entry of a list stands among fields here') }])
  })

  it('does not begin if a blank line follows the hyphens', async () => {
    expect(await slides('---\n\n# Hi\n\n---\n\n# End\n')).toEqual([])
  })

  it('is left to Slidev if the field is not ours', async () => {
    expect(await slides('---\nclass: !text-red bold\n---\n\n# Hi\n\n---\nclicks: 3 #4\n# a comment\n---\n\n# End\n')).toEqual([])
  })

  it('is checked in imported files', async () => {
    expect(await problemsOf({ 'slides.md': '# Hi\n\n---\nsrc: ./more.md\n---\n', 'more.md': '---\ntitle: *bold*\n---\n\n# Two\n' })).toMatchObject([{ file: 'more.md', line: 2, column: 8 }])
  })
})
