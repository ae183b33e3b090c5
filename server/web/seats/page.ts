import type { RequestHandler } from 'express'
import type { Addresses } from '../../realtime/broadcast.ts'
import type { Room } from '../../rooms/room.ts'
import type { SeatCodes } from '../../rooms/seats/codes.ts'
import { randomUUID } from 'node:crypto'
import express from 'express'
import { needsSeats } from '../../../core/seats.ts'
import { addressParts, hostParts, spoken } from '../../../core/words/address.ts'
import { FACILITATOR } from '../../../core/workshop.ts'
import { isOwnForm } from '../../access/addresses.ts'
import { escape } from '../../escape.ts'
import { showCode } from '../../rooms/seats/codes.ts'
import { plainPage } from '../plain-page.ts'
import { qrOf } from '../qr.ts'
import { seatsStyle } from './style.ts'

export interface SeatsPageOptions {
  room: Room
  codes: SeatCodes
  publicUrl: string | undefined
  /** Where the workshop is served, such as `/bcdfgh`. */
  path: string
  addresses: Addresses
}

/** Letters of an address that a card shows in small type. */
const LONG = 40

/** A seat, as its card shows it. */
interface Card {
  /** Counted from 1. */
  no: number
  code: string
  taken: boolean
}

/** The cards with the codes, to print and cut out; on screen also a button that releases a taken seat. Behind the facilitator's cookie. */
export function createSeatsPage({ room, codes, publicUrl, path, addresses }: SeatsPageOptions): RequestHandler {
  const page = express.Router()

  page.get('/', (_, response) => {
    const { workshop } = room
    // With `no-referrer`, the form would send no origin to check.
    response.set('Cache-Control', 'no-store').set('Referrer-Policy', 'same-origin').type('html')
    if (!needsSeats(workshop))
      return response.send(plainPage('No seats', 'Everybody may vote in this workshop. For one with seats: <kbd>npm start -- --new --seats 30</kbd>'))
    const cards = codes.first(workshop.seats.size).map((code, index): Card => ({ no: index + 1, code, taken: workshop.seats.get(codes.seatOf(code)) !== null }))
    response.send(seatsPage(workshop.title, path, addresses, cards))
  })

  page.post('/:no/release', async ({ headers, params }, response) => {
    // The cookie alone isn't enough: to a browser, another port of this machine is the same site.
    if (!isOwnForm(headers, publicUrl))
      return response.status(403).type('text').send('This page may not do that.')
    const code = codes.first(room.workshop.seats.size)[Number(params.no) - 1]
    // A refusal means that the seat has just been released, which is fine.
    if (code)
      await room.submit(FACILITATOR, { type: 'seat:release', id: randomUUID(), seat: codes.seatOf(code) })
    response.redirect(303, `${path}/facilitator/seats${code ? `#seat-${params.no}` : ''}`)
  })
  return page
}

function seatsPage(title: string, path: string, { joinUrl, typed }: Addresses, cards: readonly Card[]): string {
  const taken = cards.filter(card => card.taken).length
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Seats: ${escape(title)}</title>
<link rel="icon" href="data:,">
<style>${seatsStyle}</style>
<main>
<header>
<h1>${cards.length} seats, ${taken} taken</h1>
<p>Print this page on A4 and cut it along the lines: one card for each person. The codes stay the same; the QR codes lead to <b>${markUp(typed())}</b>, so print them again when that address changes.</p>
<p>Somebody changed phones? Release their seat, and its code can be entered on the new phone. What they voted stays.</p>
</header>
<ol>
${cards.map(card => cardOf(card, path, joinUrl(), typed())).join('\n')}
</ol>
</main>
</html>
`
}

/** An address, which breaks before a slash or in its host and keeps its code whole. */
function markUp(url: string): string {
  const [host = '', ...folders] = addressParts(url)
  return [hostParts(host).map(escape).join('<wbr>'), ...folders.map(escape)].map(part => `<span class="part">${part}</span>`).join('')
}

function cardOf({ no, code, taken }: Card, path: string, joinUrl: string, typed: string): string {
  const isLong = spoken(typed).length > LONG
  const release = taken
    ? `<form method="post" action="${path}/facilitator/seats/${no}/release"><span>Taken</span><button aria-label="Release seat ${no}">Release</button></form>`
    : ''
  return `<li id="seat-${no}">${qrOf(`${joinUrl}#seat=${code}`)}<p>Your seat <b>${no}</b></p><p class="code">${showCode(code)}</p><p>Scan, or type it at<br><b class="address"${isLong ? ' data-long' : ''}>${markUp(typed)}</b></p>${release}</li>`
}
