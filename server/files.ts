import type { RequestHandler } from 'express'
import type { Readable } from 'node:stream'
import type { Options } from 'sirv'
import sirv from 'sirv'

/**
 * Serves the files of a folder, as sirv does, but survives what sirv does not: a file that cannot be read now (it is gone,
 * or too many are open) would end the process, and a range that ends before it begins would never be answered.
 */
export function serveFiles(folder: string, options: Options, onFault: (error: unknown) => void): RequestHandler {
  const files = sirv(folder, options)
  return (request, response, next) => {
    if (!isRange(request.headers.range))
      delete request.headers.range
    response.once('pipe', (source: Readable) => source.once('error', (error) => {
      if (response.destroyed)
        return
      onFault(error)
      response.destroy()
    }))
    files(request, response, next)
  }
}

function isRange(header: string | undefined): boolean {
  const [whole, from, to] = /^bytes=(\d+)-(\d*)$/.exec(header ?? '') ?? []
  return whole !== undefined && (to === '' || Number(from) <= Number(to))
}
