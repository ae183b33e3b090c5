import type { Request, RequestHandler, Response } from 'express'
import type { Once } from '../../../client/phone/render.ts'
import type { OpenId } from '../../access/openid/openid.ts'
import type { Pages, Place } from '../../places/place.ts'
import type { Owners } from '../../rooms/owners.ts'
import type { HttpOptions } from '../http.ts'
import type { StillPages } from '../still-pages.ts'
import type { Visitor } from './visitor.ts'
import { hash, timingSafeEqual } from 'node:crypto'
import express from 'express'
import { ContentError } from '../../../authoring/problem.ts'
import { MESSAGE_BYTES } from '../../../core/protocol/limits.ts'
import { votersOf } from '../../../core/workshop.ts'
import { isOwnForm } from '../../access/addresses.ts'
import { pathOfDeck } from '../../paths.ts'
import { readSeats } from '../../rooms/seats/issue.ts'
import { UserError } from '../../user-error.ts'
import { presenterOf, tooManyGuesses } from '../place-pages.ts'
import { qrOf } from '../qr.ts'
import { wantsJson } from '../refuse.ts'
import { homeOf } from './home.ts'
import { signIn } from './sign-in.ts'
import { visitorOf } from './visitor.ts'

export interface FacilitateOptions {
  /** Whose phone pages have the home page's components. */
  pages: Pick<Pages, 'dist'>
  openId: OpenId | null
  owners: Owners
  /** Signs in whoever knows it as a host; undefined: nobody. */
  adminKey: string | undefined
}

