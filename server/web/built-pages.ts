import type { Request, RequestHandler } from 'express'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'
import type { Options } from 'sirv'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import sirv from 'sirv'
import { UserError } from '../user-error.ts'

/** What media players ask for; suffixes and lists of ranges may be ignored (RFC 9110, 14.2). */
const RANGE = /^bytes=(\d{1,15})-(\d{1,15})?$/

/**
 * Serves the pages of a build, as sirv does, and survives what sirv does not: a file that cannot be read would end the
 * process, a range that ends before it begins would never be answered, and a file whose reader leaves would stay open.
 * When somebody deletes the build, those who ask are told so, and the workshop goes on.
 * @param folder may be missing in `dev` only
 * @param onFault told of pages that are gone
 */
export function builtPages(folder: string, options: Options, onFault: (error: unknown) => void): RequestHandler {
  const serve = sirv(folder, options)
  const entry = join(folder, 'index.html')
  const closeWith = createCloseWith()
  return (request, response, next) => {
    if (!options.dev)
      checkBuilt(entry, onFault)
    if (!isRange(request))
      delete request.headers.range
    response.on('pipe', (file: Readable) => {
      closeWith(request.socket, file)
      file.once('error', (error: NodeJS.ErrnoException) => {
        if (response.destroyed)
          return
        onFault(error.code === 'ENOENT' ? goneProblem(folder) : error)
        response.destroy()
      })
    })
    serve(request, response, next)
  }
}

/**
 * Serves a deck's files at the root as well, where whatever else is there comes first: a component that asks for `/faces/ann.svg`,
 * which lies in the deck's `public/`, is right about Slidev, which serves a deck from the root.
 */
export function deckFilesAtRoot(dist: string, dev: boolean, onFault: (error: unknown) => void): RequestHandler {
  return builtPages(join(dist, 'deck'), { etag: true, dev, extensions: [] }, onFault)
}

/** @throws UserError when the file is gone */
export function checkBuilt(path: string, onFault: (error: unknown) => void): void {
  if (existsSync(path))
    return
  const problem = goneProblem(path)
  onFault(problem)
  throw problem
}

function isRange({ headers }: Request): boolean {
  const [, first, last] = RANGE.exec(headers.range ?? '') ?? []
  return first !== undefined && (last === undefined || Number(first) <= Number(last))
}

/** Files close with the connection, because a response that waits behind another one on it is not told of its end. */
function createCloseWith() {
  const open = new WeakMap<Socket, Set<Readable>>()
  return (socket: Socket, file: Readable): void => {
    let files = open.get(socket)
    if (!files) {
      open.set(socket, files = new Set())
      socket.once('close', () => files!.forEach(each => each.destroy()))
    }
    files.add(file)
    if (socket.destroyed)
      file.destroy()
    file.once('close', () => files.delete(file))
  }
}

function goneProblem(path: string): UserError {
  return new UserError(`The built pages are gone: ${path}. Stop the server and run npm start, which builds them; every vote is kept.`)
}
