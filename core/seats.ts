import type { Actor, Workshop } from './workshop.ts'

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
