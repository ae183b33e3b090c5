import type { AnyCommandSpec, CommandSpec } from './spec.ts'
import { z } from 'zod'
import { actionAdd, actionChange, actionDrop, actionFollow, actionMove, actionOffer } from './action.ts'
import { ballotCast } from './ballot.ts'
import { workshopCompare } from './compare.ts'
import { countdownEnd, countdownExtend, countdownStart, countdownStop } from './countdown.ts'
import { paceSet } from './pace.ts'
import { clockStart, planAgenda, planMinutes, planRoute } from './plan.ts'
import { pollCommands } from './poll.ts'
import { postGroup, postJudge, postMark } from './post.ts'
import { reactionsAllow, reactionSend } from './reaction.ts'
import { roleSay } from './role.ts'
import { seatClaim, seatRelease, seatsIssue, seatTake } from './seat.ts'
import { resultPage, slideShow } from './slide.ts'
import { stepUndo } from './step.ts'
import { workshopDefine, workshopEnd, workshopRename, workshopReopen, workshopShare, workshopStart } from './workshop.ts'

/** Every command there is, by name. The server takes those of pages; the log holds all of them. */
export const commands = {
  'ballot:cast': ballotCast,
  ...pollCommands,
  'pace:set': paceSet,
  'plan:route': planRoute,
  'plan:agenda': planAgenda,
  'plan:minutes': planMinutes,
  'clock:start': clockStart,
  'action:add': actionAdd,
  'action:change': actionChange,
  'action:move': actionMove,
  'action:drop': actionDrop,
  'action:follow': actionFollow,
  'action:offer': actionOffer,
  'countdown:start': countdownStart,
  'countdown:extend': countdownExtend,
  'countdown:stop': countdownStop,
  'countdown:end': countdownEnd,
  'post:judge': postJudge,
  'post:mark': postMark,
  'post:group': postGroup,
  'result:page': resultPage,
  'role:say': roleSay,
  'reaction:send': reactionSend,
  'reactions:allow': reactionsAllow,
  'seats:issue': seatsIssue,
  'seat:claim': seatClaim,
  'seat:take': seatTake,
  'seat:release': seatRelease,
  'slide:show': slideShow,
  'step:undo': stepUndo,
  'workshop:end': workshopEnd,
  'workshop:reopen': workshopReopen,
  'workshop:share': workshopShare,
  'workshop:rename': workshopRename,
  'workshop:start': workshopStart,
  'workshop:define': workshopDefine,
  'workshop:compare': workshopCompare,
} as const

export type CommandType = keyof typeof commands
export type Command = z.infer<(typeof commands)[CommandType]['payload']>
export type CommandOf<Type extends CommandType> = Extract<Command, { type: Type }>
type UnloggedType = { [Type in CommandType]: (typeof commands)[Type] extends { isLogged: false } ? Type : never }[CommandType]
/** A command that is never logged: the server handles it itself. */
export type UnloggedCommand = CommandOf<UnloggedType>
/** A command that the log stores and the core folds. */
export type LoggedCommand = Exclude<Command, UnloggedCommand>
/** A command before it gets its id. */
export type WithoutId<Each extends Command = Command> = Each extends Command ? Omit<Each, 'id'> : never
/** The facilitator's commands about something that an attendee wrote. */
export type PostCommand = Extract<Command, { type: `post:${string}` }>

type Payload = (typeof commands)[CommandType]['payload']

export const command = z.discriminatedUnion('type', Object.values(commands).map(({ payload }) => payload) as [Payload, ...Payload[]])

export function isLogged(command: Command): command is LoggedCommand {
  return commands[command.type].isLogged !== false
}

/** The spec of a command. The return types are declared because TypeScript can't relate a union's `type` to the entry of that name. */
export function specOf(command: LoggedCommand): CommandSpec<CommandType, z.ZodType<LoggedCommand>>
export function specOf(command: Command): AnyCommandSpec<CommandType, z.ZodType<Command>>
export function specOf({ type }: Command): unknown {
  return commands[type]
}
