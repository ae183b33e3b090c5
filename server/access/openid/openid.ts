import type { Request as HttpRequest, NextFunction, RequestHandler, Response } from 'express'
import type { Person } from './person.ts'
import type { OpenIdSettings } from './settings.ts'
import type { Request } from './signed-cookie.ts'
import express from 'express'
import { escape } from '../../escape.ts'
import { isOwnForm } from '../addresses.ts'
import { openIdCookies } from './cookies.ts'
import { admit } from './person.ts'
import { SignInProblem } from './problem.ts'
import { createProvider } from './provider.ts'

export interface OpenIdOptions {
  /** Of the data folder. */
  secret: string
  /** The address that browsers use, with the path under which the server is, if any: https://host/votes/ */
  baseUrl: string
  /** Milliseconds since 1970. */
  now: () => number
  /** Draws a page: a title, trusted HTML, an address to move on to at once. */
  page: (title: string, body: string, next?: string) => string
  /** Gets what whoever runs the server should look at. */
  onFault: (error: unknown) => void
}

/** Who may start workshops, signed in by OpenID Connect. */
export interface OpenId {
  /**
   * To be mounted at `facilitate`: `GET /sign-in?to=/facilitate/…` leaves for the provider, `GET /callback` comes back,
   * `POST /sign-out`. `to` is a path below `baseUrl`.
   */
  router: RequestHandler
  personOf: (request: Request) => Person | null
}

/** Nothing is kept on the server, so that another one with the same secret can answer the next request. */
export function createOpenId(settings: OpenIdSettings, { secret, baseUrl, now, page, onFault }: OpenIdOptions): OpenId {
  const base = new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`)
  const callback = new URL('facilitate/callback', base)
  const signIn = escape(new URL('facilitate/sign-in', base).href)
  const provider = createProvider(settings, callback.href)
  const cookies = openIdCookies(settings, { secret, base, callback, now })
  const router = express.Router()

  router.get('/sign-in', async (request, response) => {
    const { url, attempt } = await provider.begin({ otherAccount: request.query.account === 'other' })
    response.append('Set-Cookie', cookies.attempt(attempt.state).set(request, { ...attempt, to: returnAddress(request.query.to, base) }))
    unseen(response).redirect(url.href)
  })

  router.get('/callback', async (request, response) => {
    const cookie = cookies.attempt(String(request.query.state))
    const attempt = cookie.read(request)
    if (!attempt)
      throw new SignInProblem({ status: 400, title: 'This sign-in is over', reason: 'It took longer than ten minutes, was finished before, or began in another browser or at another address.' })
    response.append('Set-Cookie', cookie.clear(request))
    const person = admit(await provider.finish(new URL(request.originalUrl, base).search, attempt), settings)
    response.append('Set-Cookie', cookies.session.set(request, person))
    // A page, because after a chain of redirects that another site began, a browser omits Strict cookies.
    const to = escape(attempt.to)
    unseen(response).type('html').send(page('Signed in', `<a href="${to}">Go on</a>`, to))
  })

  router.post('/sign-out', (request, response) => {
    if (!isOwnForm(request.headers, baseUrl))
      return response.status(403).type('text').send('This page may not do that.')
    response.append('Set-Cookie', cookies.session.clear(request))
    unseen(response).type('html').send(page('Signed out', `Your provider may still know this browser. ${signInLink(true)}`))
  })

  router.use((error: unknown, _request: HttpRequest, response: Response, next: NextFunction) => {
    if (!(error instanceof SignInProblem))
      return next(error)
    const { status, title, reason, otherAccount = false, forLog } = error.options
    if (forLog)
      onFault(forLog)
    unseen(response).status(status).type('html').send(page(title, `${reason} ${signInLink(otherAccount)}`))
  })

  function signInLink(otherAccount: boolean): string {
    return otherAccount ? `<a href="${signIn}?account=other">Sign in with another account</a>` : `<a href="${signIn}">Sign in again</a>`
  }

  return { router, personOf: cookies.session.read }
}

/** More would not fit into a cookie. */
const RETURN_LENGTH = 1000

/** An address of this server, whatever was asked for. */
function returnAddress(to: unknown, base: URL): string {
  const home = new URL('facilitate', base).href
  if (typeof to !== 'string' || !to.startsWith('/') || to.length > RETURN_LENGTH || !URL.canParse(`.${to}`, base))
    return home
  const { href } = new URL(`.${to}`, base)
  return href.startsWith(base.href) ? href : home
}

/** Keeps a response out of caches, and its address, which may have a code in it, from other sites. */
function unseen(response: Response): Response {
  return response.set('Cache-Control', 'no-store').set('Referrer-Policy', 'no-referrer')
}
