import type { Refusal } from '../protocol/refusal.ts'
import type { Actor, Workshop } from '../workshop.ts'
import { z } from 'zod'
import { castIn } from '../polls/ballots.ts'
import { refuse } from '../protocol/refusal.ts'
import { needsSeats } from '../seats.ts'
import { allRounds } from '../workshop.ts'
import { commandId, commandSpec, unloggedSpec } from './spec.ts'

/** A digest of a seat's code, keyed with a secret of the server, so that the code can't be recovered from the log. */
const seatId = z.string().regex(/^s:[\w-]{16}$/)

const issuePayload = z.strictObject({
  type: z.literal('seats:issue'),
  id: commandId,
  seats: z.array(seatId).min(1).describe('Digests of the codes, in the order in which they are numbered.'),
})
const claimPayload = z.strictObject({
  type: z.literal('seat:claim'),
  id: commandId,
  code: z.string().max(40).describe('As typed: case, spaces and dashes do not matter.'),
})
const takePayload = z.strictObject({ type: z.literal('seat:take'), id: commandId, seat: seatId })
const releasePayload = z.strictObject({ type: z.literal('seat:release'), id: commandId, seat: seatId })

export const seatsIssue = commandSpec({
  type: 'seats:issue',
  from: 'server',
  about: 'Issues seats, or further ones: from then on only attendees with a seat may vote.',
  refusals: ['wrong_state'],
  payload: issuePayload,
  concerns: 'phones',
  changesOwn: 'seats',
  refuse: refuseIssue,
  apply: (workshop, _, { seats }) => seats.forEach(seat => workshop.seats.set(seat, null)),
})

/** The log contains no codes: the server checks the code and logs a `seat:take`. */
export const seatClaim = unloggedSpec({
  type: 'seat:claim',
  from: 'attendee',
  about: 'Takes the seat that a code belongs to. It is not logged: `seat:take` is. After many wrong codes, every code is checked two seconds late. One attendee may try five codes at once, and one every five seconds in the long run.',
  refusals: ['wrong_state', 'not_found', 'seat_taken'],
  payload: claimPayload,
  isLogged: false,
  refuse: workshop => needsSeats(workshop) ? null : refuse('wrong_state', 'Nobody needs a seat in this workshop.'),
})

/** Sent by the server only: a digest from the log must not be enough to take a seat. Only the holder's phone sees the change. [Q5] */
export const seatTake = commandSpec({
  type: 'seat:take',
  from: 'server',
  about: 'An attendee takes a seat: the result of a `seat:claim` with the right code, in the attendee\'s name.',
  refusals: ['not_found', 'seat_taken', 'wrong_state'],
  payload: takePayload,
  concerns: 'screens',
  changesOwn: 'seats',
  refuse: refuseTake,
  apply: ({ seats, seated }, by, { seat }) => {
    seats.set(seat, by)
    seated.set(by, seat)
  },
})

export const seatRelease = commandSpec({
  type: 'seat:release',
  from: 'facilitator',
  about: 'Releases a seat from its phone, so that its code can be entered on another one. The seat keeps its ballots.',
  refusals: ['not_found', 'wrong_state'],
  payload: releasePayload,
  concerns: 'screens',
  changesOwn: 'seats',
  refuse: refuseRelease,
  apply: ({ seats, seated }, _, { seat }) => {
    seated.delete(seats.get(seat)!)
    seats.set(seat, null)
  },
})

function refuseIssue(workshop: Workshop, _: Actor, command: z.infer<typeof issuePayload>): Refusal | null {
  const { seats, polls } = workshop
  if (command.seats.some(seat => seats.has(seat)))
    return refuse('wrong_state', 'One of these seats was issued already.')
  const voted = [...polls.values()].some(poll => allRounds(poll).some(round => castIn(round).size > 0))
  return voted && !needsSeats(workshop) ? refuse('wrong_state', 'Somebody voted without a seat already.') : null
}

function refuseTake({ seats, seated }: Workshop, by: Actor, { seat }: z.infer<typeof takePayload>): Refusal | null {
  const holder = seats.get(seat)
  if (holder === undefined)
    return noSeat()
  if (holder !== null)
    return holder === by ? null : refuse('seat_taken', 'Another phone has taken this code. Is it yours? The facilitator can release it.')
  return seated.has(by) ? refuse('wrong_state', 'This phone has a seat already.') : null
}

function refuseRelease({ seats }: Workshop, _: Actor, { seat }: z.infer<typeof releasePayload>): Refusal | null {
  const holder = seats.get(seat)
  if (holder === undefined)
    return noSeat()
  return holder === null ? refuse('wrong_state', 'Nobody holds this seat.') : null
}

function noSeat(): Refusal {
  return refuse('not_found', 'This workshop has no such seat.')
}
