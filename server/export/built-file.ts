import { statSync } from 'node:fs'
import { extname, join, sep } from 'node:path'

/**
 * The built file that answers an address of the print page: as the server gives it, with the deck's own `public/` files at the
 * root as well.
 * @param dist the folder of the built pages
 * @param pathname the path of the address, as the browser sends it
 * @returns an absolute path; null where no such file was built
 */
export function builtFile(dist: string, pathname: string): string | null {
  const path = decoded(pathname)
  if (path === null)
    return null
  const [, app = ''] = path.split('/')
  const page = extname(path) ? [] : [join(dist, app, 'index.html')]
  const places = [join(dist, path), join(dist, 'deck', path), ...page]
  return places.find(file => file.startsWith(dist + sep) && isFile(file)) ?? null
}

function decoded(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname)
  }
  catch {
    // A lone per cent sign.
    return null
  }
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile()
  }
  catch {
    return false
  }
}
