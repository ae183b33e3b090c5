import type { ResolvedSlidevOptions, SlidevEntryOptions, SlidevPreparserExtension } from '@slidev/types'
import type { InlineConfig, Plugin } from 'vite'
import type { Reading } from '../workshop/slides.ts'
import type { Readout } from './read-deck.ts'
import { copyFileSync, existsSync, readdirSync, readFileSync, rmdirSync, statSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { injectPreparserExtensionLoader } from '@slidev/parser/fs'
import { build, loadConfigFromFile, mergeConfig, runnerImport } from 'vite'
import { checkDeck } from '../workshop/deck.ts'
import { loadWorkshop } from '../workshop/load.ts'
import { ContentError } from '../workshop/problem.ts'
import { keepWritten } from '../workshop/slide-poll.ts'
import { orderly } from './orderly.ts'
import { paths } from './paths.ts'
import { removePatiently } from './patient-files.ts'

/*
 * Slidev on a deck from anywhere, with this project as one of its addons. Slidev's own command takes addons from the deck's
 * headmatter and package.json alone, and neither is ours to write.
 *
 *   node server/slidev.ts build path/to/slides.md --out folder --base /deck/ [--without-notes]
 *   node server/slidev.ts dev path/to/slides.md --port 3030
 *   node server/slidev.ts read path/to/slides.md --mode build      (for the process that forks it)
 */

const ADDON = paths.root

const FIRST: SlidevPreparserExtension = {
  name: 'workshop:written',
  transformSlide: async (content, frontmatter) => void keepWritten(frontmatter as Record<string, unknown>, content),
}

type Preparser = (context: object) => SlidevPreparserExtension[]

/** By file, as it was at a time. Slidev asks with every edit of a slide, and an import takes longer than the edit. */
const imported = new Map<string, { changed: number, preparser: Promise<Preparser> }>()

await orderly(async () => {
  const { values, positionals: [command, path = ''] } = parseArgs({
    allowPositionals: true,
    options: { 'out': { type: 'string' }, 'base': { type: 'string', default: '/' }, 'without-notes': { type: 'boolean' }, 'port': { type: 'string' }, 'mode': { type: 'string' } },
  })
  // By the script that runs, Slidev tells that the deck is not beside it: it then finds themes and packages beside itself as well.
  process.argv[1] = fileURLToPath(import.meta.resolve('@slidev/cli/bin/slidev.mjs'))
  // Ours comes last, whatever order the others have: it sees the slides as they are drawn.
  const ours = command === 'read' ? [] : [ADDON]
  injectPreparserExtensionLoader(async (roots, headmatter, filepath, mode) => [
    FIRST,
    ...await preparsers([...roots.filter(root => resolve(root) !== ADDON), ...ours], { headmatter, filepath, mode }),
  ])
  const entry = resolve(path)
  const out = values.out && resolve(values.out)
  // Where a deck's own setup expects to run.
  process.chdir(dirname(entry))
  if (command === 'read')
    await readDeck(entry, values.mode as Reading['mode'])
  else if (command === 'build')
    await buildDeck({ entry, base: values.base, withoutNotes: values['without-notes'] ?? false }, out!)
  else
    await serveDeck(entry, Number(values.port))
})

/** Reads and checks the deck for the parent process. */
async function readDeck(entry: string, mode: Reading['mode']): Promise<void> {
  const { resolveOptions } = await import('@slidev/cli')
  const { roots } = await resolveOptions({ entry }, mode)
  const [root, name, reading] = [dirname(entry), basename(entry), { roots, mode }]
  const send = (readout: Readout) => process.send!(readout)
  try {
    const workshop = await loadWorkshop(root, name, reading)
    await checkDeck(root, workshop, name, reading)
    send({ workshop })
  }
  catch (error) {
    if (!(error instanceof ContentError))
      throw error
    send({ problems: error.problems })
  }
}

/** What `setup/preparser.ts` of each root adds to the parser. */
async function preparsers(roots: readonly string[], context: object): Promise<SlidevPreparserExtension[]> {
  const files = roots.map(root => join(root, 'setup', 'preparser.ts')).filter(existsSync)
  return (await Promise.all(files.map(async file => (await preparserIn(file))(context)))).flat()
}

function preparserIn(file: string): Promise<Preparser> {
  const changed = statSync(file).mtimeMs
  let known = imported.get(file)
  if (known?.changed !== changed)
    imported.set(file, known = { changed, preparser: runnerImport<{ default: Preparser }>(file).then(({ module }) => module.default) })
  return known.preparser
}

async function resolveDeck(options: SlidevEntryOptions, mode: 'build' | 'dev'): Promise<ResolvedSlidevOptions> {
  const { createDataUtils, resolveOptions } = await import('@slidev/cli')
  const resolved = await resolveOptions(options, mode)
  const { themeRoots, addonRoots, userRoot, data } = resolved
  // A room may have no internet, and a page waits for its fonts: those of the deck's own styles are there, others are not.
  data.config.fonts.webfonts = []
  // Slidev's own icon would be fetched from elsewhere as well.
  if (data.headmatter.favicon === undefined)
    data.config.favicon = `data:image/svg+xml,${encodeURIComponent(readFileSync(join(ADDON, 'public', 'favicon.svg'), 'utf8'))}`
  const extended = {
    ...resolved,
    addonRoots: [...addonRoots, ADDON],
    // What comes later wins: the deck's own components and layouts over ours, ours over the theme's.
    roots: [...new Set([...themeRoots, ...addonRoots, ADDON, userRoot])],
  }
  return { ...extended, utils: await createDataUtils(extended) }
}

async function serveDeck(entry: string, port: number): Promise<void> {
  const { createServer, parser } = await import('@slidev/cli')
  const options = await resolveDeck({ entry }, 'dev')
  const server = await createServer(options, { server: { port, strictPort: true }, logLevel: 'warn' }, {
    async loadData(sources) {
      const loaded = await parser.load(options, options.entry, sources, 'dev')
      return { ...loaded, themeMeta: options.data.themeMeta, config: parser.resolveConfig(loaded.headmatter, options.data.themeMeta, options.entry) }
    },
  })
  await server.listen()
  server.printUrls()
  process.on('exit', () => removeTraces(options.userRoot))
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => process.exit())
}

