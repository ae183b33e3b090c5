import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, it } from 'vitest'
import { builtFile } from '../../../server/export/built-file.ts'
import { standInPages } from '../../support/browser/pages.ts'
import { tempFolder } from '../../support/temp-folder.ts'

it.each([
  ['/deck/print', 'deck/index.html'],
  ['/facilitator/presenter/print', 'facilitator/index.html'],
  ['/deck/faces/ann.svg', 'deck/faces/ann.svg'],
  ['/faces/ann.svg', 'deck/faces/ann.svg'],
  ['/faces/50%25.svg', 'deck/faces/50%.svg'],
  ['/faces/bob.svg', null],
  ['/faces/50%.svg', null],
  ['/faces', null],
  ['/faces/folder.svg', null],
  ['/', null],
  ['/nowhere', null],
  ['/deck/..%2f..%2fbeside.txt', null],
  ['/..%2fbeside.txt', null],
])('the print page is answered %s with %s', (pathname, file) => {
  const folder = tempFolder()
  const dist = join(folder, 'dist')
  cpSync(standInPages(), dist, { recursive: true })
  writeFileSync(join(folder, 'beside.txt'), '')
  mkdirSync(join(dist, 'deck', 'faces', 'folder.svg'), { recursive: true })
  for (const name of ['ann.svg', '50%.svg'])
    writeFileSync(join(dist, 'deck', 'faces', name), '<svg/>')
  const found = builtFile(dist, pathname)
  expect(found && relative(dist, found).replaceAll('\\', '/')).toBe(file)
})
