import type { Request, RequestHandler, Response } from 'express'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import express from 'express'
import expressStaticGzip from 'express-static-gzip'
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
export function deckPages(folder: string, onFault: (error: unknown) => void): RequestHandler {
  return express.Router()
    .use(requireBuilt(folder, onFault))
    .use(express.static(folder, FILES_ONLY))
    .get('/{*path}', (request, response, next) => extname(request.path) ? next() : response.sendFile('index.html', { root: folder }))
}

/** Serves the files of the phone's page, compressed when they were built. */
export function phoneFiles(folder: string, onFault: (error: unknown) => void): RequestHandler {
  const options = { ...FILES_ONLY, enableBrotli: true, orderPreference: ['br', 'gzip'] }
  return express.Router()
    .use(requireBuilt(folder, onFault))
    .use('/assets', expressStaticGzip(join(folder, 'assets'), { ...options, serveStatic: NEVER_CHANGES }))
    .use(expressStaticGzip(folder, options))
}

/**
 * Serves a deck's files at the root as well, after everything else there. Slidev serves decks from the root, so their components
 * may ask for `/faces/ann.svg`, which lies in the deck's `public/`.
 */
export function deckFilesAtRoot(folder: string): RequestHandler {
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