/** The home page of those who run workshops: their list, and what is done with them from outside. */
export function createFacilitate(options: HttpOptions & { still: StillPages }): RequestHandler {
  const { places, workshops, decks, auth, openId, owners, adminKey, site, still, mayTryKey } = options
  const home = `${site.path}/facilitate`
  const router = express.Router()
  const form = express.urlencoded({ extended: false, limit: MESSAGE_BYTES })

  router.use((_, response, next) => {
    response.set('Cache-Control', 'no-store').set('Referrer-Policy', 'same-origin').vary('Accept')
    next()
  })
  router.get('/sign-in/:code', signIn(options))
  router.use(refuseStrangers)
  router.post('/key', form, takeKey)
  if (openId)
    router.use(openId.router)
  // The development servers have no pages of the server's own.
  router.get('/', (request, response) => site.dev ? response.redirect(presenterOf({ path: '', site })) : showHome(request, response))
  router.post('/start', form, start)
  router.get('/open/:code', withPlace(enter))
  router.post('/rename/:code', form, withPlace(({ room }, request) => workshops.rename(room, String(bodyOf(request).title ?? ''))))
  router.post('/end/:code', withPlace(({ room }) => workshops.end(room)))
  router.post('/reopen/:code', withPlace(({ room }) => workshops.reopen(room)))
  router.post('/compare/:code', form, withPlace(({ room }, request) => workshops.compare(room, String(bodyOf(request).with ?? 'none'))))
  router.post('/invite/:code', withPlace(invite))
  router.get('/delete/:code', withPlace(askToDelete))
  router.post('/delete/:code', withPlace(remove))
  return router

  function visitor(request: Request): Visitor {
    return visitorOf(request, options)
  }

  /** A page of another site may not act in a visitor's name. */
  function refuseStrangers(request: Request, response: Response, next: () => void): void {
    if (request.method === 'POST' && !isOwnForm(request.headers, site.publicUrl))
      response.status(403).type('text').send('This page may not do that.')
    else
      next()
  }

  /** @param typed what a form that was refused had */
  async function showHome(request: Request, response: Response, problem?: string, typed?: Record<string, string | undefined>): Promise<void> {
    const who = visitor(request)
    const state = homeOf({ ...options, visitor: who, problem, typed, isWhole: wantsJson(request) || request.query.earlier === 'all' })
    if (!who.mayStart && state.workshops.length === 0)
      return showSignIn(request, response)
    if (wantsJson(request))
      return void response.json(state)
    await still.send(request, response.status(problem ? 409 : 200), phone => phone.renderHome(state))
  }

  function showOnce(request: Request, response: Response, page: Once): Promise<void> {
    return still.send(request, response, phone => phone.renderOnce(page))
  }

  function showSignIn(request: Request, response: Response): Promise<void> {
    response.status(401)
    return showOnce(request, response, {
      title: 'For facilitators',
      lines: [
        ...openId ? ['Sign in with your account to start workshops, and to go on with yours.'] : [],
        ...adminKey === undefined ? [] : ['With the key of this server you may run all of its workshops.'],
        ...openId || adminKey !== undefined ? [] : ['Open the one-time link that the terminal printed. Press f and Enter there for a new one.'],
      ],
      form: adminKey === undefined ? undefined : { action: `${home}/key`, button: 'Sign in', field: { name: 'key', label: 'Key' } },
      back: openId ? { url: `${home}/sign-in?to=/facilitate`, words: 'Sign in with your account' } : undefined,
    })
  }

  /** Too many tries are not even looked at. */
  async function takeKey(request: Request, response: Response): Promise<void> {
    const digest = (text: string) => hash('sha256', text, 'buffer')
    if (!mayTryKey())
      tooManyGuesses(response)
    else if (adminKey !== undefined && timingSafeEqual(digest(String(bodyOf(request).key ?? '')), digest(adminKey)))
      response.append('Set-Cookie', auth.makeHost(request)).redirect(303, home)
    else
      await showSignIn(request, response)
  }

  async function start(request: Request, response: Response): Promise<void> {
    const { person, mayStart } = visitor(request)
    if (!mayStart)
      return showSignIn(request, response)
    await answer(request, response, async () => {
      const { deck: path, title, route, seats } = bodyOf(request)
      const offered = decks.list()
      const chosen = path ? offered.find(({ deck }) => pathOfDeck(deck) === path) : offered.find(({ error }) => error === undefined)
      if (!chosen)
        throw new UserError(path ? `${path} is no deck of this server.` : 'This server has no deck that can be given.')
      const served = await decks.of(chosen.deck)
      const { room, pages } = await workshops.start({ served, title: title || undefined, route: route || undefined, seats: seats ? readSeats(seats) : undefined })
      if (person)
        owners.add(person.id, room.workshop.id)
      response.append('Set-Cookie', auth.letIn(request, room.workshop.id))
      await places.serve(room, pages)
      return { id: room.workshop.id }
    })
  }

  /** Answers with the list, or with why it was not done. */
  async function answer(request: Request, response: Response, work: () => Promise<object | void> | void): Promise<void> {
    const asJson = wantsJson(request)
    try {
      const done = await work()
      if (response.headersSent)
        return
      if (asJson)
        response.json({ ok: true, ...done })
      else
        response.redirect(303, home)
    }
    catch (error) {
      // A slip in a deck is its author's to mend, as is what was typed.
      if (!(error instanceof UserError || error instanceof ContentError))
        throw error
      if (asJson)
        response.status(409).json({ ok: false, message: error.message })
      else
        await showHome(request, response, error.message, request.path === '/start' ? bodyOf(request) : undefined)
    }
  }

  /** What is done with a workshop that the visitor runs. To anybody else, there is none. */
  function withPlace(work: (place: Place, request: Request, response: Response) => Promise<void> | void): RequestHandler<{ code: string }> {
    return async (request, response) => {
      const id = places.idOf(request.params.code)
      const { mayRun, mayStart } = visitor(request as Request)
      if (!mayStart && (id === undefined || !mayRun(id)))
        return showSignIn(request as Request, response)
      await answer(request as Request, response, async () => {
        if (id === undefined || !mayRun(id))
          throw new UserError('This workshop is not there any more.')
        await work(await places.byId(id), request as Request, response)
      })
    }
  }

  function enter({ path, room }: Place, request: Request, response: Response): void {
    if (!auth.isFacilitator(request, room.workshop.id))
      response.append('Set-Cookie', auth.letIn(request, room.workshop.id))
    response.redirect(303, presenterOf({ path, site }))
  }

  async function invite({ room: { workshop } }: Place, request: Request, response: Response): Promise<void> {
    const url = `${site.base()}${auth.newSignInPath(workshop.id)}`
    if (wantsJson(request))
      return void response.json({ ok: true, url })
    await showOnce(request, response, {
      title: 'Invite a facilitator',
      lines: [`Whoever opens this link first facilitates “${workshop.title}” with you: both see what the other does. It works once, until the server is stopped.`],
      link: { url, qr: qrOf(url) },
      back: { url: home, words: 'Back to the workshops' },
    })
  }

  async function askToDelete({ code, room: { workshop } }: Place, request: Request, response: Response): Promise<void> {
    await showOnce(request, response, {
      title: `Delete “${workshop.title}”?`,
      lines: [
        `Every vote of its ${votersOf(workshop).size} voters, what they wrote, its plan and its notes on time are gone for good, for everybody.`,
        'What was downloaded stays, and so does what a later workshop keeps to compare itself with.',
      ],
      form: { action: `${home}/delete/${code}`, button: 'Delete it for good' },
      back: { url: home, words: 'Keep it' },
    })
  }

  function remove({ room: { workshop } }: Place, request: Request): void {
    if (!visitor(request).mayDelete(workshop.id))
      throw new UserError('Only whoever started this workshop may delete it.')
    places.shut(workshop.id)
    workshops.remove(workshop.id)
  }
}

function bodyOf({ body }: Request): Record<string, string | undefined> {
  return (body ?? {}) as Record<string, string | undefined>
}