/** What `slidev build` does: its own function for it is not among those that Slidev exports. */
async function buildDeck(entryOptions: SlidevEntryOptions, outDir: string): Promise<void> {
  const { ViteSlidevPlugin } = await import('@slidev/cli')
  const options = await resolveDeck(entryOptions, 'build')
  const config = await viteConfigOf(options)
  const input = join(options.userRoot, 'index.html')
  await build(mergeConfig(config, {
    configFile: false,
    root: options.userRoot,
    base: entryOptions.base,
    logLevel: 'warn',
    plugins: [indexHtml(input, options.utils.indexHtml), await ViteSlidevPlugin(options, config.slidev)],
    define: { __VUE_PROD_DEVTOOLS__: false },
    build: { outDir, emptyOutDir: true, chunkSizeWarningLimit: 2000, rollupOptions: { input: { index: input } } },
  } satisfies InlineConfig))
  copyFileSync(join(outDir, 'index.html'), join(outDir, '404.html'))
  removeTraces(options.userRoot)
}

/** Slidev leaves files that it made for itself in the deck's folder, which is not ours to fill. */
function removeTraces(root: string): void {
  const traces = join(root, 'node_modules', '.slidev', 'virtual')
  removePatiently(traces)
  for (let folder = dirname(traces); folder !== root && existsSync(folder) && readdirSync(folder).length === 0; folder = dirname(folder))
    rmdirSync(folder)
}

/** The page is Slidev's; no such file has to stand in the deck's folder. */
function indexHtml(path: string, html: string): Plugin {
  return {
    name: 'workshop:index-html',
    resolveId: { order: 'pre', handler: id => id === path ? id : null },
    load: { order: 'pre', handler: id => id === path ? html : null },
  }
}

/** `vite.config.ts` of theme, addons and deck, in one. */
async function viteConfigOf({ roots }: ResolvedSlidevOptions): Promise<InlineConfig> {
  const files = roots.flatMap(root => ['ts', 'mts', 'js', 'mjs'].map(ending => join(root, `vite.config.${ending}`)).filter(existsSync).slice(0, 1))
  const loaded = await Promise.all(files.map(file => loadConfigFromFile({ command: 'build', mode: 'production' }, file)))
  return loaded.reduce<InlineConfig>((merged, one) => mergeConfig(merged, one?.config ?? {}), {})
}
