import { mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { pagesFolder } from '../../../server/build/build.ts'
import { tempFolder } from '../../support/temp-folder.ts'

it('pages are built anew for other sources, not for other times: an image and a checkout keep none', () => {
  const root = tempFolder()
  mkdirSync(join(root, 'theme'))
  const path = join(root, 'theme', 'slide.css')
  writeFileSync(path, 'a { color: red }')
  const before = pagesFolder(root)
  utimesSync(path, 1, 1)
  expect(pagesFolder(root)).toBe(before)
  writeFileSync(path, 'a { color: tan }')
  expect(pagesFolder(root)).not.toBe(before)
})
