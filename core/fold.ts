import type { Command, LoggedCommand } from './commands/commands.ts'
import type { Entry } from './entry.ts'
import type { Facts } from './facts.ts'
import type { Refusal } from './protocol/refusal.ts'
import type { Actor, Workshop } from './workshop.ts'
import { specOf } from './commands/commands.ts'
import { begin as beginWorkshop } from './commands/workshop.ts'
import { dropCountdown } from './countdown.ts'
import { refuse } from './protocol/refusal.ts'
import { FIRST_RULES, RULES } from './rules.ts'
import { voterOf } from './seats.ts'

/** Command ids remembered for each sender, at least. A phone has only a few in flight at once. */
const REMEMBERED = 64
const NONE: string[] = []

/** The command as the log stores it. */
export function tidied(workshop: Workshop, command: LoggedCommand): LoggedCommand {
  return specOf(command).tidy?.(workshop, command) ?? command
}

/**
 * Why a command is not allowed now: the reply to its sender, or null if it is allowed. Changes nothing.
 * The server has already checked that the sender's role may send it. [C1]
 */
export function decide(workshop: Workshop, by: Actor, command: Command): Refusal | null {
  const spec = specOf(command)
  const actor = spec.byVoter ? voterOf(workshop, by) : by
  return actor === null ? refuse('seat_needed', 'Enter your seat code first.') : spec.refuse(workshop, actor, command)
}

/**
 * Folds a whole log. The same entries always give the same state. [F1]
 * @throws Error when the log does not begin with `workshop:start`
 */
export function fold(entries: Iterable<Entry>): Workshop {
  let workshop: Workshop | undefined
  for (const entry of entries) {
    if (workshop)
      apply(workshop, entry)
    else
      workshop = begin(entry)
  }
  if (!workshop)
    throw new Error('The log is empty: its first entry should be workshop:start.')
  return workshop
}

/** Folds a log that will be continued: new commands are decided under the current rules. */
export function resume(entries: Iterable<Entry>): Workshop {
  return Object.assign(fold(entries), { rules: RULES })
}

/** The state after a log's first entry. */
export function begin({ at, rules, command }: Entry): Workshop {
  if (command.type !== 'workshop:start')
    throw new Error(`The log begins with ${command.type}; its first entry should be workshop:start.`)
  return beginWorkshop(at, command, rules ?? command.rules ?? FIRST_RULES)
}

/** The log entry of a command that `decide` has allowed. */
export function entryOf(workshop: Workshop, at: number, by: Actor, command: LoggedCommand): Entry {
  const facts = factsOf(workshop, by, command)
  return { at, by, rules: RULES, command, ...facts && { facts } }
}

function factsOf(workshop: Workshop, by: Actor, command: LoggedCommand): Facts | undefined {
  const facts = specOf(command).facts?.(workshop, by, command)
  return facts && Object.keys(facts).length > 0 ? facts : undefined
}

/** Folds one more entry, which `decide` has allowed, into the state. Changes the state in place. */
export function apply(workshop: Workshop, { at, by, rules, ...entry }: Entry): void {
  const { concerns, byVoter, upcast, replaces, apply } = specOf(entry.command)
  const command = upcast?.(workshop, entry.command, rules ?? FIRST_RULES) ?? entry.command
  // Older logs keep no facts: they are worked out as they were then.
  const facts = rules === undefined ? factsOf(workshop, by, command) : entry.facts
  workshop.rules = rules ?? workshop.rules
  workshop.at = at
  workshop.rev++
  remember(workshop, by, command.id)
  if (replaces)
    rememberReplaced(workshop, by, replaces(command))
  if (concerns === 'phones')
    workshop.attendeeRev++
  apply(workshop, byVoter ? voterOf(workshop, by)! : by, command, facts ?? {})
  dropCountdown(workshop)
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
