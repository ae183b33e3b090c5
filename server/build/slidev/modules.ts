import type { Plugin } from 'vite'
import { existsSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { foldersUp, paths } from '../../paths.ts'

/** What has to be of one copy, whoever asks for it. */
const OF_SLIDEV = /^(?:@slidev\/(?:cli|parser|types)|vite)(?:\/|$)/
/** A package, or a file of one; no path and no address. */
const PACKAGE = /^(?:@[\w.-]+\/)?[\w-][\w.-]*(?:\/|$)/

/** What Slidev imports for the types of a package. */
const TYPES = '/@slidev-monaco-types/resolve?'

/**
 * Has every module of this process find its packages as beside that Slidev: our own code works with it and not with ours, and a
 * deck that has no packages finds what its `setup/` and its `vite.config.ts` import.
 * @param folder of `@slidev/cli`
 */
export function findPackagesOf(folder: string): void {
  const beside = fileIn(folder)
  const parentURL = pathToFileURL(beside).href
  const require = createRequire(beside)
  const ours = pathToFileURL(join(paths.root, '/')).href
  let isSearching = false
  registerHooks({
    resolve(specifier, context, next) {
      if (OF_SLIDEV.test(specifier) && context.parentURL?.startsWith(ours) && !context.parentURL.includes('/node_modules/'))
        return next(specifier, { ...context, parentURL })
      try {
        return next(specifier, context)
      }
      catch (error) {
        if (isSearching || !PACKAGE.test(specifier) || context.parentURL === parentURL)
          throw error
        isSearching = true
        try {
          // What `require` asks Node for knows no other place than its own.
          return context.conditions.includes('require')
            ? { url: pathToFileURL(require.resolve(specifier)).href, shortCircuit: true }
            : next(specifier, { ...context, parentURL })
        }
        catch {
          throw error
        }
        finally {
          isSearching = false
        }
      }
    },
  })
}

/**
 * The same for what pages import, and for the types that Slidev's editor knows.
 * @param root the deck's folder
 */
export function packagesOf(folder: string, root: string): Plugin[] {
  const beside = fileIn(folder)
  return [
    {
      name: 'workshop:packages',
      enforce: 'post',
      resolveId(id, importer, options) {
        return PACKAGE.test(id) && importer !== beside ? this.resolve(id, beside, { ...options, skipSelf: true }) : null
      },
    },
    {
      name: 'workshop:monaco-types',
      enforce: 'pre',
      resolveId(id) {
        if (!id.startsWith(TYPES))
          return null
        const query = new URLSearchParams(id.slice(TYPES.length))
        return query.has('importer') || foldersUp(root).some(above => existsSync(join(above, 'node_modules', query.get('pkg') ?? '', 'package.json'))) ? null : `${id}&importer=${encodeURIComponent(folder)}`
      },
    },
  ]
}

/** Packages are looked for from a file, whether there is one or not. */
function fileIn(folder: string): string {
  return join(folder, 'package.json')
}
