import type { ResolvedSlidevOptions, SlidevConfig } from '@slidev/types'
import type { Plugin } from 'vite'
import type { SlideSize } from '../authoring/deck/slide-file.ts'
import type { Reading } from '../authoring/deck/slides.ts'
import { join, relative } from 'node:path'
import process from 'node:process'
import { SLIDE_FILE } from '../authoring/deck/slide-file.ts'
import { countsOf, loadContent, publicDisciplines } from '../authoring/load.ts'
import { isIn } from '../authoring/slashed.ts'
import { publicDef } from '../core/views/views.ts'
import { listTitles } from './list-titles.ts'

const ID = 'virtual:workshop'
const RESOLVED = `\0${ID}`

const expectServer = Boolean(process.env.WORKSHOP_SERVER)
/** The server needs paths for slides and presenter, so a deck's router mode is ignored. */
const ADDRESSES = { __SLIDEV_HASH_ROUTE__: 'false', __SLIDEV_MEMORY_ROUTE__: 'false', __SLIDEV_FEATURE_PRESENTER__: 'true' }
/** One build is served at the address of each workshop, which the server writes into the page. */
const BASE = { 'import.meta.env.BASE_URL': 'document.documentElement.dataset.base' }

/** Gives slides the checked content, and updates it in the browser when one of its files changes. */
export default function vitePlugins(options: ResolvedSlidevOptions): Plugin[] {
  const { userRoot, entry, data, mode, roots, utils } = options
  const folder = join(userRoot, 'content')
  const content = () => virtualModule(userRoot, relative(userRoot, entry), { roots, mode: mode === 'dev' ? 'dev' : 'build' }, data.config)
  /** The content that pages have; null: it had errors. */
  let served: string | null = null
  if (mode === 'build')
    withoutSources(data)
  // Slidev's page imports it: if that fails, no module runs, and nothing would reload the page.
  if (mode === 'dev')
    utils.indexHtml = utils.indexHtml.replace('<body>', '<body>\n  <script type="module" src="/@vite/client"></script>')
  if (expectServer)
    Object.assign(utils.define, ADDRESSES, mode === 'build' && BASE)
  return [listTitles(options), literalFolders(), slideFile(data.config), {
    name: 'workshop:content',
    resolveId: id => id === ID ? RESOLVED : undefined,
    async load(id) {
      if (id !== RESOLVED)
        return undefined
      served = null
      return served = await content()
    },
    configureServer(server) {
      server.watcher.add(folder)
    },
    async hotUpdate({ file, timestamp, modules }) {
      if (!(isIn(folder, file) && file.endsWith('.yaml')) && !(file in data.watchFiles))
        return
      // Pages that failed to load it can't accept an update.
      if (served === null)
        return this.environment.hot.send({ type: 'full-reload' })
      const module = this.environment.moduleGraph.getModuleById(RESOLVED)
      // Most edits of a slide change no poll, and this module reloads the whole page. `load` reports errors.
      if (module && await content().catch(() => null) !== served) {
        this.environment.moduleGraph.invalidateModule(module, new Set(), timestamp, true)
        return [...modules, module]
      }
    },
  }]
}

/**
 * Slidev puts the headmatter, and each slide's frontmatter as it is written, into the pages, though a built deck reads
 * neither: a poll's right answer would be there for everybody.
 */
function withoutSources({ slides, config }: ResolvedSlidevOptions['data']): void {
  for (const slide of slides)
    slide.frontmatterRaw = undefined
  for (const field of ['poll', 'workshop'])
    Reflect.deleteProperty(config, field)
  for (const { frontmatter } of slides)
    Reflect.deleteProperty(frontmatter, 'workshop')
}

async function virtualModule(root: string, entry: string, reading: Reading, config: Pick<SlidevConfig, 'canvasWidth' | 'aspectRatio' | 'export'>): Promise<string> {
  const { width, height } = slideSize(config)
  const content = await loadContent(root, entry, reading)
  const values = {
    title: content.file.title,
    subtitle: content.file.subtitle,
    disciplines: publicDisciplines(content),
    counts: countsOf(content),
    plan: content.plan ?? null,
    polls: content.polls.map(publicDef),
    headings: content.slides.map(({ heading }) => heading),
    canvasWidth: width,
    canvasHeight: height,
    printsClicks: config.export?.withClicks === true,
    expectServer,
  }
  return Object.entries(values)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)}`)
    .join('\n')
}

/** As Slidev calculates it. */
function slideSize({ canvasWidth, aspectRatio }: Pick<SlidevConfig, 'canvasWidth' | 'aspectRatio'>): SlideSize {
  return { width: canvasWidth, height: Math.ceil(canvasWidth / aspectRatio) }
}

function slideFile(config: SlidevConfig): Plugin {
  return {
    name: 'workshop:slide-file',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: SLIDE_FILE, source: JSON.stringify(slideSize(config)) })
    },
  }
}

/**
 * Slidev finds the setups of decks and addons by globs under their folders: in a folder called `talks (new)` it would find none under
 * development, because brackets have a meaning there. Slidev's own patterns have none.
 */
function literalFolders(): Plugin {
  return {
    name: 'workshop:literal-folders',
    apply: 'serve',
    transform: {
      order: 'pre',
      handler(code, id) {
        if (!id.includes('/.slidev/virtual/import-glob'))
          return undefined
        return code.replace(/(?<=import\.meta\.glob\()\[.*?\](?=, \{)/, list => JSON.stringify((JSON.parse(list) as string[]).map(glob => glob.replace(/[()[\]]/g, '\\$&'))))
      },
    },
  }
}
