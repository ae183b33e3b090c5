import type { NextFunction, Request, RequestHandler, Response } from 'express'
import type { Note } from '../../../client/link/attendee.ts'
import type { Ground } from '../../../client/phone/form.ts'
import type { Reply } from '../../../core/protocol/refusal.ts'
import type { Auth } from '../../access/auth.ts'
import type { Pages } from '../../places/place.ts'
import type { Site } from '../../places/site.ts'
import type { Realtime } from '../../realtime/realtime.ts'
import type { Room } from '../../rooms/room.ts'
import type { BuiltPhone } from './built.ts'
import type { Encoding, Page } from './page.ts'
import { randomUUID } from 'node:crypto'
import express from 'express'
import { MESSAGE_BYTES } from '../../../core/protocol/limits.ts'
import { ownView } from '../../../core/views/views.ts'
import { isOwnForm } from '../../access/addresses.ts'
import { securityHeaders } from '../../access/headers.ts'
import { plainPage } from '../plain-page.ts'
import { refuse, tooLong, wantsJson } from '../refuse.ts'
import { phoneOf } from './built.ts'
import { outcomeCookie, readOutcome, refusedNote, statusOf } from './outcome.ts'
import { createPages, drawResults } from './page.ts'
import { sharedResults } from './results.ts'

export interface PhoneOptions {
  room: Room
  auth: Pick<Auth, 'identify'>
  pages: Pick<Pages, 'dist'>
  site: Pick<Site, 'publicUrl'>
  /** Where it is served, such as `/bcdfgh`. */
  path: string
  realtime: Pick<Realtime, 'attendeeView' | 'receiveForm'>
  onFault: (error: unknown) => void
}

/** The phone's page, drawn for whoever asks, which takes its own forms: it can be voted on without a script. */
export function createPhone({ room, auth, pages, site, path, realtime: { attendeeView, receiveForm }, onFault }: PhoneOptions): RequestHandler {
  const phone = express.Router()
  const built = phoneOf(pages.dist, path, onFault)
  const pageOf = createPages()
  /** The same for all who ask, until something changes. */
  let results: { rev: number, page: Promise<Page> } | undefined
  const headersOf = onceFor(({ scripts }: BuiltPhone) => securityHeaders({ inline: scripts }))

  phone.get(['/', '/index.html'], async (request, response) => {
    if (request.query.results !== undefined)
      return response.redirect(`${path}/results`)
    const { attendee, setCookie } = auth.identify(request)
    if (setCookie)
      response.append('Set-Cookie', setCookie)
    const outcome = readOutcome(request, path)
    if (outcome) {
      response.append('Set-Cookie', outcome.clearCookie)
      // The form may have been sent to another server.
      await room.catchUp().catch(() => {})
    }
    await sendTo(attendee, request, response, { poll: request.query.poll, note: outcome?.note })
  })

  /** @param page what it begins with: a poll of those that are answered ahead, and what became of a form */
  async function sendTo(attendee: string, request: Request, response: Response, { poll: asked, note }: { poll: unknown, note: Note | undefined }): Promise<void> {
    const ready = await built()
    const view = attendeeView()
    const poll = view.ahead?.find(({ def }) => def.id === asked)?.def.id
    const page = await pageOf(ready, { view, own: ownView(room.workshop, attendee), ...note && { note }, ...poll !== undefined && { poll } })
    headersOf(ready)(request, response, () => {})
    // With `no-referrer`, the form would send no origin to check.
    response.set('Cache-Control', 'no-store').set('Referrer-Policy', 'same-origin').vary('Accept-Encoding').type('html')
    await sendPage(request, response, page)
  }

  phone.get('/results', async (request, response) => {
    const { shared, ended, rev } = room.workshop
    response.set('Cache-Control', 'no-store').vary('Accept-Encoding').type('html')
    if (!shared || !ended)
      return response.status(404).send(plainPage('Not shared', 'Whoever runs the workshop has not shared its results. <a href=".">Back to the vote</a>'))
    const ready = await built()
    if (results?.rev !== rev)
      results = { rev, page: drawResults(ready, sharedResults(room.workshop)) }
    await sendPage(request, response, await results.page)
  })

  phone.post('/', refuseStrangers, express.text({ type: 'application/x-www-form-urlencoded', limit: MESSAGE_BYTES }), async (request, response) => {
    const { commandFrom, isWhole, refusalWords } = await built()
    const { attendee } = auth.identify(request)
    const form = new URLSearchParams(String(request.body ?? ''))
    const command = commandFrom(form, randomUUID(), (poll, round) => groundOf(attendee, poll, round))
    const answer = await new Promise<Reply>(resolve => receiveForm({ attendee, isHere: () => !request.socket.destroyed }, command, resolve))
    const reply = answer.ok || command.type !== 'ballot:cast' ? answer : { ...answer, message: refusalWords(answer, command.answer, room.workshop.polls.get(command.poll)?.def) }
    if (wantsJson(request))
      return response.status(reply.ok ? 200 : statusOf(reply)).json(reply)
    if (!reply.ok)
      return sendTo(attendee, request, response.status(statusOf(reply)), { poll: command.type === 'ballot:cast' && command.poll, note: refusedNote(command, reply) })
    const outcome = outcomeCookie(command, path)
    if (outcome)
      response.append('Set-Cookie', outcome)
    const stays = command.type === 'ballot:cast' && attendeeView().ahead?.some(({ def }) => def.id === command.poll && !isWhole(def, command.answer))
    response.redirect(303, stays ? `${path}?poll=${encodeURIComponent(command.poll)}` : path)
  })
  phone.use('/', (error: Error & { status?: number }, request: Request, response: Response, next: NextFunction) => {
    if (request.method === 'POST' && error.status === 413)
      tooLong(request, response)
    else
      next(error)
  })

  /** Whoever has no cookie would be somebody new with each form, and a page of another site may not vote in a visitor's name. */
  function refuseStrangers(request: Request, response: Response, next: NextFunction): void {
    if (!isOwnForm(request.headers, site.publicUrl))
      refuse(request, response, 403, 'This page may not do that', 'Only the page of this vote may send its form.')
    else if (auth.identify(request).setCookie !== null)
      refuse(request, response, 403, 'This browser kept no cookie', 'Without one it cannot be told from another, and its vote does not count. Allow cookies for this page.')
    else
      next()
  }

  function groundOf(attendee: string, poll: string, round: string): Ground | undefined {
    const def = room.workshop.polls.get(poll)?.def
    return def && { def, before: ownView(room.workshop, attendee).ballots[round] ?? null }
  }

  return phone
}

/** Sends a page in the best encoding that the browser takes. */
export async function sendPage(request: Request, response: Response, page: Page): Promise<void> {
  // Asked for both, it would take the one that the browser names first: gzip.
  const encoding = (['br', 'gzip'] satisfies Encoding[]).find(each => request.acceptsEncodings(each))
  if (encoding)
    response.set('Content-Encoding', encoding).send(await page.compressed(encoding))
  else
    response.send(page.html)
}

/** What is made of something, made once. */
function onceFor<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>()
  return (key) => {
    const known = made.get(key) ?? make(key)
    made.set(key, known)
    return known
  }
}
