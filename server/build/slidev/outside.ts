import type { ResolvedSlidevOptions } from '@slidev/types'
import type { Plugin } from 'vite'
import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, isAbsolute, resolve } from 'node:path'
import { isIn, slashed } from '../../../authoring/slashed.ts'
import { writeOutsideFiles } from '../outside-files.ts'

/** What a build finds its pages to be made of. */
export interface OutsideFinder {
  plugin: Plugin
  /** Notes it beside the built pages. */
  write: (deckPages: string) => void
}

/** Pictures and styles that a style names. They are no modules of their own. */
const IN_STYLES = /(?:url\(\s*|@import\s+)["']?(\.[^"')\s?#]+)/g
const STYLE = /\.(?:css|scss|sass|less|styl|postcss|pcss)(?:$|\?)/

/**
 * Finds out which files outside of a deck's folder its pages are made of: a theme beside it, shared slides, pictures.
 * @param ours the folder of this project, which is looked at anyway
 */
export function findOutside({ data, roots, userRoot }: Pick<ResolvedSlidevOptions, 'data' | 'roots' | 'userRoot'>, ours: string): OutsideFinder {
  // A disk's clock may lag behind.
  const startedAt = Date.now() - 50
  const known = [userRoot, realpathSync(userRoot), ours]
  const isOutside = (file: string) => isAbsolute(file) && existsSync(file) && !/[\\/]node_modules[\\/]/.test(file) && !known.some(folder => slashed(folder) === slashed(file) || isIn(folder, file))
  const found = new Set(roots)
  return {
    plugin: {
      name: 'workshop:outside',
      apply: 'build',
      enforce: 'pre',
      transform: {
        filter: { id: STYLE },
        handler: (code, id) => addNamed(code, id.split('?')[0]!),
      },
      buildEnd() {
        for (const id of this.getModuleIds())
          found.add(id.split('?')[0]!)
      },
    },
    // Slidev notes slides and snippets as it reads them.
    write: deckPages => writeOutsideFiles(deckPages, [...found, ...Object.keys(data.watchFiles)].filter(isOutside), startedAt),
  }

  function addNamed(style: string, path: string): void {
    for (const [, name] of style.matchAll(IN_STYLES)) {
      const file = resolve(dirname(path), name!)
      if (found.has(file) || !existsSync(file))
        continue
      found.add(file)
      if (STYLE.test(file))
        addNamed(readFileSync(file, 'utf8'), file)
    }
  }
}
