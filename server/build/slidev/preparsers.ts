import type { SlidevPreparserExtension } from '@slidev/types'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { injectPreparserExtensionLoader } from '@slidev/parser/fs'
import { createJiti } from 'jiti'
import { keepWritten } from '../../../authoring/deck/slide-poll.ts'
import { isSamePath } from '../../paths.ts'

const FIRST: SlidevPreparserExtension = {
  name: 'workshop:written',
  transformSlide: async (content, frontmatter) => void keepWritten(frontmatter, content),
}

type Preparser = (context: object) => SlidevPreparserExtension[] | Promise<SlidevPreparserExtension[]>

/** By file and time of change. Slidev loads them on every edit of a slide, and an import takes longer than the edit. */
const imported = new Map<string, { changed: number, preparser: Promise<Preparser> }>()

/** Loads a module like Slidev loads those in `setup/`. */
const jiti = createJiti(import.meta.url, { moduleCache: false })

/**
 * Makes Slidev's parser run the preparsers of theme, addons and deck.
 * @param addon the folder whose preparser comes last, whatever order the others have: it sees slides as they are drawn
 */
export function runPreparsers(addon: string | undefined): void {
  injectPreparserExtensionLoader(async (roots, headmatter, filepath, mode) => [
    FIRST,
    ...await preparsers([...roots.filter(root => addon === undefined || !isSamePath(root, addon)), ...addon === undefined ? [] : [addon]], { headmatter, filepath, mode }),
  ])
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
    imported.set(file, known = { changed, preparser: jiti.import<Preparser>(file, { default: true }) })
  return known.preparser
}
