import type { RequestHandler } from 'express'

/** A path that a router answers, with examples in the place of its parameters. */
export interface Route {
  method: string
  path: string
}

/** As Express has it; `rawPath` is where the layer was mounted. */
interface Layer {
  rawPath: unknown
  route?: { path: unknown, stack: { method: string }[] }
  handle: { stack?: Layer[] }
}

/** Examples of the paths that are patterns. */
const EXAMPLES: Record<string, string> = {
  ':no': '1',
  ':id': 'id',
  ':code': 'code',
  '{*path}': 'presenter/1',
  [String(/^\/deck\/presenter(?:\/.*)?$/)]: '/deck/presenter/1',
}

/** Every route of a router and of those that are mounted in it. Handlers of files have none. */
export function routesOf(router: RequestHandler, prefix = ''): Route[] {
  return (router as Layer['handle']).stack!.flatMap(({ rawPath, route, handle }) => {
    if (route)
      return pathsOf(route.path).flatMap(path => route.stack.map(({ method }) => ({ method: method.toUpperCase(), path: prefix + path })))
    if (!handle.stack)
      return []
    return pathsOf(rawPath).flatMap(path => routesOf(handle as RequestHandler, `${prefix}${path}`.replace(/\/$/, '')))
  })
}

/** @throws Error when a pattern has no example */
function pathsOf(path: unknown): string[] {
  if (Array.isArray(path))
    return path.flatMap(pathsOf)
  if (path instanceof RegExp)
    return [exampleOf(String(path))]
  if (typeof path !== 'string')
    throw new TypeError(`Express no longer says where a router is mounted: ${String(path)}`)
  return [path.split('/').map(part => /[:{*]/.test(part) ? exampleOf(part) : part).join('/')]
}

function exampleOf(pattern: string): string {
  const example = EXAMPLES[pattern]
  if (example === undefined)
    throw new Error(`What is an example of ${pattern}? Add it to EXAMPLES.`)
  return example
}
