import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileName } from '../../server/export/file-name.ts'
import { memoryStore } from '../../server/log/memory.ts'
import { deckAt, isOwnDeck, isSamePath, ownDeck, paths } from '../../server/paths.ts'
import { checkSameDeck, recordDeck } from '../../server/rooms/deck-record.ts'
import { tempFolder } from '../support/temp-folder.ts'

/** A deck, and its folder under another name. */
function deckWithLink(): { deck: string, link: string } {
  const folder = tempFolder()
  mkdirSync(join(folder, 'talk'))
  writeFileSync(join(folder, 'talk', 'slides.md'), '# Hello\n')
  symlinkSync(join(folder, 'talk'), join(folder, 'link'), 'junction')
  return { deck: join(folder, 'talk', 'slides.md'), link: join(folder, 'link', 'slides.md') }
}

describe('a deck under another path', () => {
  it('is the same deck, even for a workshop that continues', async () => {
    const { deck, link } = deckWithLink()
    const store = memoryStore()
    expect(isSamePath(deck, link)).toBe(true)
    await recordDeck(store, 'one', deckAt(deck))
    expect(() => checkSameDeck(store, 'one', deckAt(link))).not.toThrow()
    expect(() => checkSameDeck(store, 'one', ownDeck)).toThrow('was given with another deck')
  })

  it('is this project\'s own deck if the path leads there', () => {
    const folder = tempFolder()
    symlinkSync(paths.root, join(folder, 'project'), 'junction')
    expect(isOwnDeck(deckAt(join(folder, 'project')))).toBe(true)
    expect(isOwnDeck(deckAt(join(paths.root, 'tests', 'sample-deck')))).toBe(false)
  })

  it('is compared by its text if it is gone', () => {
    expect(isSamePath(join(paths.root, 'gone', 'slides.md'), join(paths.root, 'gone', '.', 'slides.md'))).toBe(true)
    expect(isSamePath(join(paths.root, 'gone'), join(paths.root, 'slides.md'))).toBe(false)
  })
})

describe('a file name made from words', () => {
  it.each([
    ['01 phone: "yes/no" <b>?*.png', '01 phone yes no b .png'],
    ['C:\\talk|1', 'C talk 1'],
    ['ends in dots. . .', 'ends in dots'],
    ['con.png', 'con_.png'],
    ['LPT1', 'LPT1_'],
    ['console.png', 'console.png'],
    ['tab\tand\nline', 'tab and line'],
    ['Zoë & Çağla 100%', 'Zoë & Çağla 100%'],
    ['???', '_'],
  ])('is valid on every system: %j', (words, name) => {
    expect(fileName(words)).toBe(name)
  })
})
