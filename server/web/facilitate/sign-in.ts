import type { RequestHandler } from 'express'
import type { HttpOptions } from '../http.ts'
import { presenterOf, tooManyGuesses } from '../place-pages.ts'
import { plainPage } from '../plain-page.ts'

/**
 * Takes a one-time link. A redirect wouldn't work: after a link from another site, a browser omits a Strict cookie from the whole
 * chain of redirects. A page of ours that navigates by itself starts a new chain.
 */
export function signIn({ places, auth, site, mayGuess }: Pick<HttpOptions, 'places' | 'auth' | 'site' | 'mayGuess'>): RequestHandler<{ code: string }> {
  const next = async (workshop: string | null) => {
    const place = workshop === null ? await places.main() : await places.byId(workshop)
    return place ? presenterOf({ path: place.path, site }) : `${site.path}/facilitate`
  }
  return async (request, response) => {
    // A HEAD request doesn't use the link up.
    const signedIn = request.method === 'GET' ? auth.exchange(request.params.code, request) : null
    response.set('Referrer-Policy', 'no-referrer').type('html')
    if (signedIn) {
      const url = await next(signedIn.workshop)
      response.append('Set-Cookie', signedIn.setCookie).send(plainPage('Signed in', `<a href="${url}">To the presenter view</a>`, url))
    }
    else if (auth.isHost(request)) {
      const url = await next(null)
      response.send(plainPage('Signed in already', `<a href="${url}">To the presenter view</a>`, url))
    }
    else if (!mayGuess()) {
      tooManyGuesses(response)
    }
    else {
      response.status(410).send(plainPage('This link was used', 'Each facilitator link works once. Press <kbd>f</kbd> and Enter in the terminal for a new one.'))
    }
  }
}
