import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import DoIUse from 'doiuse'
import { Linter } from 'eslint'
import esx from 'eslint-plugin-es-x'
import postcss from 'postcss'
import { describe, expect, it } from 'vitest'
import { pagesFolder } from '../../../server/build/build.ts'
import { OLDEST_BROWSERS } from '../../../server/build/phone/target.ts'
import { paths } from '../../../server/paths.ts'

/** What is newer, and no loss to a browser that lacks it. */
const EXTRAS = {
  // Vue passes them on to whoever calls them, and we do not.
  scripts: ['no-array-prototype-toreversed', 'no-array-prototype-tosorted', 'no-array-prototype-tospliced'],
  // Each stands beside what older browsers know, or shows a pointer or an edge that touch has no use for.
  styles: ['text-size-adjust', 'css-focus-visible', 'viewport-unit-variants', 'css3-cursors-grab', 'css-resize', 'css-color-adjust'],
}
/** By their names alone, what iterators and buffers can do since lately looks like what lists could always do; and `at` like a property. */
const LOOKALIKES = /iterator-prototype|arraybuffer-prototype|-prototype-at$/

describe('the oldest browser that the phone page is built for', () => {
  it('supports everything that the scripts use', () => {
    const linter = new Linter()
    const rules = Object.fromEntries(Object.entries(esx.configs['flat/restrict-to-es2020'].rules!).filter(([name]) => !LOOKALIKES.test(name)))
    const config = { plugins: { 'es-x': esx }, rules, languageOptions: { ecmaVersion: 'latest', sourceType: 'module' }, settings: { 'es-x': { aggressive: true } } } as const
    const newer = [...builtScripts(), ...inPage('script')].flatMap(code => linter.verify(code, config as Linter.Config)).map(({ ruleId, message }) => ruleId?.replace('es-x/', '') ?? message)
    expect(newer.sort()).toEqual(EXTRAS.scripts)
  })

  it('gets no call of `at` on lists or strings', () => {
    expect([...builtScripts(), ...inPage('script')].join('\n')).not.toMatch(/\.at\(/)
  })

  it('supports everything that the styles use', async () => {
    const newer = new Set<string>()
    // Known in part is known: what is left out of a feature is nearly always its newest corner.
    const look = new DoIUse({ browsers: OLDEST_BROWSERS, onFeatureUsage: ({ feature, message }) => void (message.includes(' not supported by') && newer.add(feature)) })
    const late = withImports(join(paths.root, 'client', 'phone', 'more.css'))
    for (const style of [...inPage('style'), late])
      await postcss([look]).process(style, { from: undefined })
    expect([...newer].sort()).toEqual([...EXTRAS.styles].sort())
  })
})

const phone = join(pagesFolder(paths.root), 'phone')

function builtScripts(): string[] {
  return globSync('assets/*.js', { cwd: phone }).map(name => readFileSync(join(phone, name), 'utf8'))
}

/** A style sheet with those that it imports. */
function withImports(path: string): string {
  return readFileSync(path, 'utf8').replaceAll(/@import '(.+)';/g, (_, other: string) => withImports(join(path, '..', other)))
}

/** What stands in the page itself. */
function inPage(tag: 'script' | 'style'): string[] {
  const page = readFileSync(join(phone, 'index.html'), 'utf8')
  return [...page.matchAll(new RegExp(`<${tag}>(.*?)</${tag}>`, 'gs'))].map(([, content]) => content!)
}
