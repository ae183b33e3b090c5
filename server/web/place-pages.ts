import type { RequestHandler, Response } from 'express'
import type { Auth } from '../access/auth.ts'
import type { MayRun } from '../access/may-run.ts'
import type { PagesOfPlace, Place } from '../places/place.ts'
import type { Site } from '../places/site.ts'
import type { ApiOptions } from './api.ts'
import { join } from 'node:path'
import express from 'express'
import { securityHeaders } from '../access/headers.ts'
import { readNeeds, scriptSources } from '../build/deck-needs.ts'
import { DEV } from '../dev-ports.ts'
import { createApi } from './api.ts'
import { deckFiles, deckPages, phoneFiles } from './built-pages.ts'
import { createPhone } from './phone/routes.ts'
import { plainPage } from './plain-page.ts'
import { createSeatsPage } from './seats/page.ts'

export interface PlacePagesOptions extends PagesOfPlace {
  auth: Auth
  mayRun: MayRun
  site: Site
  /** See `wayIn`. */
  wayIn: string
  /** Prints, when it is its turn. */
  print: ApiOptions['print']
  /** Wrong cookies and links may still be answered. */
  mayGuess: () => boolean
  onFault: (error: unknown) => void
}

/** The pages of one workshop, and who may see them: the phone's, the slides, what only its facilitators get. */
export function createPlacePages(options: PlacePagesOptions): Pick<Place, 'handle' | 'files'> {
  const { room, pages, site, path, print, onFault } = options
  const router = express.Router()
  router.use(createPhone(options))
  router.get('/deck', (_, response) => response.redirect(`${path}/deck/1`))
  // Notes and the panel are in the facilitator's own build only.
  router.get(/^\/deck\/presenter(?:\/.*)?$/, (request, response) => response.redirect(`${path}${request.path.replace('/deck/', '/facilitator/')}`))
  router.use('/facilitator', requireFacilitator(options))
  router.use('/facilitator/api', createApi({ room, dist: pages.dist, print }))
  router.use('/facilitator/seats', createSeatsPage({ ...options, publicUrl: site.publicUrl }))
  router.get('/facilitator', (_, response) => response.redirect(presenterOf({ path, site })))
  const files = deckFiles(join(pages.dist, 'deck'))
  if (site.dev)
    return { handle: router, files }
  for (const name of ['deck', 'facilitator']) {
    const folder = join(pages.dist, name)
    if (pages.isOpenDeck)
      router.use(`/${name}`, securityHeaders({ deck: { scripts: scriptSources(readNeeds(folder)) } }))
    router.use(`/${name}`, deckPages(folder, { place: path, base: `${path}/${name}/` }, onFault))
  }
  router.use(phoneFiles(join(pages.dist, 'phone'), onFault))
  return { handle: router, files }
}

/** The address of a workshop's presenter view. */
export function presenterOf({ path, site }: Pick<PlacePagesOptions, 'path' | 'site'>): string {
  return site.dev ? `http://localhost:${DEV.slides}/presenter/1` : `${path}/facilitator/presenter/1`
}

function requireFacilitator({ auth, mayRun, room: { workshop: { id } }, wayIn, mayGuess }: PlacePagesOptions): RequestHandler {
  return (request, response, next) => {
    if (mayRun(request, id)) {
      response.set('Cache-Control', 'private, no-cache')
      return next()
    }
    if (auth.isGuess(request, id) && !mayGuess())
      return tooManyGuesses(response)
    response.status(401).type('html').send(plainPage('For the facilitator', `This page opens with a facilitator\'s one-time link. ${wayIn}`))
  }
}

export function tooManyGuesses(response: Response): void {
  response.status(429).set('Retry-After', '10').type('html').send(plainPage('Too many wrong links', 'Wait a moment. A link that was not used yet works at any time.'))
}
