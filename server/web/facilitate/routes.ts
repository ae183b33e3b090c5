import type { Request, RequestHandler, Response } from 'express'
import type { Once } from '../../../client/phone/render.ts'
import type { OpenId } from '../../access/openid/openid.ts'
import type { Summary } from '../../places/catalog.ts'
import type { Pages } from '../../places/place.ts'
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
import { codeOf } from '../../access/join-codes.ts'
import { isSamePath, pathOfDeck } from '../../paths.ts'
import { readSeats } from '../../rooms/seats/issue.ts'
import { UserError } from '../../user-error.ts'
import { presenterOf, tooManyGuesses } from '../place-pages.ts'
import { qrOf } from '../qr.ts'
import { wantsJson } from '../refuse.ts'
import { FORMS, readForm, WrongForm } from './forms.ts'
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
  // Other servers may have started or ended one.
  router.use((_, __, next) => void workshops.refresh().then(() => next(), () => next()))
  const takeLink = signIn(options)
  router.get('/sign-in/:code', takeLink)
  router.use(refuseStrangers)
  router.post('/sign-in/:code', takeLink)
  router.post('/key', form, takeKey)
  if (openId) {
    router.post('/sign-out', forgetCookies)
    router.use(openId.router)
  }
  // The development servers have no pages of the server's own.
  router.get('/', (request, response) => site.dev ? response.redirect(presenterOf({ path: '', site })) : showHome(request, response))
  router.post('/start', form, start)
  router.get('/open/:id', withId(enter))
  router.post('/rename/:id', form, withId(rename))
  router.post('/end/:id', withId(end))
  router.post('/reopen/:id', withId(async id => workshops.reopen((await places.byId(id)).room)))
  router.post('/compare/:id', form, withId(compare))
  // The presenter's page knows the code that it is at.
  router.post('/invite/:id', withId(invite, places.idOf))
  router.get('/delete/:id', withId(askToDelete))
  router.post('/delete/:id', withId(remove))
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
    await still.send(request, response, phone => phone.renderHome(state))
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
        ...openId || adminKey !== undefined ? [] : ['Open the one-time link that the terminal of the server printed. Whoever runs the server presses f and Enter there for a new one.'],
        'Were you invited? Then open your link, which works once. For a new one, ask whoever invited you.',
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
    else if (adminKey !== undefined && timingSafeEqual(digest(FORMS.key.safeParse(request.body).data?.key ?? ''), digest(adminKey)))
      response.append('Set-Cookie', auth.makeHost(request)).redirect(303, home)
    else
      await showSignIn(request, response)
  }

  async function start(request: Request, response: Response): Promise<void> {
    const { person, mayStart } = visitor(request)
    if (!mayStart)
      return showSignIn(request, response)
    await answer(request, response, async () => {
      const { deck: path, title, route, seats } = readForm(request, FORMS.start)
      const offered = decks.list()
      const chosen = path ? offered.find(({ deck }) => isSamePath(pathOfDeck(deck), path)) : offered.find(({ error }) => error === undefined)
      if (!chosen)
        throw new UserError(path ? `${path} is no deck of this server. It has: ${offered.map(({ deck }) => pathOfDeck(deck)).join(', ')}` : 'This server has no deck that can be given.')
      const served = await decks.of(chosen.deck)
      const { room, pages } = await workshops.start({ served, title: title || undefined, route: route || undefined, seats: seats ? readSeats(seats) : undefined, onId: async id => person && owners.add(person.id, id) })
      keepLetIn(request, response, room.workshop.id)
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
      const status = error instanceof WrongForm ? 400 : 409
      if (asJson)
        response.status(status).json({ ok: false, message: error.message })
      else
        await showHome(request, response.status(status), error.message, request.path === '/start' ? FORMS.start.safeParse(request.body).data : undefined)
    }
  }

  /**
   * What is done with a workshop that the visitor runs, by its id: the code of an old one may lead to another. To anybody else, there is
   * none.
   * @param idOf other names of workshops that are taken as well
   */
  function withId(work: (id: string, request: Request, response: Response) => Promise<void>, idOf: (name: string) => string | undefined = () => undefined): RequestHandler<{ id: string }> {
    return async (anyRequest, response) => {
      const request = anyRequest as Request
      const name = anyRequest.params.id
      const id = summaryOf(name)?.id ?? idOf(name)
      const { mayRun, mayStart } = visitor(request)
      const isTheirs = id !== undefined && mayRun(id)
      if (!mayStart && !isTheirs)
        return showSignIn(request, response)
      await answer(request, response, async () => {
        if (!isTheirs)
          throw new UserError('This workshop is not there any more.')
        await work(id, request, response)
      })
    }
  }

  function summaryOf(id: string): Summary | undefined {
    return workshops.list().find(one => one.id === id)
  }

  /** @throws UserError for one whose address leads to another, as old codes can be the same */
  function checkReachable(id: string): void {
    const code = codeOf(id)
    if (places.idOf(code) !== id)
      throw new UserError(`Another workshop has the code ${code} of this one, so that no address leads to it. It can be renamed, ended and deleted.`)
  }

  async function enter(id: string, request: Request, response: Response): Promise<void> {
    checkReachable(id)
    const { path } = await places.byId(id)
    keepLetIn(request, response, id)
    response.redirect(303, presenterOf({ path, site }))
  }

  /** Whoever signed in with an account stays signed in for half a day, which may end in the middle of a workshop. */
  function keepLetIn(request: Request, response: Response, id: string): void {
    if (!auth.isFacilitator(request, id))
      response.append('Set-Cookie', auth.letIn(request, id))
  }

  /** Whoever signs out of their account leaves the workshops too. */
  function forgetCookies(request: Request, response: Response, next: () => void): void {
    auth.signOut(request).forEach(line => response.append('Set-Cookie', line))
    next()
  }

  async function rename(id: string, request: Request): Promise<void> {
    const { title } = readForm(request, FORMS.rename)
    await workshops.rename((await places.byId(id)).room, title)
  }

  /** Without opening it: its deck may be broken for good. */
  async function end(id: string): Promise<void> {
    const place = await places.ifOpen(id)
    if (place)
      await workshops.end(place.room)
    else
      await places.whileClosed(id, () => workshops.endClosed(id))
  }

  async function compare(id: string, request: Request): Promise<void> {
    const { with: other } = readForm(request, FORMS.compare)
    const earlier = summaryOf(other)
    if (other !== 'none' && (!visitor(request).mayRun(other) || !earlier || earlier.fault !== undefined))
      throw new UserError('There is no such workshop to compare with. Choose one of your list.')
    await workshops.compare((await places.byId(id)).room, other)
  }

  async function invite(id: string, request: Request, response: Response): Promise<void> {
    checkReachable(id)
    const { room: { workshop } } = await places.byId(id)
    const url = `${site.base()}${auth.newSignInPath(id)}`
    if (wantsJson(request))
      return void response.json({ ok: true, url })
    await showOnce(request, response, {
      title: 'Invite a facilitator',
      lines: [`Whoever opens this link first facilitates “${workshop.title}” with you: both see what the other does. It works once, within an hour.`],
      link: { url, qr: qrOf(url) },
      back: { url: home, words: 'Back to the workshops' },
    })
  }

  async function askToDelete(id: string, request: Request, response: Response): Promise<void> {
    const { title, people: voted, fault } = summaryOf(id)!
    const open = places.open().find(({ room }) => room.workshop.id === id)
    const people = open ? votersOf(open.room.workshop).size : voted
    await showOnce(request, response, {
      title: `Delete “${title}”?`,
      lines: [
        `${fault === undefined ? `Every vote of its ${people} voters` : 'Every vote'}, what they wrote, its plan and its notes on time are gone for good, for everybody.`,
        'What was downloaded stays, and so does what a later workshop keeps to compare itself with.',
      ],
      form: { action: `${home}/delete/${id}`, button: 'Delete it for good' },
      back: { url: home, words: 'Keep it' },
    })
  }

  /** Without opening it, as with `end`. */
  async function remove(id: string, request: Request): Promise<void> {
    if (!visitor(request).mayDelete(id))
      throw new UserError('Only whoever started this workshop may delete it.')
    await places.ifOpen(id)
    await places.whileClosed(id, () => workshops.remove(id))
  }
}
