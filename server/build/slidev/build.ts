import type { ResolvedSlidevOptions, SlidevEntryOptions } from '@slidev/types'
import type { InlineConfig, Plugin } from 'vite'
import { copyFileSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ViteSlidevPlugin } from '@slidev/cli'
import { build, loadConfigFromFile, mergeConfig } from 'vite'
import { slashed } from '../../../authoring/slashed.ts'
import { buildFault } from './build-fault.ts'
import { ADDON, removeTraces, resolveDeck } from './deck.ts'
import { packagesOf } from './modules.ts'
import { findNeeds } from './needs.ts'
import { findOutside } from './outside.ts'

/** What `slidev build` does: its own function for it is not among those that Slidev exports. */
export async function buildDeck(entryOptions: SlidevEntryOptions, outDir: string): Promise<void> {
  const options = await resolveDeck(entryOptions, 'build')
  try {
    await buildPages(options, entryOptions.base, outDir)
  }
  catch (error) {
    throw buildFault(error, options.userRoot, options.data.slides.map(({ source }) => source))
  }
  finally {
    removeTraces(options.userRoot)
  }
}

async function buildPages(options: ResolvedSlidevOptions, base: string | undefined, outDir: string): Promise<void> {
  const config = await viteConfigOf(options)
  const input = join(options.userRoot, 'index.html')
  const needs = findNeeds(options.userRoot, ADDON, options.data.slides.map(({ source }) => source.raw))
  const outside = findOutside(options, ADDON)
  await build(mergeConfig(config, {
    configFile: false,
    root: options.userRoot,
    base,
    // The caller reports errors, and Vite's warnings are for builds for the web.
    logLevel: 'silent',
    plugins: [indexHtml(input, options.utils.indexHtml), packagesOf(options.cliRoot, options.userRoot), needs.plugin, outside.plugin, await ViteSlidevPlugin(options, config.slidev)],
    define: { __VUE_PROD_DEVTOOLS__: false },
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 2000, rollupOptions: { input: { index: input } } },
  } satisfies InlineConfig))
  copyFileSync(join(outDir, 'index.html'), join(outDir, '404.html'))
  needs.write(outDir, readFileSync(join(outDir, 'index.html'), 'utf8'))
  outside.write(outDir)
}

/** The page is Slidev's; no such file has to stand in the deck's folder. */
function indexHtml(path: string, html: string): Plugin {
  const isPage = (id: string) => slashed(id) === slashed(path)
  return {
    name: 'workshop:index-html',
    resolveId: { order: 'pre', handler: id => isPage(id) ? id : null },
    load: { order: 'pre', handler: id => isPage(id) ? html : null },
  }
}

/** `vite.config.ts` of theme, addons and deck, in one. */
async function viteConfigOf({ roots }: ResolvedSlidevOptions): Promise<InlineConfig> {
  const files = roots.flatMap(root => ['mjs', 'js', 'mts', 'ts'].map(ending => join(root, `vite.config.${ending}`)).filter(existsSync).slice(0, 1))
  const loaded = await Promise.all(files.map(file => loadConfigFromFile({ command: 'build', mode: 'production' }, file, undefined, 'silent')))
  return loaded.reduce<InlineConfig>((merged, one) => mergeConfig(merged, one?.config ?? {}), {})
}
