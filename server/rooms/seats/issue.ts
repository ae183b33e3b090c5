import type { Workshop } from '../../../core/workshop.ts'
import type { Room } from '../room.ts'
import type { SeatCodes } from './codes.ts'
import { randomUUID } from 'node:crypto'
import { SERVER } from '../../../core/workshop.ts'
import { UserError } from '../../user-error.ts'
import { MOST_SEATS } from './codes.ts'

/** @throws UserError when it is no number of seats */
export function readSeats(text: string, where = ''): number {
  const seats = Number(text)
  if (!Number.isInteger(seats) || seats < 1 || seats > MOST_SEATS)
    throw new UserError(`${where}${text} is no number of seats. Give a whole number from 1 to ${MOST_SEATS}.`)
  return seats
}

/**
 * Issues seats up to a number; none is ever removed. [Q1]
 * @param count undefined: no further seats
 * @throws UserError when it cannot have that number, or its codes cannot be made any more
 */
export async function issueSeats({ workshop, submit }: Room, codes: SeatCodes, count: number | undefined): Promise<void> {
  const issued = workshop.seats.size
  const seats = codes.first(Math.max(issued, count ?? 0)).map(codes.seatOf)
  if (seats.slice(0, issued).some(seat => !workshop.seats.has(seat)))
    throw new UserError('The codes of this workshop were made with another facilitator.key. Put that file back into the data folder, or start a new workshop: add --new')
  if (count !== undefined && count < issued)
    throw new UserError(`This workshop has ${issued} seats, and none is taken away. Give --seats ${issued} or more, or leave it out.`)
  if (seats.length === issued)
    return
  const reply = await submit(SERVER, { type: 'seats:issue', id: randomUUID(), seats: seats.slice(issued) })
  if (!reply.ok)
    throw new UserError(reply.code === 'wrong_state' ? votedWithout(workshop) : reply.message)
}

function votedWithout({ id }: Workshop): string {
  return `In ${id} somebody voted without a seat already. Start a new workshop: add --new`
}
