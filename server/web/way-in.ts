import type { Site } from '../places/site.ts'
import type { FacilitateOptions } from './facilitate/routes.ts'

/** What somebody can do who is not signed in as a facilitator, in trusted HTML: on a hosted server, they have no terminal. */
export function wayIn({ site, openId, adminKey }: Pick<FacilitateOptions, 'openId' | 'adminKey'> & { site: Pick<Site, 'path'> }): string {
  return `${openId || adminKey !== undefined
    ? `<a href="${site.path}/facilitate">Sign in</a> to run workshops.`
    : 'Whoever runs the server presses <kbd>f</kbd> and Enter in its terminal for a new link.'} Whoever was invited asks for another invitation.`
}
