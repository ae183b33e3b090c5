import type { Request, RequestHandler, Response } from 'express'
import { MESSAGE_BYTES } from '../../core/protocol/limits.ts'
import { plainPage } from './plain-page.ts'

export function wantsJson(request: Request): boolean {
  return request.accepts(['html', 'json']) === 'json'
}

/** Refuses a form, for a script or for a browser. */
export function refuse(request: Request, response: Response, status: number, title: string, message: string): void {
  response.status(status)
  if (wantsJson(request))
    response.json({ ok: false, code: status === 413 ? 'malformed' : 'not_allowed', message: `${title}. ${message}` })
  else
    response.type('html').send(plainPage(title, `${message} <a href="">Back to the vote</a>`))
}

export function tooLong(request: Request, response: Response): void {
  refuse(request, response, 413, 'This is too long', 'Write it shorter.')
}

/** Refuses what is longer than any form of ours. The parsers of forms would read all of it before they say so. */
export const refuseLong: RequestHandler = (request, response, next) => {
  if (Number(request.headers['content-length']) > MESSAGE_BYTES)
    tooLong(request, response)
  else
    next()
}
