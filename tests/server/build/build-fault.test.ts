import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { buildFault } from '../../../server/build/slidev/build-fault.ts'
import { UserError } from '../../../server/user-error.ts'
import { dataFolder } from '../../support/data-folder.ts'

/** As tools throw it. */
function thrown(message: string, fields: object = {}): Error {
  return Object.assign(new Error(message), { stack: `Error: ${message}\n    at run (/tools/node_modules/tool/index.js:3:7)`, ...fields })
}

describe('buildFault', () => {
  const { path: root, remove } = dataFolder()
  mkdirSync(join(root, 'components'))
  writeFileSync(join(root, 'components/Bad.vue'), '<script setup>\nconst a = {\n</script>\n')
  afterAll(remove)
  const slides = [
    { filepath: join(root, 'slides.md'), start: 0, raw: '# Start' },
    { filepath: join(root, 'pages/two.md'), start: 11, raw: '\n## Two\n\n<script setup>\nimport x from "./missing.ts"\n</script>' },
  ]
  const words = (error: unknown) => {
    const fault = buildFault(error, root, slides)
    expect(fault).toBeInstanceOf(UserError)
    return (fault as Error).message.split('\n')
  }

  it('names the file, the line and the number of a slide', () => {
    const id = join(root, 'pages/two.md__slidev_2.md')
    expect(words(thrown('Element is missing end tag.', { id, loc: { line: 4 } }))).toEqual(['pages/two.md:13  slide 2: Element is missing end tag.'])
    expect(words(thrown('\u001B[31m[UNRESOLVED_IMPORT] \u001B[0mCould not resolve \'./missing.ts\' in pages/two.md__slidev_2.md\n  ╭─', { id }))).toEqual(['pages/two.md:16  slide 2: Could not resolve \'./missing.ts\''])
  })

  it('names a component\'s line without the lines that Slidev adds', () => {
    const message = `[vue/compiler-sfc] Unexpected token (7:0)\n\n${root}/components/Bad.vue\n6  |  const a = {\n7  |  </script>\n   |  ^`
    expect(words(thrown(message, { id: join(root, 'components/Bad.vue'), loc: { line: 7 } }))).toEqual(['components/Bad.vue:3  Unexpected token'])
  })

  it('names a template\'s line, however many lines tools put before it', () => {
    writeFileSync(join(root, 'components/Open.vue'), '<script setup>\nconst a = 1\n</script>\n\n<template>\n  <div><p>{{ a }}</div>\n</template>\n')
    expect(words(thrown('Element is missing end tag.', { id: join(root, 'components/Open.vue'), loc: { line: 10 } }))).toEqual(['components/Open.vue:6  Element is missing end tag.'])
  })

  it('finds the place that a tool shows in its message', () => {
    writeFileSync(join(root, 'lib.ts'), 'export const x = {\n')
    expect(words(thrown('\u001B[31m[builtin:vite-transform] \u001B[0mExpected `}` but found `EOF`\n   \u001B[38;5;246m╭─[ lib.ts:1:20 ]\n', {}))).toEqual(['lib.ts:1  Expected `}` but found `EOF`'])
    expect(words(thrown(`ParseError: Unexpected token\n ${join(root, 'lib.ts')}:1:0`))).toEqual(['lib.ts:1  Unexpected token'])
  })

  it('names the line of an import that leads nowhere', () => {
    writeFileSync(join(root, 'components/Far.vue'), '<script setup>\nimport x from "no-such-package"\n</script>\n')
    expect(words(thrown(`[vite]: Rolldown failed to resolve import "no-such-package" from "${join(root, 'components/Far.vue')}".\nThis is most likely unintended`))).toEqual(['components/Far.vue:2  "no-such-package" was not found; install it, or correct the import'])
  })

  it('has a hint if the folder has a name that Vite can\'t handle', () => {
    const error = thrown('Unexpected JSX expression', { id: '~icons/none', plugin: 'tool' })
    expect((buildFault(error, '/talks/C# basics', []) as Error).message).toBe('Unexpected JSX expression\nThe path of the deck has a # in it, which Vite cannot handle: rename that folder')
  })

  it('names all of several errors', () => {
    writeFileSync(join(root, 'style.css'), 'a {\n')
    const errors = [thrown('One', { id: join(root, 'style.css'), loc: { line: 2 } }), thrown('Two', { id: join(root, 'slides.md__slidev_1.md') })]
    expect(words(thrown('Build failed with 2 errors', { errors }))).toEqual(['style.css:2  One', 'slides.md:1  slide 1: Two'])
  })

  it.each([
    ['a function', (path: string) => `Proxy._default (${path}:2:9)`],
    ['a function, by its address', (path: string) => `async Promise.all (${pathToFileURL(path)}:2:9)`],
    ['a module', (path: string) => `${path}:2:9`],
    ['a module, by its address', (path: string) => `async ${pathToFileURL(path)}:2:9`],
  ])('names the place in the deck from which %s threw something, whatever its folder is called', (_, frame) => {
    const folder = join(root, 'My talk (ü) 100%')
    const stack = `Error: no colours\n    at file:///tools/node_modules/tool/index.js:3:7\n    at ${frame(join(folder, 'setup', 'shiki.ts'))}`
    expect((buildFault(thrown('no colours', { stack }), folder, slides) as Error).message).toBe('setup/shiki.ts:2  no colours')
  })

  it('has no stack for a missing file', () => {
    expect(words(thrown('Icon `logos/none` not found', { id: '~icons/logos/none', plugin: 'unplugin-icons' }))).toEqual(['Icon `logos/none` not found'])
  })

  it('keeps what Slidev says to authors', () => {
    expect(words(thrown('[slidev] "prism" support has been dropped.'))).toEqual(['"prism" support has been dropped.'])
  })

  it('keeps errors that are not about the deck', () => {
    const error = thrown('out of memory')
    expect(buildFault(error, root, slides)).toBe(error)
  })
})
