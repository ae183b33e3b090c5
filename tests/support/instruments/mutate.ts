import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { join } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { mutants } from './mutants.ts'

// Loaded before the server (`node --import`): builds the fault that MUTANT names into the one file it is about. The file
// itself stays as it is.
const { file, from, to } = mutants[process.env.MUTANT as keyof typeof mutants]
// Nothing of the project may be loaded before: it would stay as it is.
const path = join(import.meta.dirname, '..', '..', '..', file)
if (readFileSync(path, 'utf8').split(from).length !== 2)
  throw new Error(`${file} does not hold this just once, so the mutant ${process.env.MUTANT} is none: ${from}`)
const url = pathToFileURL(path).href
registerHooks({
  load(asked, context, next) {
    const loaded = next(asked, context)
    return asked === url ? { ...loaded, source: String(loaded.source).replace(from, () => to) } : loaded
  },
})
