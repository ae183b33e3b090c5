import type { RequestHandler } from 'express'
import type { Options } from 'sirv'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sirv from 'sirv'
import { UserError } from './user-error.ts'

/**
 * Serves the pages of a build. When somebody deletes it, those who ask are told so, and the workshop goes on.
 * @param folder may be missing in `dev` only
 * @param onFault told of pages that are gone
 */
export function builtPages(folder: string, options: Options, onFault: (error: unknown) => void): RequestHandler {
  const serve = sirv(folder, options)
  const entry = join(folder, 'index.html')
  return (request, response, next) => {
    if (!options.dev)
      checkBuilt(entry, onFault)
    // It knows the files from the start, and a stream that nobody listens to ends the process.
    response.once('pipe', source => source.once('error', () => {
      onFault(goneProblem(folder))
      response.destroy()
    }))
    serve(request, response, next)
  }
}

/** @throws UserError when the file is gone */
export function checkBuilt(path: string, onFault: (error: unknown) => void): void {
  if (existsSync(path))
    return
  const problem = goneProblem(path)
  onFault(problem)
  throw problem
}

function goneProblem(path: string): UserError {
  return new UserError(`The built pages are gone: ${path}. Stop the server and run npm start, which builds them; every vote is kept.`)
}
