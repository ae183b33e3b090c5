import type { Problem } from '../../authoring/problem.ts'
import { describe, expect, it } from 'vitest'
import { checkDeck } from '../../authoring/deck/deck.ts'
import { loadContent } from '../../authoring/load.ts'
import { ContentError } from '../../authoring/problem.ts'
import { pollDef } from '../../core/kinds/schemas/schemas.ts'
import { smallContent, writeFiles } from '../support/content.ts'

const POLL = 'poll: { kind: choice }'
const LIST = '- Monday\n- Tuesday'

/** A deck of its own, whose second slide declares a poll. */
function deckWith(poll = POLL, body = `## Which day?\n\n${LIST}`, headmatter = 'title: A deck'): Record<string, string> {
  return { 'slides.md': `---\n${headmatter}\n---\n\n# Welcome\n\n---\n${poll}\n---\n\n${body}\n\n<!--\nA note\n-->\n` }
}

async function load(files: Record<string, string>) {
  const root = writeFiles(files)
  const content = await loadContent(root)
  await checkDeck(root, content)
  return content
}

async function pollsOf(files: Record<string, string>) {
  return (await load(files)).polls.map(({ id }) => id)
}

async function problemsOf(files: Record<string, string>): Promise<readonly Problem[]> {
  const problem = await load(files).then(() => null, (error: unknown) => error)
  if (problem === null)
    return []
  if (problem instanceof ContentError)
    return problem.problems
  throw problem
}

describe('the polls that slides declare', () => {
  it('follow those of the content', async () => {
    const { 'slides.md': deck, ...content } = smallContent()
    const polls = await pollsOf({ ...content, 'slides.md': `${deck}\n---\n${POLL}\n---\n\n## Which day?\n\n${LIST}\n` })
    expect(polls.at(0)).toBe('opening')
    expect(polls.at(-1)).toBe('which-day')
  })

  it('are also read from imported files', async () => {
    const chapter = `---\n${POLL}\n---\n\n## Which day?\n\n${LIST}\n`
    expect(await pollsOf({ 'slides.md': '# Welcome\n\n---\nsrc: ./a.md\n---\n', 'a.md': chapter })).toEqual(['which-day'])
    expect(await pollsOf({ 'slides.md': '# Welcome\n\n---\nsrc: ./a.md\n---\n\n---\nsrc: ./a.md\n---\n', 'a.md': chapter })).toEqual(['which-day'])
  })

  it.each(['hide', 'disabled'])('are ignored on a slide with %s', async (word) => {
    expect(await pollsOf(deckWith(`${POLL}\n${word}: true`))).toEqual([])
  })

  it('are live in a live workshop', async () => {
    const { polls } = await load(deckWith(POLL, undefined, 'workshop: { results: live }'))
    expect(polls).toMatchObject([{ live: true }])
  })

  it('have the workshop\'s number of dots', async () => {
    const { polls } = await load(deckWith('poll: { kind: dots }', undefined, 'workshop: { dots: { each: 5, perOption: 4 } }'))
    expect(polls).toMatchObject([{ dots: 5, perOption: 4 }])
  })

  it('may be drawn by a tag elsewhere', async () => {
    const deck = deckWith()
    expect(await problemsOf({ 'slides.md': deck['slides.md']!.replace('# Welcome', '# Welcome\n\n<Poll id="which-day" />') })).toEqual([])
  })
})

describe('a deck without content', () => {
  it.each([
    ['its settings', 'title: A deck\nworkshop: { title: A workshop }', 'A workshop'],
    ['its title', 'title: A deck', 'A deck'],
    ['its title where that is a number to YAML', 'title: 2026', '2026'],
    ['its first heading', 'theme: none', 'Welcome'],
  ])('takes its title from %s', async (_, headmatter, title) => {
    expect(await load(deckWith(POLL, undefined, headmatter))).toMatchObject({ file: { title, opening: 'auto' }, disciplines: [] })
  })

  it('may declare polls in its settings', async () => {
    expect(await pollsOf(deckWith(POLL, undefined, 'workshop:\n  polls:\n    - { id: mood, kind: choice, title: Mood, options: [{ id: a, label: A }, { id: b, label: B }] }'))).toEqual(['mood', 'which-day'])
  })

  it('may have its settings in content/workshop.yaml', async () => {
    expect(await load({ ...deckWith(), 'content/workshop.yaml': 'opening: manual\n' })).toMatchObject({ file: { title: 'A deck', opening: 'manual' } })
  })
})

