import type { Express, NextFunction, Request, RequestHandler, Response } from 'express'
import type { Auth } from '../access/auth.ts'
import type { CodeLookup } from '../places/code-lookup.ts'
import type { Decks } from '../places/decks.ts'
import type { Places } from '../places/places.ts'
import type { Site } from '../places/site.ts'
import type { Workshops } from '../places/workshops.ts'
import type { FacilitateOptions } from './facilitate/routes.ts'
import type { Reason } from './operations/ready.ts'
import type { StillPages } from './still-pages.ts'
import { STATUS_CODES } from 'node:http'
import { extname, join } from 'node:path'
import compression from 'compression'
import express from 'express'
import { isOwnHost } from '../access/addresses.ts'
import { securityHeaders } from '../access/headers.ts'
import { isCode } from '../access/join-codes.ts'
import { DEV } from '../dev-ports.ts'
import { NotNow } from '../places/not-now.ts'
import { readCode } from '../rooms/seats/codes.ts'
import { UserError } from '../user-error.ts'
import { phoneFiles } from './built-pages.ts'
import { createFacilitate } from './facilitate/routes.ts'
import { probes } from './operations/probes.ts'
import { plainPage } from './plain-page.ts'
import { refuseLong } from './refuse.ts'
import { createStillPages } from './still-pages.ts'

export interface HttpOptions extends FacilitateOptions {
  places: Places
  workshops: Workshops
  decks: Decks
  auth: Auth
  site: Site
  /** Wrong cookies and links may still be answered. */
  mayGuess: () => boolean
  /** The key of the server may be tried once more. */
  mayTryKey: () => boolean
  lookUp: CodeLookup['lookUp']
  letIn: CodeLookup['letIn']
  /** Why this server should be sent nobody now. */
  reasons: () => Promise<Reason[]>
  onFault: (error: unknown) => void
}

type Options = HttpOptions & { still: StillPages }

/** The pages of all workshops, and who may see them. */
export function createHttp(httpOptions: HttpOptions): Express {
  const { pages, site, onFault } = httpOptions
  const options = { ...httpOptions, still: createStillPages(pages.dist, site.path, onFault) }
  const app = express()
  app.disable('x-powered-by')
  app.use(securityHeaders())
  app.use(probes(httpOptions.reasons))
  app.use(checkHost(site.publicUrl))
  app.use(compression())
  app.use(refuseLong)
  app.get(['/', '/index.html'], start(options))
  app.use('/facilitate', createFacilitate(options))
  app.get(/^\/(?:deck|facilitator)(?:\/.*)?$/, toMain(options))
  if (!site.dev)
    app.use(filesOfPage(options))
  app.use('/:code', toPlace(options))
  if (!site.dev)
    app.use(phoneFiles(join(pages.dist, 'phone'), onFault), filesOfMain(options))
  app.use((_, response) => sendNothing(site, response))
  app.use(answerErrors(onFault))
  return app
}

/** Letters of a code that somebody may type: a seat's code with dashes, or a word. */
const MOST_TYPED = 20

/** Leads phones into the only open workshop, or asks for a code. */
function start({ places, auth, site, still, letIn }: Options): RequestHandler {
  return async (request, response) => {
    const { url, query: { code } } = request
    response.set('Cache-Control', 'no-store')
    if (site.dev)
      return response.redirect(`http://localhost:${DEV.phone}`)
    const typed = typeof code === 'string' ? code.trim() : ''
    if (isCode(readCode(typed)))
      return response.redirect(`${site.path}/${readCode(typed)}`)
    const place = typed ? undefined : await places.main()
    if (place) {
      // Where there is one, nobody has to guess.
      const { attendee, setCookie } = auth.identify(request)
      if (setCookie)
        response.append('Set-Cookie', setCookie)
      letIn(place, attendee)
      response.redirect(place.path + (URL.parse(url, 'http://any')?.search ?? ''))
    }
    else {
      await still.send(request, response.status(typed ? 404 : 200), phone => phone.renderCode(`${site.path}/`, typed.slice(0, MOST_TYPED)))
    }
  }
}

/** Addresses without a code are those of the workshop that the root leads to. */
function toMain({ places, site }: HttpOptions): RequestHandler {
  return async (request, response, next) => {
    const isFacilitator = request.path.startsWith('/facilitator')
    if (site.dev && !isFacilitator)
      return response.redirect(`http://localhost:${DEV.slides}`)
    const place = await places.main()
    if (site.dev && place) {
      // The development server asks for it, and would not follow.
      request.url = `/${place.code}${request.url}`
      return next()
    }
    response.redirect(place ? `${place.path}${request.url}` : `${site.path}${isFacilitator ? '/facilitate' : '/'}`)
  }
}

