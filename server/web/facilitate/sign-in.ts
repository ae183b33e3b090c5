import type { Request, RequestHandler } from 'express'
import type { HttpOptions } from '../http.ts'
import { codeOf } from '../../access/join-codes.ts'
import { NotNow } from '../../places/not-now.ts'
import { presenterOf, tooManyGuesses } from '../place-pages.ts'
import { plainPage } from '../plain-page.ts'
import { wayIn } from '../way-in.ts'
import { visitorOf } from './visitor.ts'

/**
 * Takes a one-time link. A redirect wouldn't work: after a link from another site, a browser omits a Strict cookie from the whole
 * chain of redirects. A page of ours that navigates by itself starts a new chain.
 */
export function signIn(options: HttpOptions): RequestHandler<{ code: string }> {
  const { places, auth, site, mayGuess } = options
  /** What links were for that were used: whoever used one may open it again. */
  const used = new Map<string, string | null>()

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

  function isSignedIn(request: Request, workshop: string | null | undefined): boolean {
    const { mayStart, mayRun } = visitorOf(request, options)
    return typeof workshop === 'string' ? mayRun(workshop) : mayStart
  }

  return async (request, response) => {
    const { code } = request.params
    // A HEAD request doesn't use the link up.
    const signedIn = request.method === 'GET' ? auth.exchange(code, request) : null
    response.set('Referrer-Policy', 'no-referrer').type('html')
    if (signedIn) {
      used.set(code, signedIn.workshop)
      // Whatever becomes of the rest: the link works no second time.
      response.append('Set-Cookie', signedIn.setCookie)
      response.send(await pageTo(signedIn.workshop, 'Signed in'))
    }
    else if (isSignedIn(request as Request, used.get(code))) {
      response.send(await pageTo(used.get(code) ?? null, 'Signed in already'))
    }
    else if (!mayGuess()) {
      tooManyGuesses(response)
    }
    else {
      response.status(410).send(plainPage('This link was used', `Each facilitator link works once. ${wayIn(options)}`))
    }
  }
}
