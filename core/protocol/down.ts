import type { z } from 'zod'
import { attendeeMessage } from './down/attendee.ts'
import { ballotsMessage } from './down/ballots.ts'
import { pollMessage } from './down/poll.ts'
import { reactionsMessage } from './down/reactions.ts'
import { roleMessage } from './down/role.ts'
import { roomMessage } from './down/room.ts'
import { seatMessage } from './down/seat.ts'
import { welcomeMessage } from './down/welcome.ts'

/** Every message from the server, by name. */
export const downMessages = {
  attendee: attendeeMessage,
  ballots: ballotsMessage,
  welcome: welcomeMessage,
  room: roomMessage,
  poll: pollMessage,
  role: roleMessage,
  seat: seatMessage,
  reactions: reactionsMessage,
} as const

export type DownType = keyof typeof downMessages
export type Down<Type extends DownType> = z.infer<(typeof downMessages)[Type]['payload']>
export type { AttendeePoll, AttendeeView } from './down/attendee.ts'
export type { Ballots } from './down/ballots.ts'
export type { PollView } from './down/poll.ts'
export type { Reactions } from './down/reactions.ts'
export type { RoleAnswer } from './down/role.ts'
export type { RoomView } from './down/room.ts'
export type { SeatAnswer } from './down/seat.ts'
export type { Welcome } from './down/welcome.ts'
