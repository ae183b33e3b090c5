import type { Deck } from '../../../server/paths.ts'
import type { Decks, ServedDeck } from '../../../server/places/decks.ts'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { chooseWorkshop } from '../../../server/cli/choose-workshop.ts'
import { memoryStore } from '../../../server/log/memory.ts'
import { deckAt, pathOfDeck } from '../../../server/paths.ts'
import { recordDeck } from '../../../server/rooms/deck-record.ts'

const folder = mkdtempSync(join(tmpdir(), 'workshop-'))
afterAll(() => rmSync(folder, { recursive: true }))

function deck(name: string): Deck {
  const path = join(folder, name)
  writeFileSync(path, '# Slides\n')
  return deckAt(path)
}

const [one, two, other] = [deck('one.md'), deck('two.md'), deck('other.md')]

type Rest = [offered: Deck[], open: Record<string, Deck>, more?: { id?: string, isNew?: boolean, broken?: Deck }]

/** A start that offers these decks, where these workshops are open, each with its deck. */
async function start(...[offered, open, { id, isNew = false, broken } = {}]: Rest) {
  const store = memoryStore()
  for (const [workshop, deck] of Object.entries(open))
    await recordDeck(store, workshop, deck)
  const served = (deck: Deck): ServedDeck => ({ deck } as ServedDeck)
  const told: string[] = []
  const decks: Decks = {
    list: () => [],
    async of(deck) {
      if (deck === broken)
        throw new Error('a slip')
      return served(deck)
    },
  }
  const chosen = chooseWorkshop({ store, decks, offered, first: served(offered[0]!), running: Object.keys(open), id, isNew, onBroken: deck => void told.push(pathOfDeck(deck)) })
  return chosen.then(({ goesOn, served }) => ({ goesOn, deck: served.deck, told }))
}

describe('a start goes on with', () => {
  it.each<[string, Rest, { goesOn: string | undefined, deck: Deck }]>([
    ['the open workshop', [[one], { mine: one }], { goesOn: 'mine', deck: one }],
    ['the last one of its decks', [[one, two], { first: one, last: two, foreign: other }], { goesOn: 'last', deck: two }],
    ['the last one of its deck, beside others', [[one], { mine: one, foreign: other }], { goesOn: 'mine', deck: one }],
    ['a new one, if several are open and none is of its decks', [[one], { foreign: other, another: two }], { goesOn: undefined, deck: one }],
    ['a new one, if none is open', [[one, two], {}], { goesOn: undefined, deck: one }],
    ['a new one, if that is typed', [[one], { mine: one }, { isNew: true }], { goesOn: undefined, deck: one }],
    ['the typed one', [[one], { mine: one, typed: one, later: one }, { id: 'typed' }], { goesOn: 'typed', deck: one }],
  ])('%s', async (_, offer, expected) => {
    expect(await start(...offer)).toEqual({ ...expected, told: [] })
  })

  it('the last one whose deck can be given, and tells of the other', async () => {
    expect(await start([one, two], { first: one, last: two }, { broken: two })).toEqual({ goesOn: 'first', deck: one, told: [pathOfDeck(two)] })
  })

  it('none of another deck, and says how', async () => {
    await expect(start([one], { foreign: other })).rejects.toThrow(/foreign was given with another deck: .+other\.md\. Go on with both: npm start -- --workshop foreign --data ".+"\. Or start one .+ --new$/)
    await expect(start([one], { mine: one, foreign: other }, { id: 'foreign' })).rejects.toThrow('foreign was given with another deck')
    const gone = { root: folder, entry: 'gone.md' } as Deck
    await expect(start([one], { foreign: gone })).rejects.toThrow(/^The deck of the workshop foreign is gone: .+gone\.md\. Put it back\. Or start one with this deck, which ends that one: add --new$/)
  })
})