describe('errors are reported with file, line and fix', () => {
  it.each<[what: string, files: Record<string, string>, line: number, field: string | undefined, fix: string]>([
    ['no such kind', deckWith('class: a\npoll:\n  kind: chioce'), 10, 'poll.kind', `it should be one of: ${pollDef.options.map(({ shape }) => shape.kind.value).join(', ')}`],
    ['no kind', deckWith('poll: {}'), 8, 'poll.kind', 'is missing; say which kind it is: choice, dots'],
    ['no such field', deckWith('poll:\n  kind: choice\n  maximum: 2'), 10, 'poll.maximum', 'there is no such field'],
    ['a wrong value', deckWith('poll:\n  kind: choice\n  max: 0'), 10, 'poll.max', 'is too small; 1 at least'],
    ['no heading', deckWith(POLL, LIST), 8, 'poll.title', 'give the slide a heading'],
    ['no list', deckWith(POLL, '## Which day?'), 8, 'poll.options', 'write each option on a line of the slide'],
    ['one option', deckWith(POLL, '## Which day?\n\n- Monday'), 13, 'poll.options', 'needs 2 entries at least'],
    ['an option twice', deckWith(POLL, '## Which day?\n\n- Monday\n- Tuesday\n- Monday'), 15, 'poll.options[2].id', 'the option id "monday" is used twice; reword one, or pin another id where both wordings have to stay: "- The wording {#another-id}"'],
    ['an id that is none', deckWith(POLL, '## Which day?\n\n- Monday {#Mon}\n- Tuesday'), 13, 'poll.options[0].id', 'use lower-case letters'],
    ['an option in the frontmatter', deckWith('poll:\n  kind: choice\n  options:\n    - A\n    - { label: 7 }'), 12, 'poll.options[1].label', 'should be a text'],
    ['a poll twice', deckWith(POLL, `## Which day?\n\n${LIST}\n\n---\n${POLL}\n---\n\n# Which *day*?\n\n${LIST}`), 20, 'poll', 'the poll id "which-day" is used twice, here and in slides.md:11; give this one its own: poll: { id: another-id, … }'],
    ['a poll twice, pinned', deckWith('poll: { kind: choice, id: mood }', undefined, 'workshop: { polls: [{ id: mood, kind: choice, title: Mood, options: [{ id: a, label: A }, { id: b, label: B }] }] }'), 8, 'poll', 'used twice, here and in the deck\'s headmatter'],
    ['settings that are none', deckWith(POLL, undefined, 'title: A deck\nworkshop:\n  opening: soon'), 4, 'workshop.opening', 'should be one of: auto, manual'],
  ])('%s', async (_, files, line, field, fix) => {
    expect(await problemsOf(files)).toContainEqual({ file: 'slides.md', line, field, message: expect.stringContaining(fix) })
  })

  it('reports a slide\'s poll with an id that is used elsewhere', async () => {
    const { 'slides.md': deck, ...content } = smallContent()
    const with_ = (id: string) => problemsOf({ ...content, 'slides.md': `${deck}\n---\npoll: { kind: choice, id: ${id} }\n---\n\n## Which day?\n\n${LIST}\n` })
    expect(await with_('opening')).toMatchObject([{ line: 23, message: expect.stringContaining('here and in content/workshop.yaml:12') }])
    expect(await with_('iac/practices')).toMatchObject([{ line: 23, message: expect.stringContaining('here and by the practices of content/disciplines/iac.yaml') }])
  })

  it('reports them in an imported file', async () => {
    expect(await problemsOf({ 'slides.md': '# Welcome\n\n---\nsrc: ./parts/a.md\n---\n', 'parts/a.md': `---\n${POLL}\n---\n\n${LIST}\n` })).toContainEqual(expect.objectContaining({ file: 'parts/a.md', line: 2 }))
  })

  it('reports a poll declared on a slide that imports others', async () => {
    expect(await problemsOf({ 'slides.md': `# Welcome\n\n---\nsrc: ./a.md\n${POLL}\n---\n`, 'a.md': '# A\n' })).toEqual([{ file: 'slides.md', line: 5, field: 'poll', message: expect.stringContaining('declare it on its own slide') }])
  })

  it('reports settings in two places', async () => {
    expect(await problemsOf({ ...deckWith(POLL, undefined, 'workshop: {}'), 'content/workshop.yaml': 'opening: manual\n' })).toEqual([{ file: 'content/workshop.yaml', message: expect.stringContaining('keep one of the two') }])
  })
})
