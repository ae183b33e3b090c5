import type { Entry } from '../../../core/entry.ts'
import type { StoreOptions } from '../open-store.ts'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { Option } from '@commander-js/extra-typings'
import { commands } from '../../../core/commands/commands.ts'
import { entriesOf } from '../../log/fold-log.ts'
import { FileFault } from '../../log/json-lines.ts'
import { readWorkshopFile } from '../../log/workshop-file.ts'
import { deckAt } from '../../paths.ts'
import { recordDeck } from '../../rooms/deck-record.ts'
import { UserError } from '../../user-error.ts'
import { createCommand, deckArgument, runCommand, typedPath } from '../command-line.ts'
import { dataOption, openStore, storeOption } from '../open-store.ts'

async function importLog(path: string, deckPath: string | undefined, { as, ...where }: StoreOptions & { as?: string | undefined }): Promise<void> {
  const deck = deckAt(deckPath)
  const { workshop, entries: written } = read(path)
  const id = as ?? workshop.id
  const entries = renamed(written, id)
  const store = await openStore(where, 'create')
  const { log, name } = store
  try {
    const there = await entriesOf(log, id)
    if (there.length === 0) {
      await log.append(id, () => entries)
      await recordDeck(store, id, deck)
    }
    else if (!isDeepStrictEqual(there, entries)) {
      throw new UserError(`There is another workshop ${id} in ${name}, and nothing is overwritten. Give this one another id: add --as ${id}-2`)
    }
    console.log(`The workshop ${id} is in ${name}${there.length === 0 ? '' : ' already'}, with ${entries.length} entries. To go on with it: npm start -- --workshop ${id} ${store.option}`)
  }
  finally {
    await store.close()
  }
}

function read(path: string): ReturnType<typeof readWorkshopFile> {
  try {
    return readWorkshopFile(readFileSync(path))
  }
  catch (error) {
    if (error instanceof FileFault)
      throw new UserError(`Cannot import ${path}: ${error.message}. Nothing was changed. Write the file again with npm run export-log, or take another copy of it.`)
    const { code } = error as NodeJS.ErrnoException
    if (code === undefined)
      throw error
    throw new UserError(`Cannot read ${path} (${code}). Name a file that npm run export-log wrote.`, { cause: error })
  }
}

/** The id stands in the first entry. */
function renamed(entries: readonly Entry[], workshop: string): Entry[] {
  return entries.map(entry => entry.command.type === 'workshop:start' ? { ...entry, command: { ...entry.command, workshop } } : entry)
}

function idOf(text: string): string {
  if (!commands['workshop:start'].payload.shape.workshop.safeParse(text).success)
    throw new UserError(`--as ${text} cannot be an id. Give up to 64 letters, digits, - and _, such as --as 2026-11-23-kfrw-2`)
  return text
}

await runCommand(createCommand('npm run import-log --', 'Reads a file of npm run export-log into a data folder, as a workshop of its own.')
  .argument('<file>', 'The file', typedPath)
  .addArgument(deckArgument)
  .addOption(dataOption)
  .addOption(storeOption)
  .addOption(new Option('--as <id>', 'Its id there, if it is to have another one').argParser(idOf))
  .action(importLog))
