import type { Request, RequestHandler } from 'express'
import type { HttpOptions } from '../http.ts'
import type { StillPages } from '../still-pages.ts'
import { codeOf } from '../../access/join-codes.ts'
import { NotNow } from '../../places/not-now.ts'
import { presenterOf, tooManyGuesses } from '../place-pages.ts'
import { plainPage } from '../plain-page.ts'
import { wayIn } from '../way-in.ts'
import { visitorOf } from './visitor.ts'

/**
 * Takes a one-time link. A redirect wouldn't work: after a link from another site, a browser omits a Strict cookie from the whole
 * chain of redirects. A page of ours that navigates by itself starts a new chain.
 *
 * An invitation is sent through chats, which look at what is behind a link: it is taken up with a button.
 */
export function signIn(options: HttpOptions & { still: StillPages }): RequestHandler<{ code: string }> {
  const { places, workshops, auth, site, still, mayGuess } = options

  async function placeFor(workshop: string | null) {
    try {
      if (workshop === null)
        return await places.main()
      // It may be deleted by now.
      return places.idOf(codeOf(workshop)) === workshop ? await places.byId(workshop) : undefined
    }
    catch (error) {
      // The list says what is wrong with it.
      if (error instanceof NotNow)
        return undefined
      throw error
    }
  }

  async function pageTo(workshop: string | null, title: string): Promise<string> {
    const place = await placeFor(workshop)
    const [url, words] = place ? [presenterOf({ path: place.path, site }), 'To the presenter view'] : [`${site.path}/facilitate`, 'To the workshops']
    return plainPage(title, `<a href="${url}">${words}</a>`, url)
  }

  function isSignedIn(request: Request, workshop: string | null): boolean {
    const { mayStart, mayRun } = visitorOf(request, options)
    return workshop === null ? mayStart : mayRun(workshop)
  }

  return async (request, response) => {
    const { code } = request.params
    const link = await auth.linkOf(code)
    const invitedTo = link?.isOver ? null : link?.workshop ?? null
    const isTaken = request.method === 'POST' || (request.method === 'GET' && invitedTo === null)
    // A HEAD request doesn't use the link up.
    const signedIn = isTaken ? await auth.exchange(code, request) : null
    response.type('html')
    // With its form, a browser says whose page it is on only if that page may have a referrer.
    if (invitedTo === null || isTaken)
      response.set('Referrer-Policy', 'no-referrer')
    if (invitedTo !== null && !isTaken) {
      await still.send(request as Request, response, phone => phone.renderOnce({
        title: 'You are invited',
        lines: [`To facilitate “${workshops.list().find(({ id }) => id === invitedTo)?.title ?? invitedTo}” together with whoever sent you this: both see what the other does, and whoever moves the slides leads.`],
        form: { action: `${site.path}/facilitate/sign-in/${code}`, button: 'Facilitate' },
      }))
    }
    else if (signedIn) {
      // Whatever becomes of the rest: the link works no second time.
      response.append('Set-Cookie', signedIn.setCookie)
      response.send(await pageTo(signedIn.workshop, 'Signed in'))
    }
    // Whoever used a link may open it again.
    else if (isSignedIn(request as Request, link?.workshop ?? null)) {
      response.send(await pageTo(link?.workshop ?? null, 'Signed in already'))
    }
    else if (!mayGuess()) {
      tooManyGuesses(response)
    }
    else {
      response.status(410).send(plainPage('This link was used', `Each facilitator link works once. ${wayIn(options)}`))
    }
  }
}
