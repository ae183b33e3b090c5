import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { recordsIn } from '../../../server/log/record-files.ts'
import { deckAt, paths } from '../../../server/paths.ts'
import { recordDeck } from '../../../server/rooms/deck-record.ts'
import { tempFolder } from '../../support/temp-folder.ts'

it('a deck that cannot be recorded is reported with the option for another data folder', async () => {
  const data = tempFolder()
  mkdirSync(join(data, 'decks.json.part'))
  await expect(recordDeck({ decks: recordsIn(data, 'decks') }, 'one', deckAt(join(paths.root, 'tests', 'sample-deck')))).rejects.toThrow(/^Cannot write to .*decks\.json: .* name another folder: --data some\/folder$/)
  expect(readdirSync(data)).toEqual([])
})
