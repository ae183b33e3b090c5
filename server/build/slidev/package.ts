import { realpathSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { satisfies } from 'semver'
import { paths } from '../../paths.ts'

/** A copy of Slidev on this machine. */
export interface SlidevPackage {
  /** The folder of its command, `@slidev/cli`. */
  folder: string
  version: string
}

/** What a deck is built with. */
export interface SlidevChoice extends SlidevPackage {
  /** It is the deck's own, not ours. */
  isOwn: boolean
  /** The version of the deck's own, if that is not supported. */
  passedOver?: string
}

/**
 * From 52.16 on, Slidev's parser accepts the folders whose preparsers run, and uses the Vite that our plugins are for. Nobody has tried
 * 54 yet.
 */
const SUPPORTED = '>=52.16.0 <54.0.0-0'

/** The Slidev that a deck is built with: its own, as found from its folder, if that is supported. */
export function slidevFor(root: string): SlidevChoice {
  const ours = slidevAt(paths.root)!
  const own = slidevAt(root)
  if (!own || own.folder === ours.folder)
    return { ...ours, isOwn: false }
  return isSupported(own.version) ? { ...own, isOwn: true } : { ...ours, isOwn: false, passedOver: own.version }
}

/** Whether a version of Slidev is supported, such as `52.16.0`. */
export function isSupported(version: string): boolean {
  return satisfies(version, SUPPORTED, { includePrerelease: true })
}

/** As Node finds it from a folder; undefined where there is none. */
function slidevAt(root: string): SlidevPackage | undefined {
  try {
    const require = createRequire(join(realpathSync(root), 'slides.md'))
    const path = require.resolve('@slidev/cli/package.json')
    return { folder: dirname(path), version: (require(path) as { version: string }).version }
  }
  catch {
    return undefined
  }
}
