import type { Content } from '../../authoring/load.ts'
import type { CommandOf } from '../../core/commands/commands.ts'
import type { PollDef } from '../../core/kinds/kinds.ts'
import type { Workshop } from '../../core/workshop.ts'
import type { Log } from '../log/log.ts'
import type { Room, RoomOptions } from './room.ts'
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual, styleText } from 'node:util'
import { hasOptions } from '../../core/kinds/shared/with-options.ts'
import { routeOf } from '../../core/plan/plan.ts'
import { hasBallots, SERVER } from '../../core/workshop.ts'
import { newWorkshopId } from '../access/join-codes.ts'
import { UserError } from '../user-error.ts'
import { isVotedIn, lastVotedIn } from './last-voted.ts'
import { lostVotes, lostVotesWarning } from './lost-votes.ts'
import { resumeRoom, startRoom } from './room.ts'

/**
 * Continues the workshop with that id as it is, ended or not. From now on it is the one that ran last; another open one
 * ends.
 * @param content the checked content
 * @param other the open one, if there is one
 */
export async function continueWorkshop(id: string, content: Content, options: RoomOptions, other: Room | null): Promise<Room> {
  if (other?.workshop.id === id) {
    await redefine(other, content)
    return other
  }
  await other?.submit(SERVER, { type: 'workshop:end', id: randomUUID() })
  const room = await resumeRoom(id, options)
  await redefine(room, content, true)
  return room
}

/**
 * For a workshop without votes: the last ended one with votes, which its facilitator may have meant.
 * @param ids which to look at, the one that ran last at the end
 */
export async function endedBefore({ workshop }: Room, log: Log, ids: readonly string[]): Promise<Workshop | null> {
  if (isVotedIn(workshop))
    return null
  const before = await lastVotedIn(log, ids.filter(id => id !== workshop.id))
  return before?.ended ? before : null
}

/**
 * Continues the open workshop, or starts one.
 * @param content the checked content
 * @param fresh start a new one in any case; the open one ends
 * @param room the open one, if there is one
 * @param onId see `startWorkshop`
 */
export async function openWorkshop(content: Content, fresh: boolean, options: RoomOptions, room: Room | null, onId?: (id: string) => Promise<void> | void): Promise<{ room: Room, resumed: boolean }> {
  if (room && !fresh) {
    await redefine(room, content)
    return { room, resumed: true }
  }
  if (room)
    await room.submit(SERVER, { type: 'workshop:end', id: randomUUID() })
  return { room: await startWorkshop(content, options, onId), resumed: false }
}

/**
 * Starts a workshop, whatever others there are.
 * @param onId told of its id before there is anything of it; if it throws, there will be nothing
 */
export async function startWorkshop(content: Content, options: RoomOptions, onId: (id: string) => Promise<void> | void = () => {}): Promise<Room> {
  const id = newWorkshopId(new Date(options.now()), (await options.log.workshops()).map(({ id }) => id))
  await onId(id)
  return startRoom({ type: 'workshop:start', id: randomUUID(), workshop: id, ...definitionOf(content) }, options)
}

type Definition = Pick<Required<CommandOf<'workshop:start'>>, 'title' | 'polls' | 'opening' | 'roles' | 'smallestGroup' | 'reactions' | 'pace'> & Pick<CommandOf<'workshop:start'>, 'ahead' | 'plan'>

function definitionOf({ file, polls, ahead, plan }: Content): Definition {
  const { title, opening, roles, smallestGroup, reactions, pace } = file
  return { title, polls, opening, roles, smallestGroup, reactions, pace, ...ahead && { ahead }, ...plan && { plan } }
}

/**
 * Logs the content if it has changed since the last start, and reports lost votes in the terminal.
 * @param always logs it even if nothing changed
 */
export async function redefine({ workshop, submit }: Room, content: Content, always = false): Promise<void> {
  const wish = definitionOf(content)
  const wanted = new Set(wish.polls.map(({ id }) => id))
  // Polls that the content no longer has stay for their votes alone. [D3]
  const known = [...workshop.polls.values()].filter(poll => wanted.has(poll.def.id) || !hasBallots(poll)).map(poll => declared(poll.def))
  const { roles, smallestGroup, reactions, pace: { settings: { pace, ahead } }, plan } = workshop
  const now: Definition = { title: workshop.isRenamed ? wish.title : workshop.title, opening: workshop.opening, polls: known, roles, smallestGroup, reactions: reactions.emoji, pace, ...ahead && { ahead }, ...plan && { plan: plan.def } }
  if (!always && isDeepStrictEqual(now, wish))
    return
  const lost = lostVotes(workshop, wish.polls)
  const { ok } = await submit(SERVER, { type: 'workshop:define', id: randomUUID(), ...wish })
  if (ok)
    lost.forEach(votes => console.warn(styleText('yellow', `! ${lostVotesWarning(votes)}`)))
}

/**
 * Checks the name of a route before a workshop is opened.
 * @throws UserError that lists the routes
 */
export function checkRoute(route: string, { plan }: Content): void {
  if (!plan)
    throw new UserError(`--route ${route}: this deck has no routes. They stand under routes: in content/workshop.yaml, or under workshop: in the deck's headmatter`)
  if (!plan.routes.some(({ id }) => id === route))
    throw new UserError(`--route ${route} is not known. Give one of ${plan.routes.map(({ id }) => id).join(', ')}, such as --route ${plan.routes[0]!.id}`)
}

/** Puts a route in force, if it isn't already. */
export async function takeRoute({ workshop, submit }: Room, route: string): Promise<void> {
  if (workshop.plan && routeOf(workshop.plan).id !== route)
    await submit(SERVER, { type: 'plan:route', id: randomUUID(), route })
}

/** Without the options that a poll took from others when it opened. */
function declared(def: PollDef): PollDef {
  return hasOptions(def) && def.from ? { ...def, options: [] } : def
}
