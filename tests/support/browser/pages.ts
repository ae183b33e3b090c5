import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { tempFolder } from '../temp-folder.ts'

/** The environment variable that names the folder of the pages that were built for the tests. */
export const TEST_PAGES = 'WORKSHOP_TEST_PAGES'

/** A `dist` of stand-in decks and the built phone page, without its files. */
export function standInPages(): string {
  const dist = tempFolder()
  const built = process.env[TEST_PAGES]!
  for (const name of ['deck', 'facilitator']) {
    mkdirSync(join(dist, name, 'assets'), { recursive: true })
    writeFileSync(join(dist, name, 'index.html'), `<!doctype html><html lang="en"><title>The ${name} build</title>`)
  }
  mkdirSync(join(dist, 'phone', 'assets'), { recursive: true })
  copyFileSync(join(built, 'phone', 'index.html'), join(dist, 'phone', 'index.html'))
  // One module for all of them.
  symlinkSync(join(built, 'phone-server'), join(dist, 'phone-server'), 'junction')
  return dist
}
