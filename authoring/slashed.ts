import type { PlatformPath } from 'node:path'
import path from 'node:path'

/** A path with the slashes that Vite, Slidev and people use on every system. */
export function slashed(name: string, { sep }: Pick<PlatformPath, 'sep'> = path): string {
  return sep === '/' ? name : name.replaceAll(sep, '/')
}

/** A path as seen from a folder, with such slashes. */
export function relativeTo(folder: string, name: string, paths: PlatformPath = path): string {
  return slashed(paths.relative(folder, name), paths)
}

/**
 * Whether a file lies in a folder. Windows writes a path with either slash, and its drive and all names in either case; so may a disk of
 * macOS, where the worst that follows is to look at a file once too often.
 */
export function isIn(folder: string, file: string, paths: PlatformPath = path): boolean {
  const way = paths.relative(paths.resolve(folder), paths.resolve(file))
  return way !== '' && way !== '..' && !way.startsWith(`..${paths.sep}`) && !paths.isAbsolute(way)
}
