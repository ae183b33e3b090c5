import type { PageState } from '../../../client/link/attendee.ts'
import type { DrawnPage } from '../../../client/phone/render.ts'
import type { SharedResults } from '../../../client/phone/results/shared-results.ts'
import type { AttendeeView } from '../../../core/protocol/down.ts'
import type { BuiltPhone } from './built.ts'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { escape } from '../../escape.ts'

/** A page as it can be sent. */
export interface Page {
  html: string
  /** Made when it is first asked for. */
  compressed: (encoding: Encoding) => Promise<Uint8Array>
}

export type Encoding = 'br' | 'gzip'

const brotli = promisify(brotliCompress)
const deflate = promisify(gzip)

/** What all get is compressed as well as can be, which takes 30 ms; what one gets, in one. */
function compress(page: string, encoding: Encoding, isShared: boolean): Promise<Uint8Array> {
  return encoding === 'br'
    ? brotli(page, { params: { [constants.BROTLI_PARAM_QUALITY]: isShared ? 11 : 4 } })
    : deflate(page, { level: isShared ? 9 : 4 })
}

/**
 * Draws the phone's page with the poll that is on. Those who have not voted yet come all at once, and are sent the same: their
 * page is drawn and compressed once for each view. Others have their own.
 */
export function createPages(): (phone: BuiltPhone, state: PageState) => Promise<Page> {
  let view: AttendeeView | undefined
  const pages = new Map<string, Promise<Page>>()
  return (phone, state) => {
    if (!hasNotVoted(state))
      return draw(phone, state, false)
    if (view !== state.view) {
      view = state.view
      pages.clear()
    }
    const key = JSON.stringify(state.own)
    const page = pages.get(key) ?? draw(phone, state, true)
    pages.set(key, page)
    return page
  }
}

/** Of those who have not voted there are no more than roles to have. */
function hasNotVoted({ own, note, poll }: PageState): boolean {
  return note === undefined && poll === undefined && Object.keys(own.ballots).length === 0
}

async function draw({ template, renderPhone }: BuiltPhone, state: PageState, isShared: boolean): Promise<Page> {
  const { title, html, styles } = await renderPhone(state)
  const page = filled(template, [
    [/(<title>).*?(<\/title>)/, escape(title)],
    [/(\n)(<\/head>)/, styles && `<style>${styles}</style>`],
    [/(<div id="app">)(<\/div>)/, html],
    [/(<script type="application\/json" id="workshop-state">)(<\/script>)/, scriptJson(state)],
  ])
  return pageOf(page, isShared)
}

function pageOf(html: string, isShared: boolean): Page {
  const known: Partial<Record<Encoding, Promise<Uint8Array>>> = {}
  return { html, compressed: encoding => known[encoding] ??= compress(html, encoding, isShared) }
}

/** The page of all results. */
export async function drawResults(phone: BuiltPhone, results: SharedResults): Promise<Page> {
  return drawStill(phone, await phone.renderResults(results), true)
}

/**
 * A page that needs no script: what the template has of them goes.
 * @param isShared many get the same
 */
export function drawStill({ template, base }: Pick<BuiltPhone, 'template' | 'base'>, { title, html, styles }: DrawnPage, isShared: boolean): Page {
  const still = template.replaceAll(/<script[\s\S]*?<\/script>|<p class="late">[\s\S]*?<\/p>|<p id="early"[\s\S]*?<\/p>|<noscript>[\s\S]*?<\/noscript>/g, '')
  return pageOf(filled(still, [
    [/(<title>).*?(<\/title>)/, escape(title)],
    [/(\n)(<\/head>)/, `<style>${styles.replaceAll('url(/', `url(${base}`)}</style>`],
    [/(<div id="app">)(<\/div>)/, html],
  ]), isShared)
}

/** @throws Error when the template lacks a place to fill */
function filled(template: string, places: [place: RegExp, text: string][]): string {
  return places.reduce((page, [place, text]) => {
    if (!place.test(page))
      throw new Error(`The phone page's template has no place like ${place.source}.`)
    // A function, since `$&` in a text would mean something to `replace`.
    return page.replace(place, (_, before: string, after: string) => before + text + after)
  }, template)
}

/** JSON that can stand in a script element: nothing in it can end the element, or the line. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}
