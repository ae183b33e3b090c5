import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { paths } from '../../server/paths.ts'
import { tempFolder } from './temp-folder.ts'

/** A `dist` of stand-in decks and the real template of the phone page: nothing has to be built for it. */
export function standInPages(): string {
  const dist = tempFolder()
  for (const name of ['phone', 'deck', 'facilitator'])
    mkdirSync(join(dist, name, 'assets'), { recursive: true })
  copyFileSync(join(paths.root, 'client', 'phone', 'index.html'), join(dist, 'phone', 'index.html'))
  for (const name of ['deck', 'facilitator'])
    writeFileSync(join(dist, name, 'index.html'), `<!doctype html><title>The ${name} build</title>`)
  return dist
}
