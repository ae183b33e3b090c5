import type { ResolvedSlidevOptions } from '@slidev/types'
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { areUnchanged } from '../../../server/build/outside-files.ts'
import { findOutside } from '../../../server/build/slidev/outside.ts'
import { writeFiles } from '../../support/content.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const FILES = {
  'deck/main.js': 'import "./style.css"\nimport { shared } from "../lib/shared.js"\nimport { linked } from "./linked/part.js"\nconsole.log(shared, linked)\n',
  'deck/style.css': '@import "../styles/base.css";\n',
  'styles/base.css': 'h1 { background: url(./dot.svg) }\n',
  'styles/dot.svg': '<svg xmlns="http://www.w3.org/2000/svg" />',
  'lib/shared.js': 'export const shared = 1\n',
  'parts/part.js': 'export const linked = 2\n',
  'theme/layouts/cover.vue': '<template><slot /></template>\n',
  'shared.md': '# Shared\n',
  'other.md': '# Of another deck\n',
}

/** A deck with files around it, built. */
async function builtDeck() {
  const folder = writeFiles(FILES)
  const past = new Date(Date.now() - 60_000)
  Object.keys(FILES).forEach(file => utimesSync(join(folder, file), past, past))
  const [root, pages] = [join(folder, 'deck'), join(tempFolder(), 'deck')]
  symlinkSync(join(folder, 'parts'), join(root, 'linked'), 'junction')
  mkdirSync(pages)
  const { plugin, write } = findOutside({
    userRoot: root,
    roots: [join(folder, 'theme'), root],
    data: { watchFiles: { [join(folder, 'shared.md')]: new Set() } } as unknown as ResolvedSlidevOptions['data'],
  }, tempFolder())
  await build({ root, configFile: false, logLevel: 'silent', plugins: [plugin], build: { outDir: pages, rollupOptions: { input: join(root, 'main.js') } } })
  write(pages)
  return { folder, pages, isUnchanged: () => areUnchanged(join(pages, '..')) }
}

it('notices a change of any file outside of the deck that its pages are made of, and of no other', async () => {
  const { folder, isUnchanged } = await builtDeck()
  expect(isUnchanged()).toBe(true)
  writeFileSync(join(folder, 'other.md'), '# Edited')
  expect(isUnchanged()).toBe(true)
  for (const file of Object.keys(FILES).filter(file => !file.startsWith('deck/') && file !== 'other.md')) {
    const { folder, isUnchanged } = await builtDeck()
    writeFileSync(join(folder, file), `${FILES[file as keyof typeof FILES]} `)
    expect(isUnchanged(), file).toBe(false)
  }
})

it('notices a new file of a theme outside of the deck', async () => {
  const { folder, isUnchanged } = await builtDeck()
  writeFileSync(join(folder, 'theme', 'layouts', 'end.vue'), '<template><slot /></template>\n')
  expect(isUnchanged()).toBe(false)
})

it('takes pages for changed that were built while a file was saved', async () => {
  const { folder, pages, isUnchanged } = await builtDeck()
  const { write } = findOutside({ userRoot: join(folder, 'deck'), roots: [], data: { watchFiles: { [join(folder, 'shared.md')]: new Set() } } as unknown as ResolvedSlidevOptions['data'] }, tempFolder())
  writeFileSync(join(folder, 'shared.md'), '# Saved just now')
  write(pages)
  expect(isUnchanged()).toBe(false)
})
