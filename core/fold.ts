import type { Command, LoggedCommand } from './commands/commands.ts'
import type { Entry } from './entry.ts'
import type { Facts } from './facts.ts'
import type { Refusal, Reply } from './protocol/refusal.ts'
import type { Actor, Workshop } from './workshop.ts'
import { specOf } from './commands/commands.ts'
import { begin as beginWorkshop } from './commands/workshop.ts'
import { dropCountdown } from './countdown.ts'
import { refuse } from './protocol/refusal.ts'
import { decidesByPlace, FIRST_RULES, NewerRules, RULES } from './rules.ts'
import { voterOf } from './seats.ts'
import { isRepeat } from './workshop.ts'

/** Ids remembered for each sender: at least so many of accepted commands, and so many of refused ones. A phone has only a few in flight at once. */
const REMEMBERED = 64
const NONE: string[] = []

/** What became of an entry. */
export interface Settled {
  /** What its sender is answered. */
  reply: Reply
  /** It repeats an accepted command, and changed nothing. */
  isRepeat?: true
  /** An error of ours, for which the command was refused. */
  fault?: unknown
}

const ACCEPTED: Settled = { reply: { ok: true } }
const REPEATED: Settled = { reply: { ok: true }, isRepeat: true }

/**
 * The log entry of a command. Made without the workshop's state: what becomes of it is decided where it stands in the log.
 * The server has already checked its form, and that the sender's role may send it. [C1]
 * @param at milliseconds since 1970
 */
export function entryOf(at: number, by: Actor, sent: LoggedCommand): Entry {
  const { tidy, wordKeys } = specOf(sent)
  const command = tidy?.(sent) ?? sent
  const keys = wordKeys?.(command, RULES)
  return { at, by, rules: RULES, command, ...keys && { facts: { keys } } }
}

/** Why a command is not allowed now: the reply to its sender, or null if it is allowed. Changes nothing. */
export function decide(workshop: Workshop, by: Actor, command: Command): Refusal | null {
  const spec = specOf(command)
  const actor = spec.byVoter ? voterOf(workshop, by) : by
  return actor === null ? refuse('seat_needed', 'Enter your seat code first.') : spec.refuse(workshop, actor, command)
}

/**
 * Folds a whole log, or the next part of one. The same entries always give the same state. [F1]
 * @param workshop the state that the entries before fold to, which is changed in place
 * @throws NewerRules
 * @throws Error when the log does not begin with `workshop:start`
 */
export function fold(entries: Iterable<Entry>, workshop?: Workshop): Workshop {
  for (const entry of entries) {
    if (workshop)
      settle(workshop, entry)
    else
      workshop = begin(entry)
  }
  if (!workshop)
    throw new Error('The log is empty: its first entry should be workshop:start.')
  return workshop
}

/**
 * The state after a log's first entry.
 * @throws NewerRules
 * @throws Error when it is no `workshop:start`
 */
export function begin({ at, rules, command }: Entry): Workshop {
  checkRules(rules)
  if (command.type !== 'workshop:start')
    throw new Error(`The log begins with ${command.type}; its first entry should be workshop:start.`)
  return beginWorkshop(at, command, rules ?? command.rules ?? FIRST_RULES)
}

/**
 * Folds the next entry of the log into the state, in place: decides on its command, and applies it or remembers why not. [C3]
 * @throws NewerRules, and then nothing has changed
 */
export function settle(workshop: Workshop, entry: Entry): Settled {
  const { by, command } = entry
  checkRules(entry.rules)
  // Older logs keep no rules in their entries, and only what was accepted.
  workshop.rules = entry.rules ?? workshop.rules
  workshop.rev++
  if (!decidesByPlace(workshop.rules)) {
    apply(workshop, entry)
    return ACCEPTED
  }
  if (isRepeat(workshop, by, command.id))
    return REPEATED
  const before = workshop.refused.get(by)?.get(command.id)
  if (before)
    return { reply: before }
  try {
    const refusal = decide(workshop, by, command)
    if (refusal) {
      rememberRefusal(workshop, by, command.id, refusal)
      return { reply: refusal }
    }
    apply(workshop, entry)
    return ACCEPTED
  }
  catch (fault) {
    // Not remembered: later code may know better.
    return { reply: refuse('internal', 'Something went wrong on our side. Please try again.'), fault }
  }
}

function checkRules(rules = FIRST_RULES): void {
  if (rules > RULES)
    throw new NewerRules(rules)
}

function apply(workshop: Workshop, entry: Entry): void {
  const { at, by, rules = FIRST_RULES } = entry
  const { concerns, byVoter, upcast, replaces, apply } = specOf(entry.command)
  const command = upcast?.(workshop, entry.command, rules) ?? entry.command
  const facts = factsOf(workshop, entry, command)
  workshop.at = at
  if (concerns === 'phones')
    workshop.attendeeRev++
  apply(workshop, byVoter ? voterOf(workshop, by)! : by, command, facts)
  // Not before: what could not be applied may come again.
  remember(workshop, by, command.id)
  if (replaces)
    rememberReplaced(workshop, by, replaces(command))
  dropCountdown(workshop)
}

/** [F3] */
function factsOf(workshop: Workshop, { by, rules, facts = {} }: Entry, command: LoggedCommand): Facts {
  const spec = specOf(command)
  if (rules === undefined) {
    const keys = spec.wordKeys?.(command, workshop.rules)
    return { ...keys && { keys }, ...spec.facts?.(workshop, by, command) }
  }
  return decidesByPlace(rules) && spec.facts ? { ...facts, ...spec.facts(workshop, by, command) } : facts
}

/** Ids may be named repeatedly: each is remembered once, so that repeats don't displace others. */
function rememberReplaced(workshop: Workshop, by: string, ids: readonly string[]): void {
  for (const id of ids) {
    if (!workshop.processedIds.get(by)!.latest.includes(id))
      remember(workshop, by, id)
  }
}

function remember({ processedIds }: Workshop, by: string, id: string): void {
  let known = processedIds.get(by)
  if (!known)
    processedIds.set(by, known = { latest: [], before: NONE })
  if (known.latest.length === REMEMBERED) {
    known.before = known.latest
    known.latest = []
  }
  known.latest.push(id)
}

function rememberRefusal({ refused }: Workshop, by: string, id: string, refusal: Refusal): void {
  const known = refused.get(by) ?? new Map<string, Refusal>()
  refused.set(by, known.set(id, refusal))
  const [oldest] = known.keys()
  if (known.size > REMEMBERED)
    known.delete(oldest!)
}
