import type { Plan } from '../../core/plan/plan.ts'
import process from 'node:process'
import { styleText } from 'node:util'
import { routeOf } from '../../core/plan/plan.ts'
import { saysMinutes } from '../../core/words/route-words.ts'
import { shortened } from '../../core/words/shortened.ts'
import { clean } from '../../core/words/text.ts'
import { codeOf } from '../access/join-codes.ts'
import { terminalQr } from './terminal-qr.ts'

/** Where the workshop is reached from other devices. */
export interface Reached {
  joinUrl: string
  /** The same with the workshop's code, for phones that scan it. */
  qrUrl: string
  /** The same on other networks of this machine, the likeliest first. */
  otherUrls: string[]
  deckUrl: string
  /** This machine is on no network. */
  isAlone: boolean
}

export interface Banner extends Reached {
  title: string
  id: string
  resumed: boolean
  signInUrl: string
  /** How many there are, 0 for none needed. */
  seats: number
  /** The polls that can be answered before the workshop, while they can, and when they close. */
  ahead: { polls: number, until: number | null } | null
  plan: Plan | null
  /** How many workshops are open on this server. */
  open: number
  /** The id of the workshop that this start has ended; null: none. */
  endedNow: string | null
  /** After how many days workshops are deleted, and how many were at this start; null: never. */
  retention: { days: number, deleted: number } | null
}

function bold(text: string): string {
  return styleText('bold', text)
}

function dim(text: string): string {
  return styleText('dim', text)
}
/** On one line of a terminal, with the workshop's id beside it. */
const LONGEST_TITLE = 50

/** What a facilitator needs to know at the start. */
export function printBanner({ title, id, resumed, signInUrl, seats, ahead, plan, open, endedNow, retention, ...reached }: Banner): void {
  console.log([
    '',
    `  ${bold(shortened(clean(title), LONGEST_TITLE))}  ${dim(`${id}${resumed ? ', going on where it was' : ', new'}`)}`,
    '',
    ...addressLines(reached),
    `  Facilitator         ${bold(signInUrl)}`,
    `                      ${dim('works once, on this machine; press f and Enter for a new one')}`,
    ...seats > 0 ? [`  Seat cards to print ${new URL(`../../${open > 1 ? `${codeOf(id)}/` : ''}facilitator/seats`, signInUrl).href}  ${dim(`${seats} seats`)}`] : [],
    ...ahead ? [`  Open beforehand     ${aheadWords(ahead)}`] : [],
    ...plan ? routeLines(plan) : [],
    ...open > 1 ? [`  ${open} workshops are open  ${new URL('../../facilitate', signInUrl).href}`] : [],
    '',
    ...endedNow === null ? [] : [`  Ended ${endedNow}: npm run workshops -- reopen ${codeOf(endedNow)} goes on with it, beside this one.`, ''],
    ...retention ? [`  ${retentionWords(retention)}`, ''] : [],
    ...reached.isAlone ? [styleText('yellow', '  This machine is on no network: phones cannot reach it. Join a wifi or open a hotspot; the address then shows here and on the slides.'), ''] : [],
  ].join('\n'))
}

/** What is known at the start of a server without a workshop of its own. */
export interface SharedBanner extends Pick<Banner, 'signInUrl' | 'open' | 'retention'> {
  /** Where phones reach all servers. */
  url: string
  /** What people call the store. */
  store: string
}

/** What a host needs to know at the start of one of several servers. */
export function printSharedBanner({ url, store, signInUrl, open, retention }: SharedBanner): void {
  console.log([
    '',
    `  ${bold(url)}  ${dim(`one of the servers on ${store}`)}`,
    '',
    `  Workshops           ${open === 0 ? 'none is open; start one on the home page' : open === 1 ? '1 is open' : `${open} are open`}: ${bold(`${url}/facilitate`)}`,
    `  Facilitator         ${bold(signInUrl)}`,
    `                      ${dim('works once; press f and Enter for a new one')}`,
    '',
    ...retention ? [`  ${retentionWords(retention)}`, ''] : [],
  ].join('\n'))
}

function aheadWords({ polls, until }: NonNullable<Banner['ahead']>): string {
  const end = until === null ? 'until you start the workshop in the panel' : `until ${new Date(until).toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short' })}`
  return `${bold(polls === 1 ? '1 poll' : `${polls} polls`)}, ${end}`
}

function retentionWords({ days, deleted }: NonNullable<Banner['retention']>): string {
  return `Deletes workshops ${days === 1 ? '1 day' : `${days} days`} after their last entry: ${deleted} deleted now.`
}

function routeLines(plan: Plan): string[] {
  const route = routeOf(plan)
  const others = plan.def.routes.filter(({ id }) => id !== route.id).map(({ id }) => id)
  return [
    `  Route               ${bold(route.title)}${saysMinutes(route) ? '' : `  ${dim(`${route.minutes} minutes`)}`}`,
    ...others.length > 0 ? [`                      ${dim(`others: --route ${others.join(', --route ')}; or under Plan in the panel`)}`] : [],
  ]
}

/** Printed when the machine has moved to another network. */
export function printNewAddresses(reached: Reached): void {
  console.log(['', styleText('yellow', '  This machine is on another network now. The slides show the new address.'), '', ...addressLines(reached), ''].join('\n'))
}

function addressLines({ joinUrl, qrUrl, otherUrls, deckUrl }: Reached): string[] {
  const depth = process.stdout.isTTY ? process.stdout.getColorDepth() : 1
  return [
    ...terminalQr(qrUrl, depth).map(line => `  ${line}`),
    '',
    `  Join with a phone   ${bold(joinUrl)}`,
    ...otherUrls.map(url => `  ${dim('or, on another net')}  ${url}`),
    `  Screen or projector ${deckUrl}`,
  ]
}
