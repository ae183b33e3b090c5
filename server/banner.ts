import { styleText } from 'node:util'
import { renderUnicodeCompact } from 'uqr'
import { clean } from '../core/text.ts'
import { httpUrl } from './addresses.ts'

export interface Banner {
  title: string
  id: string
  resumed: boolean
  joinUrl: string
  /** Addresses of this machine, the likeliest first. */
  addresses: string[]
  port: number
  publicUrl: string | undefined
  deckUrl: string
  signInUrl: string
  /** How many there are, 0 for none needed. */
  seats: number
}

/** What a facilitator needs to know at the start. */
export function printBanner({ title, id, resumed, joinUrl, addresses, port, publicUrl, deckUrl, signInUrl, seats }: Banner): void {
  const bold = (text: string) => styleText('bold', text)
  const dim = (text: string) => styleText('dim', text)
  const others = publicUrl ? [] : addresses.slice(1)
  const lines = [
    '',
    `  ${bold(clean(title))}  ${dim(`${id}${resumed ? ', going on where it was' : ', new'}`)}`,
    '',
    renderUnicodeCompact(joinUrl, { border: 2 }).replace(/^/gm, '  '),
    '',
    `  Join with a phone   ${bold(joinUrl)}`,
    ...others.map(address => `  ${dim('or, on another net')}  ${httpUrl(address, port)}`),
    `  Screen or projector ${deckUrl}`,
    `  Facilitator         ${bold(signInUrl)}`,
    `                      ${dim('works once; press f and Enter for a new one')}`,
    ...seats > 0 ? [`  Seat cards to print ${new URL('/facilitator/seats', signInUrl).href}  ${dim(`${seats} seats`)}`] : [],
    '',
  ]
  if (!publicUrl && addresses.length === 0)
    lines.push(styleText('yellow', '  This machine is on no network: phones cannot reach it. Join a wifi or open a hotspot, then start again.'), '')
  console.log(lines.join('\n'))
}
