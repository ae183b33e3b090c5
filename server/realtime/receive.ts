import type { z } from 'zod'
import type { Command, CommandOf, CommandType, LoggedCommand, UnloggedCommand } from '../../core/commands/commands.ts'
import type { ConnectionRole } from '../../core/protocol/handshake.ts'
import type { Refusal, Reply } from '../../core/protocol/refusal.ts'
import type { WrongCodes } from '../access/wrong-codes.ts'
import type { Meter } from '../meter.ts'
import type { Acknowledge, Room } from '../rooms/room.ts'
import type { SeatCodes } from '../rooms/seats/codes.ts'
import type { OffersTaken } from './offers.ts'
import { Buffer } from 'node:buffer'
import { commands, isLogged } from '../../core/commands/commands.ts'
import { decide } from '../../core/fold.ts'
import { refuse } from '../../core/protocol/refusal.ts'
import { voterOf } from '../../core/seats.ts'
import { clean } from '../../core/words/text.ts'
import { FACILITATOR } from '../../core/workshop.ts'
import { createLimits } from '../limit.ts'
import { noMeter } from '../meter.ts'
import { createSeatClaims } from '../rooms/seats/claims.ts'

/** A page may send a burst of taps; in the long run nobody votes faster than this. */
const LIMIT = { burst: 40, perSecond: 10 }
/** A key held down runs through the slides faster than any hand. */
const FACILITATOR_LIMIT = { burst: 400, perSecond: 100 }
/** Enough to clap, too little to cover the slide. */
const REACTION_LIMIT = { burst: 6, perSecond: 2 }
/** Bytes in the log per attendee: 2.4 MB in the first hour. A vote takes 300, the longest ballot 16,000. */
const WRITING_LIMIT = { burst: 512_000, perSecond: 512 }
/** Bytes of an entry in the log, besides what its sender chose the length of. */
const ENTRY_BYTES = 256

/** Who sent a message, over a socket or with a form. */
export interface Sender {
  role: ConnectionRole
  /** The attendee's id; with the facilitator's cookie it acts as the facilitator instead. */
  attendee: string
  mayMove: boolean
  /** The sender still waits for the answer. */
  isHere: () => boolean
  /** Told of each message that came too fast. */
  wasTooFast: () => void
}

type Handler<Each extends UnloggedCommand> = (sender: Sender, command: Each) => Promise<Reply>
/** How the server handles the commands that are never logged. */
type Handlers = { [Type in UnloggedCommand['type']]: Handler<CommandOf<Type>> }

/** Takes a message of any sender and answers it, once. */
export type Receive = (sender: Sender, event: unknown, payload: unknown, answer: Acknowledge) => void

export interface ReceiveOptions {
  room: Room
  codes: SeatCodes
  /** Of seats. */
  wrong: WrongCodes
  /** Told of a reaction that may be shown. */
  react: (emoji: string) => void
  /** Told of an offer that may be made. */
  offer: OffersTaken['take']
  /** Monotonic milliseconds. */
  monotonic: () => number
  meter?: Pick<Meter, 'received'>
  onFault: (error: unknown) => void
}

/** The one way in: every message of every role, over whichever transport, comes through here and is answered. [C1] [C2] */
export function createReceive({ room, codes, wrong, react, offer, monotonic, meter = noMeter, onFault }: ReceiveOptions): Receive {
  // They count per identity, in whatever role and however often it reconnects.
  const limits = createLimits(LIMIT)
  const facilitatorLimits = createLimits(FACILITATOR_LIMIT)
  const reactionLimits = createLimits(REACTION_LIMIT)
  const writingLimits = createLimits(WRITING_LIMIT)
  const handlers: Handlers = {
    'reaction:send': takeReaction,
    'action:offer': takeOffer,
    'seat:claim': createSeatClaims({ room, codes, wrong, now: monotonic }).claim,
  }

  function receive(sender: Sender, event: unknown, payload: unknown, acknowledge: Acknowledge): void {
    const answered = meter.received()
    const answer: Acknowledge = (reply) => {
      try {
        acknowledge(reply)
      }
      finally {
        answered()
      }
    }
    try {
      const checked = check(sender, event, payload)
      if ('ok' in checked)
        answer(checked)
      else if (!isLogged(checked))
        handle(sender, checked).then(answer, error => answer(faultOf(error)))
      else if (commands[checked.type].from !== 'attendee')
        room.enqueue(FACILITATOR, checked, answer)
      else if (mayWrite(sender.attendee, checked))
        room.enqueue(sender.attendee, checked, answer)
      else
        answer(refuse('rate_limited', 'You sent more than one person may write here. Wait a few minutes.'))
    }
    catch (error) {
      answer(faultOf(error))
    }
  }

  function handle(sender: Sender, command: UnloggedCommand): Promise<Reply> {
    return (handlers[command.type] as Handler<UnloggedCommand>)(sender, command)
  }

  function mayWrite(attendee: string, command: LoggedCommand): boolean {
    const bytes = command.type === 'ballot:cast' ? Buffer.byteLength(JSON.stringify([command.answer, command.instead])) : 0
    return writingLimits.allows(attendee, monotonic(), bytes + ENTRY_BYTES)
  }

  function faultOf(error: unknown): Refusal {
    onFault(error)
    return refuse('internal', 'Something went wrong on our side. Please try again.')
  }

  /** The command, if its sender may send it. */
  function check(sender: Sender, event: unknown, payload: unknown): Command | Refusal {
    if (!(sender.mayMove ? facilitatorLimits : limits).allows(sender.attendee, monotonic())) {
      sender.wasTooFast()
      return refuse('rate_limited', 'Too many taps at once. Wait a moment.')
    }
    const type = (payload as { type?: unknown } | null | undefined)?.type
    if (event !== 'command' || typeof type !== 'string' || !Object.hasOwn(commands, type))
      return refuse('unknown_message', `There is no message "${String(event)}${typeof type === 'string' ? ` ${type.slice(0, 40)}` : ''}".`)
    const { from, payload: schema } = commands[type as CommandType]
    if (from === 'server' || (from === 'attendee' ? sender.role !== 'attendee' : !sender.mayMove))
      return refuse('not_allowed', from === 'facilitator' ? 'Only the facilitator may do this. Sign in with the link from the terminal.' : 'This page may not send that.')
    const parsed = parse(schema, payload)
    if (parsed?.success)
      return parsed.data
    const issue = parsed?.error.issues[0]
    return refuse('malformed', `${issue?.path.join('.') || type}: ${issue?.message ?? 'Invalid input'}`)
  }

  async function takeReaction({ attendee }: Sender, command: CommandOf<'reaction:send'>): Promise<Reply> {
    if (!reactionLimits.allows(attendee, monotonic()))
      return refuse('rate_limited', 'One after the other, please.')
    const refusal = decide(room.workshop, attendee, command)
    if (refusal)
      return refusal
    react(command.emoji)
    return { ok: true }
  }

  async function takeOffer({ attendee }: Sender, command: CommandOf<'action:offer'>): Promise<Reply> {
    const name = command.name === null ? null : clean(command.name)
    if (name === '')
      return refuse('malformed', 'Write a name.')
    const refusal = decide(room.workshop, attendee, command)
    if (refusal)
      return refusal
    offer(voterOf(room.workshop, attendee)!, { ...command, name })
    return { ok: true }
  }

  return receive
}

/** zod reads a list's `length` before it knows that it is a list, and throws if that is an object. */
function parse(schema: z.ZodType<Command>, payload: unknown): z.ZodSafeParseResult<Command> | null {
  try {
    return schema.safeParse(payload)
  }
  catch {
    return null
  }
}
