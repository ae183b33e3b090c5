import type { Request, RequestHandler, Response } from 'express'
import type { PageAddress } from '../build/page-at.ts'
import { existsSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import express from 'express'
import expressStaticGzip from 'express-static-gzip'
import { pageAt } from '../build/page-at.ts'
import { UserError } from '../user-error.ts'

/** Pages have their own routes, and folders have no page. */
const FILES_ONLY = { index: false, redirect: false } as const

/** Vite puts a hash of the content into the names of these files. */
const NEVER_CHANGES = { immutable: true, maxAge: '1y' } as const

/**
 * Serves the build of a deck. Addresses without a file ending are the page's own, such as `/7` for a slide.
 * @param folder with its `index.html`
 * @param onFault called when the build is gone
 */
export function deckPages(folder: string, address: PageAddress, onFault: (error: unknown) => void): RequestHandler {
  const file = join(folder, 'index.html')
  let page: string | undefined
  return express.Router()
    .use(requireBuilt(folder, onFault))
    .use(express.static(folder, FILES_ONLY))
    .get('/{*path}', (request, response, next) => {
      if (extname(request.path) && request.path !== '/index.html')
        return next()
      page ??= pageAt(readFileSync(file, 'utf8'), address)
      if (!response.hasHeader('Cache-Control'))
        response.set('Cache-Control', 'public, max-age=0')
      // What it asks for at the root is looked for in its own build.
      response.set('Referrer-Policy', 'same-origin').type('html').send(page)
    })
}

/** Serves the files of the phone's page, compressed when they were built. */
export function phoneFiles(folder: string, onFault: (error: unknown) => void): RequestHandler {
  const options = { ...FILES_ONLY, enableBrotli: true, orderPreference: ['br', 'gzip'] }
  return express.Router()
    .use(requireBuilt(folder, onFault))
    .use('/assets', expressStaticGzip(join(folder, 'assets'), { ...options, serveStatic: NEVER_CHANGES }))
    .use(expressStaticGzip(folder, options))
}

/** Serves a deck's files alone, without its page. */
export function deckFiles(folder: string): RequestHandler {
  return express.static(folder, FILES_ONLY)
}

function requireBuilt(folder: string, onFault: (error: unknown) => void): RequestHandler {
  const page = join(folder, 'index.html')
  return (_request: Request, _response: Response, next) => {
    checkBuilt(page, onFault)
    next()
  }
}

/** @throws UserError when somebody has deleted the build */
export function checkBuilt(path: string, onFault: (error: unknown) => void): void {
  if (existsSync(path))
    return
  const error = new UserError(`The built pages are gone: ${path}. Stop the server and run npm start, which builds them; every vote is kept.`)
  onFault(error)
  throw error
}
