import type { Refusal } from './protocol/refusal.ts'
import type { CommandOf } from './protocol/up.ts'
import type { Actor, Workshop } from './workshop.ts'
import { castIn } from './ballots.ts'
import { refuse } from './protocol/refusal.ts'
import { allRounds } from './workshop.ts'

type Seats = Pick<Workshop, 'seats' | 'seated'>

/** Only who holds a seat may vote. [Q1] */
export function needsSeats({ seats }: Pick<Workshop, 'seats'>): boolean {
  return seats.size > 0
}

/** Under whose name a ballot counts: the seat's where seats are needed, else the attendee's own. Null without a seat. [Q4] */
export function voterOf({ seats, seated }: Seats, attendee: Actor): Actor | null {
  return seats.size > 0 ? seated.get(attendee) ?? null : attendee
}

/** How many seats there are and how many are held; undefined where none are needed. */
export function seatCount({ seats, seated }: Seats): { issued: number, taken: number } | undefined {
  return seats.size > 0 ? { issued: seats.size, taken: seated.size } : undefined
}

export type SeatCommand = CommandOf<'seats:issue' | 'seat:take' | 'seat:release'>

/** See `decide`. */
export function decideSeat(workshop: Workshop, by: Actor, command: SeatCommand): Refusal | null {
  const { seats, seated, polls } = workshop
  if (command.type === 'seats:issue') {
    if (command.seats.some(seat => seats.has(seat)))
      return refuse('wrong_state', 'One of these seats was issued already.')
    const voted = [...polls.values()].some(poll => allRounds(poll).some(round => castIn(round).size > 0))
    return voted && !needsSeats(workshop) ? refuse('wrong_state', 'Somebody voted without a seat already.') : null
  }
  const holder = seats.get(command.seat)
  if (holder === undefined)
    return refuse('not_found', 'This workshop has no such seat.')
  if (command.type === 'seat:release')
    return holder === null ? refuse('wrong_state', 'Nobody holds this seat.') : null
  if (holder !== null)
    return holder === by ? null : refuse('seat_taken', 'Another phone has taken this code. Is it yours? The facilitator can release it.')
  return seated.has(by) ? refuse('wrong_state', 'This phone has a seat already.') : null
}

/** Folds what `decideSeat` has let pass into the state; changes it in place. */
export function applySeat({ seats, seated }: Seats, by: Actor, command: SeatCommand): void {
  switch (command.type) {
    case 'seats:issue':
      command.seats.forEach(seat => seats.set(seat, null))
      return
    case 'seat:take':
      seats.set(command.seat, by)
      seated.set(by, command.seat)
      return
    case 'seat:release':
      seated.delete(seats.get(command.seat)!)
      seats.set(command.seat, null)
  }
}
