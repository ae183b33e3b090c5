import type { Request, Response } from 'express'
import type { DrawnPage } from '../../client/phone/render.ts'
import type { BuiltPhone } from './phone/built.ts'
import { phoneOf } from './phone/built.ts'
import { drawStill } from './phone/page.ts'
import { sendPage } from './phone/routes.ts'

/** Pages of the server itself, in the look of the phone's page and without a script. */
export interface StillPages {
  /** @throws UserError when the built pages are gone */
  send: (request: Request, response: Response, draw: (phone: BuiltPhone) => Promise<DrawnPage>) => Promise<void>
}

/**
 * @param dist the folder of the build whose components draw them
 * @param path where the server is, such as `/votes`; empty at the root
 * @param onFault told of pages that are gone
 */
export function createStillPages(dist: string, path: string, onFault: (error: unknown) => void): StillPages {
  const built = phoneOf(dist, path, onFault)
  return {
    async send(request, response, draw) {
      const phone = await built()
      response.vary('Accept-Encoding').type('html')
      await sendPage(request, response, drawStill(phone, await draw(phone), false))
    },
  }
}
