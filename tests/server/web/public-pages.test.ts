import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadContent } from '../../../authoring/load.ts'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'

/** What is built for everybody; `vitest.config.ts` sees to it that it is there. */
const publicBytes = bytesOf('deck') + bytesOf('phone')
const facilitatorBytes = bytesOf('facilitator')
const { disciplines, polls } = await loadContent(paths.root)

function bytesOf(name: string): string {
  const folder = join(pagesFolder(paths.root), name)
  return globSync('**/*.{js,html,css,json,map}', { cwd: folder }).map(file => readFileSync(join(folder, file), 'utf8')).join('\n')
}

/** The longest run of plain words: the same bytes however a bundler quotes the text. */
function words(text: string): string {
  return text.match(/[\w ,]+/g)!.reduce((longest, run) => run.length > longest.length ? run : longest).trim()
}

function speakerNotes(): string[] {
  return globSync('content/**/*.md', { cwd: paths.root })
    .flatMap(file => readFileSync(join(paths.root, file), 'utf8').match(/<!--[\s\S]*?-->/g) ?? [])
    .map(words)
}

function publicOnes(texts: string[]): string[] {
  return texts.filter(text => publicBytes.includes(text))
}

describe('the public pages', () => {
  it('contain the slides', () => {
    expect(publicOnes(disciplines.map(({ objective }) => words(objective)))).toHaveLength(disciplines.length)
  })

  it('contain no speaker notes; the facilitator\'s do', () => {
    const notes = speakerNotes()
    expect(notes.length).toBeGreaterThan(5 * disciplines.length)
    expect(notes.filter(note => note.length < 20)).toEqual([])
    expect(publicOnes(notes)).toEqual([])
    expect(notes.filter(note => !facilitatorBytes.includes(note))).toEqual([])
  })

  it('[V3] contain no answers to listen for, which are in the facilitator\'s polls', () => {
    const listens = disciplines.flatMap(({ questions }) => questions.map(({ listen }) => listen))
    const notes = polls.flatMap(poll => optionsOf(poll).map(({ note = '' }) => note)).join('\n')
    expect(listens.filter(listen => !notes.includes(listen))).toEqual([])
    expect(listens.map(words).filter(text => text.length < 15)).toEqual([])
    expect(publicOnes(listens.map(words))).toEqual([])
  })

  it('fetch nothing from other hosts', () => {
    const index = ['deck', 'phone', 'facilitator'].map(name => readFileSync(join(pagesFolder(paths.root), name, 'index.html'), 'utf8')).join('\n')
    expect([...index.matchAll(/(?:src|href)="((?:https?:)?\/\/[^"]*)"/g)].map(([, url]) => url)).toEqual([])
    expect(publicBytes.match(/@import\s*(?:url\()?["']?https?:[^;]*|fonts\.g(?:oogleapis|static)\.com/g)).toBe(null)
  })
})
