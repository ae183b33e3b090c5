import type { ResolvedSlidevOptions, SlidevEntryOptions } from '@slidev/types'
import { existsSync, readdirSync, readFileSync, rmdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createDataUtils, resolveOptions } from '@slidev/cli'
import { slashed } from '../../../authoring/slashed.ts'
import { removePatiently } from '../../files.ts'
import { paths } from '../../paths.ts'

/**
 * This project is one of the deck's addons, with slashes as Slidev writes folders. Slidev itself takes addons from headmatter and
 * package.json alone, and neither is ours to write.
 */
export const ADDON = slashed(paths.root)

/** A deck as Slidev has it, with this project among its addons. */
export async function resolveDeck(options: SlidevEntryOptions, mode: 'build' | 'dev'): Promise<ResolvedSlidevOptions> {
  const resolved = await resolveOptions(options, mode)
  const { themeRoots, addonRoots, userRoot, data } = resolved
  // A room may have no internet, and a page waits for its fonts: those of the deck's own styles are there, others are not.
  data.config.fonts.webfonts = []
  // Slidev's own icon would be fetched from elsewhere as well.
  if (data.headmatter.favicon === undefined)
    data.config.favicon = `data:image/svg+xml,${encodeURIComponent(readFileSync(join(ADDON, 'public', 'favicon.svg'), 'utf8'))}`
  // The PDF that there is has the results in it, and comes from the panel.
  if (typeof data.config.download !== 'string' || ['true', 'auto'].includes(data.config.download))
    data.config.download = false
  dropFalseImages(data.slides)
  const extended = {
    ...resolved,
    addonRoots: [...addonRoots, ADDON],
    // What comes later wins: the deck's own components and layouts over ours, ours over the theme's.
    roots: [...new Set([...themeRoots, ...addonRoots, ADDON, userRoot])],
  }
  return { ...extended, utils: await createDataUtils(extended) }
}

/** Slidev loads pictures ahead by their paths in the slides, also those that a build gives another address. */
export function dropFalseImages(slides: ResolvedSlidevOptions['data']['slides']): void {
  for (const { source } of slides)
    source.images = source.images?.filter(path => !/^[.@~]/.test(path))
}

/** Slidev leaves files that it made for itself in the deck's folder, which is not ours to fill. */
export function removeTraces(root: string): void {
  const traces = join(root, 'node_modules', '.slidev', 'virtual')
  removePatiently(traces)
  for (let folder = dirname(traces); folder !== root && existsSync(folder) && readdirSync(folder).length === 0; folder = dirname(folder))
    rmdirSync(folder)
}
