import type { Express, NextFunction, Request, Response } from 'express'
import type { Auth } from '../access/auth.ts'
import type { Room } from '../rooms/room.ts'
import type { PhoneOptions } from './phone/routes.ts'
import { STATUS_CODES } from 'node:http'
import { join } from 'node:path'
import compression from 'compression'
import express from 'express'
import { isOwnHost } from '../access/addresses.ts'
import { securityHeaders } from '../access/headers.ts'
import { readNeeds, scriptSources } from '../build/deck-needs.ts'
import { DEV } from '../dev-ports.ts'
import { createLimits } from '../limit.ts'
import { UserError } from '../user-error.ts'
import { deckFilesAtRoot, deckPages, phoneFiles } from './built-pages.ts'
import { createPhone } from './phone/routes.ts'
import { plainPage } from './plain-page.ts'
import { createSeatsPage } from './seats/page.ts'

/**
 * Wrong links and wrong cookies of everybody together: a person mistypes less often. The right one is checked first and
 * always works, so that guessing locks nobody out; its 192 bits keep it safe.
 */
const GUESS_LIMIT = { burst: 20, perSecond: 2 }

export interface HttpOptions extends Pick<PhoneOptions, 'attendeeView' | 'receiveForm'> {
  room: Room
  auth: Auth
  /** The folder with the built `phone`, `deck` and `facilitator` pages. */
  dist: string
  publicUrl: string | undefined
  /** What phones open. */
  joinUrl: () => string
  /** No pages are built: the development servers have them. */
  dev: boolean
  /** The slides are somebody else's: they may use other hosts, and run what the build found that they need. */
  openDeck: boolean
  /** Handlers of `/facilitator/api/`, behind the cookie. */
  api: express.RequestHandler
  /** Monotonic milliseconds. */
  monotonic: () => number
  onFault: (error: unknown) => void
}

/** The pages, and who may see them. */
export function createHttp(options: HttpOptions): Express {
  const { room, auth, dist, publicUrl, joinUrl, dev, openDeck, api, monotonic, onFault } = options
  const presenterUrl = dev ? `http://localhost:${DEV.slides}/presenter/1` : '/facilitator/presenter/1'
  const guesses = createLimits(GUESS_LIMIT)
  const mayGuess = () => guesses.allows('', monotonic())
  const app = express()
  app.disable('x-powered-by')
  app.use(securityHeaders())
  app.use(checkHost(publicUrl))
  app.use(compression())

  if (dev) {
    app.get('/', (_, response) => response.redirect(`http://localhost:${DEV.phone}`))
    app.get(/^\/deck/, (_, response) => response.redirect(`http://localhost:${DEV.slides}`))
  }
  app.use(createPhone(options))
  app.get(['/deck', '/deck/'], (_, response) => response.redirect('/deck/1'))
  // Notes and the panel are in the facilitator's own build only.
  app.get(/^\/deck\/presenter(?:\/.*)?$/, (request, response) => response.redirect(request.path.replace('/deck/', '/facilitator/')))
  app.get('/facilitator/sign-in/:code', signIn(auth, presenterUrl, mayGuess))
  app.use('/facilitator', requireFacilitator(auth, mayGuess))
  app.use('/facilitator/api', api)
  app.use('/facilitator/seats', createSeatsPage({ room, auth, publicUrl, joinUrl }))
  app.get(['/facilitator', '/facilitator/'], (_, response) => response.redirect(presenterUrl))
  if (!dev) {
    for (const name of ['deck', 'facilitator']) {
      const folder = join(dist, name)
      if (openDeck)
        app.use(`/${name}`, securityHeaders({ deck: { scripts: scriptSources(readNeeds(folder)) } }))
      app.use(`/${name}`, deckPages(folder, onFault))
    }
    app.use(phoneFiles(join(dist, 'phone'), onFault))
    app.use(deckFilesAtRoot(join(dist, 'deck')))
  }
  app.use((_, response) => {
    response.status(404).type('html').send(plainPage('Nothing here', 'The vote is at <a href="/">the start page</a>.'))
  })
  app.use((error: Error & { status?: number }, _request: Request, response: Response, next: NextFunction) => {
    const { status = 500 } = error
    if (status >= 500 && !(error instanceof UserError))
      onFault(error)
    if (response.headersSent)
      return next(error)
    // What is sent instead of a compressed file is not compressed.
    response.removeHeader('Content-Encoding')
    response.status(status).type('text').send(errorText(error, status))
  })
  return app
}

function errorText(error: Error, status: number): string {
  if (error instanceof UserError)
    return error.message
  if (status >= 500)
    return 'Something went wrong on our side. The terminal has the details.'
  return status === 400 ? 'This address is garbled.' : STATUS_CODES[status] ?? 'This request cannot be answered.'
}

function checkHost(publicUrl: string | undefined) {
  return (request: Request, response: Response, next: NextFunction) => {
    if (isOwnHost(request.headers.host, publicUrl))
      return next()
    response.status(421).type('text').send(`This server does not answer for "${request.headers.host ?? ''}". Start it with --public-url http://${request.headers.host ?? 'your-name'} if that is its name.`)
  }
}

/**
 * A redirect wouldn't work: after a link from another site, a browser omits a Strict cookie from the whole chain of
 * redirects. A page of ours that navigates by itself starts a new chain.
 */
function signIn(auth: Auth, presenterUrl: string, mayGuess: () => boolean) {
  return (request: Request<{ code: string }>, response: Response) => {
    // A HEAD request doesn't use the link up.
    const cookie = request.method === 'GET' ? auth.exchange(request.params.code, request) : null
    response.set('Cache-Control', 'no-store').set('Referrer-Policy', 'no-referrer').type('html')
    if (cookie) {
      response.append('Set-Cookie', cookie).send(plainPage('Signed in', `<a href="${presenterUrl}">To the presenter view</a>`, presenterUrl))
    }
    else if (auth.isFacilitator(request)) {
      response.send(plainPage('Signed in already', `<a href="${presenterUrl}">To the presenter view</a>`, presenterUrl))
    }
    else if (!mayGuess()) {
      tooManyGuesses(response)
    }
    else {
      response.status(410).send(plainPage('This link was used', 'Each facilitator link works once. Press <kbd>f</kbd> and Enter in the terminal for a new one.'))
    }
  }
}

function requireFacilitator(auth: Auth, mayGuess: () => boolean) {
  return (request: Request, response: Response, next: NextFunction) => {
    if (auth.isFacilitator(request)) {
      response.set('Cache-Control', 'private, no-cache')
      return next()
    }
    if (auth.isGuess(request) && !mayGuess())
      return tooManyGuesses(response)
    response.status(401).type('html').send(plainPage('For the facilitator', 'Open the one-time link that the terminal printed. Press <kbd>f</kbd> and Enter there for a new one.'))
  }
}

function tooManyGuesses(response: Response): void {
  response.status(429).set('Retry-After', '10').type('html').send(plainPage('Too many wrong links', 'Wait a moment. A link that was not used yet works at any time.'))
}
