import type { NextFunction, Request, Response } from 'express'
import type { Socket } from 'node:net'
import type { Readable } from 'node:stream'

/** What media players ask for; suffixes and lists of ranges may be ignored (RFC 9110, 14.2). */
const RANGE = /^bytes=(\d{1,15})-(\d{1,15})?$/

/**
 * Stands before sirv, which sends files and does not look at two things: a range that ends before it begins, and a
 * visitor who leaves in the middle of a file. Each such file would stay open for as long as the server runs.
 */
export function tidyFiles() {
  const open = new WeakMap<Socket, Set<Readable>>()

  function filesOf(socket: Socket): Set<Readable> {
    let files = open.get(socket)
    if (!files) {
      open.set(socket, files = new Set())
      // On the socket, because a response that waits behind another one on it is not told of its end.
      socket.once('close', () => files!.forEach(file => file.destroy()))
    }
    return files
  }

  return (request: Request, response: Response, next: NextFunction) => {
    const [, first, last] = RANGE.exec(request.headers.range ?? '') ?? []
    if (first === undefined || (last !== undefined && Number(last) < Number(first)))
      delete request.headers.range
    response.on('pipe', (file: Readable) => {
      const files = filesOf(request.socket)
      files.add(file)
      if (request.socket.destroyed)
        file.destroy()
      file.once('close', () => files.delete(file))
    })
    next()
  }
}
