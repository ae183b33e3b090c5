import type { Actor, Workshop } from './workshop.ts'

type Seats = Pick<Workshop, 'seats' | 'seated'>

/** Whether only seat holders may vote. [Q1] */
export function needsSeats({ seats }: Pick<Workshop, 'seats'>): boolean {
  return seats.size > 0
}

/** The voter that a ballot counts for: the seat if seats are needed, else the attendee. Null without a seat. [Q4] */
export function voterOf({ seats, seated }: Seats, attendee: Actor): Actor | null {
  return seats.size > 0 ? seated.get(attendee) ?? null : attendee
}

/** The number of issued and taken seats; undefined if none are needed. */
export function seatCount({ seats, seated }: Seats): { issued: number, taken: number } | undefined {
  return seats.size > 0 ? { issued: seats.size, taken: seated.size } : undefined
}
