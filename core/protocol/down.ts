import type { z } from 'zod'
import { attendeeMessage } from './down/attendee.ts'
import { moveMessage } from './down/move.ts'
import { offersMessage } from './down/offers.ts'
import { ownMessage } from './down/own.ts'
import { pollMessage } from './down/poll.ts'
import { reactionsMessage } from './down/reactions.ts'
import { roomMessage } from './down/room.ts'
import { welcomeMessage } from './down/welcome.ts'

/** Every message from the server, by name. */
export const downMessages = {
  attendee: attendeeMessage,
  own: ownMessage,
  welcome: welcomeMessage,
  room: roomMessage,
  poll: pollMessage,
  reactions: reactionsMessage,
  offers: offersMessage,
  move: moveMessage,
} as const

export type DownType = keyof typeof downMessages
export type Down<Type extends DownType> = z.infer<(typeof downMessages)[Type]['payload']>
export type { AttendeePoll, AttendeeView } from './down/attendee.ts'
export type { CountdownView } from './down/countdown.ts'
export type { Offers } from './down/offers.ts'
export type { OwnView } from './down/own.ts'
export type { PlanView } from './down/plan.ts'
export type { PollView } from './down/poll.ts'
export type { Reactions } from './down/reactions.ts'
export type { RoomView } from './down/room.ts'
export type { Role, RoleResult, Shift } from './down/shapes.ts'
export type { DeckRecord, Welcome } from './down/welcome.ts'
