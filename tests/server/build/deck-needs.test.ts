import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { needsInWords, readNeeds, scriptSources, writeNeeds } from '../../../server/build/deck-needs.ts'
import { findNeeds } from '../../../server/build/slidev/needs.ts'
import { standInPages } from '../../support/browser/pages.ts'
import { FACILITATOR_COOKIE, startTestServer } from '../../support/server/test-server.ts'
import { tempFolder } from '../../support/temp-folder.ts'

/** What a build of some modules finds. */
function needsOf(modules: Record<string, string>, slides: string[] = [], html = ''): ReturnType<typeof readNeeds> {
  const pages = join(tempFolder(), 'deck')
  const { plugin, write } = findNeeds('/deck', '/ours', slides)
  const { handler } = plugin.transform as { handler: (code: string, id: string) => void }
  Object.entries(modules).forEach(([id, code]) => handler(code, id))
  write(pages, html)
  return readNeeds(pages)
}

describe('findNeeds', () => {
  it('finds nothing in a deck of slides and pictures, whatever Slidev itself could run', () => {
    expect(needsOf({
      '/deck/slides.md__slidev_1.md': 'const link = "https://cdn.example.org/a.js"; const a = retrieval(1); const b = functionOf()',
      '/deck/components/Frame.vue': '<iframe src="https://example.org/page">',
      '/deck/node_modules/vue/dist/vue.esm-bundler.js': 'new Function("Vue", code)',
      '/deck/node_modules/.pnpm/d3-dsv@3/node_modules/d3-dsv/src/dsv.js': 'new Function("d", text)',
      '/deck/node_modules/markup/index.js': '/** As `srcdoc` has it, see https://github.com/example/markup.js */ const url = "https://github.com/example/markup.js/issues"',
      '/ours/client/draw/fit.ts': 'WebAssembly',
    }, ['# Start\n\n```js {monaco}\n1\n```'], '<script type="module" src="/deck/a.js"></script>')).toEqual({ evaluates: [], inline: [], origins: [] })
  })

  it.each([
    ['code in a component', { '/deck/components/Sum.vue': 'const run = new Function("return 1")' }, 'components/Sum.vue'],
    ['code in a frame', { '/deck/node_modules/addon/run.ts': 'frame.contentWindow.eval(code)' }, 'addon/run.ts'],
    ['a script that a script makes', { '/deck/components/Canvas.vue?vue&type=script': 'const blob = new Blob([text], { type: \'text/javascript\' })' }, 'components/Canvas.vue'],
    ['WebAssembly in a package', { '/deck/node_modules/py/load.js?v=1': 'await WebAssembly.instantiate(bytes)' }, 'py/load.js'],
  ])('finds %s', (_, modules, file) => {
    const needs = needsOf(modules as Record<string, string>)
    expect(needs.evaluates).toEqual([file])
    expect(scriptSources(needs)).toEqual(['\'self\'', '\'unsafe-eval\'', 'blob:'])
  })

  it('finds code that runs on a slide', () => {
    expect(needsOf({}, ['# Start', 'Try:\n\n```ts {monaco-run} {autorun:false}\n1\n```']).evaluates).toEqual(['slide 2'])
  })

  it('finds scripts from elsewhere, and pages that a script makes', () => {
    const needs = needsOf({
      // eslint-disable-next-line no-template-curly-in-string
      '/deck/setup/main.ts': 'script.src = `https://cdn.example.org/npm/islands@${version}/dist/main.js`; link.href = "https://fonts.example.com/a.css"',
      '/deck/components/Canvas.vue': 'frame.srcdoc = page',
    }, [], '<script src="http://10.0.0.1:8080/lib.mjs"></script><link rel="icon" href="https://other.example/icon.js">')
    expect(scriptSources(needs)).toEqual(['\'self\'', '\'unsafe-inline\'', 'http://10.0.0.1:8080', 'https://cdn.example.org'])
    expect(needsInWords(needs)).toBe('The slides of this deck may run scripts in their HTML and in frames that they fill (components/Canvas.vue), and load scripts from http://10.0.0.1:8080, https://cdn.example.org. Phones may not.')
  })

  it.each(['frame.srcdoc = page', 'h("iframe", { srcdoc: page })', 'const doc = frame.contentDocument; doc.open(); doc.write(page)', 'const inner = frame.contentWindow.document\ninner.write(page)', 'new Blob([page], { type: "text/html" })', 'h("button", { onclick: "next()" })', 'static("<a onclick=\\"next()\\">")'])('finds a script in HTML: %s', (code) => {
    expect(needsOf({ '/deck/components/Canvas.vue': code }).inline).toEqual(['components/Canvas.vue'])
    expect(needsOf({ '/deck/components/Canvas.vue': 'stream.write(page); h("button", { onClick: next, onLoad: _cache[0] })' }).inline).toEqual([])
  })

  it('finds a script that stands in the deck\'s index.html', () => {
    expect(needsOf({}, [], '<head><script>window.x = 1</script></head>').inline).toEqual(['index.html'])
  })
})

it('a build of before, and this project\'s own deck, need nothing', () => {
  const needs = readNeeds(join(tempFolder(), 'deck'))
  expect(scriptSources(needs)).toEqual(['\'self\''])
  expect(needsInWords(needs)).toBeUndefined()
})

it('what only speaker notes need, only the facilitator\'s pages may do', async () => {
  const dist = standInPages()
  writeNeeds(join(dist, 'facilitator'), { evaluates: [], inline: ['slides.md'], origins: [] })
  const { url } = await startTestServer({ dist, openDeck: true })
  const scripts = async (path: string) => {
    const { headers } = await fetch(`${url}${path}`, { headers: { cookie: FACILITATOR_COOKIE } })
    return headers.get('content-security-policy')!.split(';').find(part => part.startsWith('script-src '))
  }
  expect(await scripts('/facilitator/presenter/1')).toBe('script-src \'self\' \'unsafe-inline\'')
  expect(await scripts('/deck/1')).toBe('script-src \'self\'')
  expect(await scripts('/')).toMatch(/^script-src 'self' 'sha256-[^ ]+'$/)
})