function toPlace({ lookUp, auth, site, still }: Options): RequestHandler<{ code: string }> {
  return async (request, response, next) => {
    const typed = request.params.code
    const code = readCode(typed)
    // Such as `/bg.png` is a file.
    if (!isCode(code) || typed.includes('.'))
      return next()
    const { attendee, setCookie } = auth.identify(request)
    const { place, waited } = await lookUp(code, { attendee, headers: request.headers, key: request.query.k })
    if (!place)
      return still.send(request as Request, response.status(404).set('Cache-Control', 'no-store'), phone => phone.renderCode(`${site.path}/`, code))
    // Whoever waited for their code does not wait for each file.
    if (waited && setCookie)
      response.set('Cache-Control', 'private, no-cache').append('Set-Cookie', setCookie)
    if (code !== typed)
      return response.redirect(`${place.path}${request.url === '/' ? '' : request.url}`)
    place.handle(request, response, next)
  }
}

/**
 * A deck's files are at the root as well. Slidev serves decks from the root, so their components may ask for `/faces/ann.svg`, which
 * lies in the deck's `public/`: of the workshop whose page asks.
 */
function filesOfPage({ lookUp, auth, site }: HttpOptions): RequestHandler {
  return async (request, response, next) => {
    const code = firstOf(URL.parse(request.headers.referer ?? '')?.pathname.slice(site.path.length))
    if (!isCode(code) || code === firstOf(request.path) || !extname(request.path))
      return next()
    const { place } = await lookUp(code, { attendee: auth.identify(request).attendee, headers: request.headers })
    if (!place)
      return next()
    // Whatever it asks for, it tries no codes.
    place.files(request, response, error => error ? next(error) : sendNothing(site, response))
  }
}

/** Where it is not known which page asks. */
function filesOfMain({ places }: HttpOptions): RequestHandler {
  return async (request, response, next) => {
    const place = await places.main()
    if (place)
      place.files(request, response, next)
    else
      next()
  }
}

/** `bcdfgh` of `/bcdfgh/deck/1`. */
function firstOf(path = ''): string {
  return path.split('/')[1] ?? ''
}

function sendNothing({ path }: Site, response: Response): void {
  response.status(404).type('html').send(plainPage('Nothing here', `The vote is at <a href="${path}/">the start page</a>.`))
}

function answerErrors(onFault: (error: unknown) => void) {
  return (error: Error & { status?: number }, _request: Request, response: Response, next: NextFunction) => {
    const { status = 500 } = error
    if (status >= 500 && !(error instanceof UserError))
      onFault(error)
    if (response.headersSent)
      return next(error)
    // What is sent instead of a compressed file is not compressed.
    response.removeHeader('Content-Encoding')
    if (error instanceof NotNow)
      return sendNotNow(error, response)
    response.status(status).type('text').send(errorText(error, status))
  }
}

/** The page asks again by itself. */
function sendNotNow({ status, message }: NotNow, response: Response): void {
  response.status(status).set({ 'Cache-Control': 'no-store', 'Retry-After': '10', 'Refresh': '10' }).type('html')
  response.send(plainPage('Not open now', `${message} This page tries again every ten seconds.`))
}

function errorText(error: Error, status: number): string {
  if (error instanceof UserError)
    return error.message
  if (status >= 500)
    return 'Something went wrong on our side. The terminal has the details.'
  return status === 400 ? 'This address is garbled.' : STATUS_CODES[status] ?? 'This request cannot be answered.'
}

function checkHost(publicUrl: string | undefined): RequestHandler {
  return (request, response, next) => {
    if (isOwnHost(request.headers.host, publicUrl))
      return next()
    response.status(421).type('text').send(wrongHost(request.headers.host, publicUrl))
  }
}

function wrongHost(host: string | undefined, publicUrl: string | undefined): string {
  const what = `This server does not answer for "${host ?? ''}"`
  return publicUrl === undefined
    ? `${what}. Start it with --public-url http://${host ?? 'your-name'} if that is its name.`
    : `${what}, but for ${publicUrl}. If you came from there, let the proxy pass on the Host that browsers send.`
}
