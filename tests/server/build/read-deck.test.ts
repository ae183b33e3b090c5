import { describe, expect, it } from 'vitest'
import { ContentError } from '../../../authoring/problem.ts'
import { readDeck } from '../../../server/build/read-deck.ts'
import { writeFiles } from '../../support/content.ts'

const POLL = '---\npoll: { kind: choice }\n---\n\n## {day}\n\n- Monday\n- Tuesday\n'

function deckWith(files: Record<string, string>, head = '') {
  return { root: writeFiles({ 'slides.md': `${head}# Start\n\n${POLL}`, ...files }), entry: 'slides.md' }
}

/** A preparser that puts words in the place of a name. */
const naming = (word: string, name = '{day}') => `export default () => [{ name: 'names ${name}', transformSlide: async content => content.replace('${name}', '${word}') }]\n`
const packageOf = (name: string, setup: string) => ({ [`node_modules/${name}/setup/preparser.ts`]: setup, [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0' }) })

async function titlesOf(files: Record<string, string>, head?: string): Promise<string[]> {
  return (await readDeck(deckWith(files, head))).polls.map(({ title }) => title)
}

describe('readDeck', { timeout: 60_000 }, () => {
  it('reads what preparsers of the deck, of a theme beside it, of an addon, and of an addon of its package.json make of a slide', async () => {
    const files = {
      'slides.md': `---\ntheme: ./theme\naddons: [names]\n---\n\n# Start\n\n${POLL.replace('{day}', '{one} {two} {three} {four}?')}`,
      'setup/preparser.ts': naming('us', '{four}'),
      'theme/setup/preparser.ts': naming('Which', '{one}'),
      'theme/package.json': '{ "name": "slidev-theme-names" }',
      ...packageOf('slidev-addon-names', naming('day', '{two}')),
      ...packageOf('slidev-addon-words', naming('suits', '{three}')),
      'package.json': '{ "slidev": { "addons": ["words"] } }',
    }
    expect(await titlesOf(files)).toEqual(['Which day suits us?'])
  })

  it('reads what a preparser of a theme in its packages makes of a slide', async () => {
    expect(await titlesOf(packageOf('slidev-theme-names', naming('Which day?')), '---\ntheme: names\n---\n\n')).toEqual(['Which day?'])
  })

  it('reads the polls that a preparser declares, and those of slides that it makes', async () => {
    const setup = `export default () => [{
      name: 'quiz',
      transformRawLines: lines => void lines.push('', '---', 'quiz: true', '---', '', '## Made up?', '', '- Yes', '- No'),
      transformSlide: async (content, frontmatter) => { if (frontmatter.quiz) frontmatter.poll = { kind: 'choice', max: 2 } },
    }]\n`
    const { polls, slides } = await readDeck(deckWith({ 'setup/preparser.ts': setup }))
    expect(polls.map(({ title }) => title)).toEqual(['{day}', 'Made up?'])
    expect(polls[1]).toMatchObject({ id: 'made-up', max: 2 })
    expect(slides.map(({ poll }) => poll)).toEqual([null, 'day', 'made-up'])
  })

  it('names file and line of what an author should correct', async () => {
    const setup = 'export default () => [{ name: \'empty\', transformSlide: async content => content.replace(\'- Tuesday\', \'- Monday\') }]\n'
    const problem = await readDeck(deckWith({ 'setup/preparser.ts': setup })).then(() => null, (error: unknown) => error)
    expect(problem).toBeInstanceOf(ContentError)
    expect((problem as ContentError).message).toMatch(/^slides\.md:\d+ .*monday/)
  })

  it('continues after text that YAML takes for one string, even with a preparser, and warns about its line', async () => {
    const deck = deckWith({ 'setup/preparser.ts': naming('Which day?') }, '---\nA text of five words\n---\n\n')
    const { polls, warnings } = await readDeck(deck)
    expect(polls.map(({ title }) => title)).toEqual(['Which day?'])
    expect(warnings).toMatchObject([{ file: 'slides.md', line: 2, message: expect.stringContaining('put a blank line above') }])
  })

  it('runs a preparser as Slidev does: with its packages, from the deck\'s folder, and with what CommonJS has', async () => {
    const setup = `import { readFileSync } from 'node:fs'
import { definePreparserSetup } from '@slidev/types'
import { defineConfig } from 'vite'
export default definePreparserSetup(async () => [{
  name: 'words',
  transformSlide: async content => content.replace('{day}', readFileSync('words.txt', 'utf8') + typeof defineConfig + __dirname.split('/').at(-1)),
}])\n`
    expect(await titlesOf({ 'setup/preparser.ts': setup, 'words.txt': 'Which day? ' })).toEqual(['Which day? functionsetup'])
  })

  it('reads imports with a range, and no slides that are hidden or that a preparser took out', async () => {
    const slide = (title: string, more = '') => `---\npoll: { kind: choice }\n${more}---\n\n## ${title}\n\n- Yes\n- No\n`
    const setup = 'export default () => [{ name: "drops", transformRawLines: lines => void (lines.includes("## Dropped") && lines.splice(lines.indexOf("## Dropped") - 4)) }]\n'
    const files = {
      'setup/preparser.ts': setup,
      'slides.md': `# Start\n\n---\nsrc: ./more.md#2-3,5\n---\n\n${slide('Off', 'disabled: true\n')}\n${slide('Away', 'hide: true\n')}\n${slide('Kept')}\n${slide('Dropped')}`,
      'more.md': ['One', 'Two', 'Three', 'Four', 'Five'].map(title => slide(title)).join('\n'),
    }
    const { polls, slides } = await readDeck(deckWith(files))
    expect(polls.map(({ title }) => title)).toEqual(['Two', 'Three', 'Five', 'Kept'])
    expect(slides.map(({ poll }) => poll)).toEqual([null, 'two', 'three', 'five', 'kept'])
  })

  it('says what a preparser threw, and where', async () => {
    const deck = deckWith({ 'setup/preparser.ts': 'export default () => { throw new Error("no words today") }\n' })
    await expect(readDeck(deck)).rejects.toThrow(/look at its theme, its addons and setup\/preparser\.ts:[\s\S]*setup\/preparser\.ts:1 {2}no words today/)
  })
})
