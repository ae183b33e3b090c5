import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { buildFault } from '../../server/slidev/build-fault.ts'
import { UserError } from '../../server/user-error.ts'
import { dataFolder } from '../support/data-folder.ts'

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

  it('names the line of a component as its author has it, without the lines that Slidev puts in', () => {
    const message = `[vue/compiler-sfc] Unexpected token (7:0)\n\n${root}/components/Bad.vue\n6  |  const a = {\n7  |  </script>\n   |  ^`
    expect(words(thrown(message, { id: join(root, 'components/Bad.vue'), loc: { line: 7 } }))).toEqual(['components/Bad.vue:3  Unexpected token'])
  })

  it('names all of several', () => {
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

  it('has no stack for what a tool does not find', () => {
    expect(words(thrown('Icon `logos/none` not found', { id: '~icons/logos/none', plugin: 'unplugin-icons' }))).toEqual(['Icon `logos/none` not found'])
  })

  it('keeps what Slidev says to authors', () => {
    expect(words(thrown('[slidev] "prism" support has been dropped.'))).toEqual(['"prism" support has been dropped.'])
  })

  it('leaves alone what is not about the deck', () => {
    const error = thrown('out of memory')
    expect(buildFault(error, root, slides)).toBe(error)
  })
})
