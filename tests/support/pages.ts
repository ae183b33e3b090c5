import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pagesFolder } from '../../server/build/build.ts'
import { paths } from '../../server/paths.ts'
import { tempFolder } from './temp-folder.ts'

/** A `dist` of stand-in decks and the built phone page, without its files. */
export function standInPages(): string {
  const dist = tempFolder()
  const built = pagesFolder(paths.root)
  for (const name of ['deck', 'facilitator']) {
    mkdirSync(join(dist, name, 'assets'), { recursive: true })
    writeFileSync(join(dist, name, 'index.html'), `<!doctype html><title>The ${name} build</title>`)
  }
  mkdirSync(join(dist, 'phone', 'assets'), { recursive: true })
  copyFileSync(join(built, 'phone', 'index.html'), join(dist, 'phone', 'index.html'))
  // One module for all of them.
  symlinkSync(join(built, 'phone-server'), join(dist, 'phone-server'), 'junction')
  return dist
}
