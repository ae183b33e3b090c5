import type { CommandOf, LoggedCommand, WithoutId } from '../../../core/commands/commands.ts'
import type { Entry } from '../../../core/entry.ts'
import type { Answer } from '../../../core/kinds/kinds.ts'
import type { AttendeeView, PollView } from '../../../core/protocol/down.ts'
import type { Reply } from '../../../core/protocol/refusal.ts'
import type { PollCommandType } from '../../../core/steps/names.ts'
import type { Audience } from '../../../core/views/views.ts'
import type { Actor, Poll, Round, Workshop } from '../../../core/workshop.ts'
import { begin, decide, entryOf, settle } from '../../../core/fold.ts'
import { RULES } from '../../../core/rules.ts'
import { attendeeView, pollView } from '../../../core/views/views.ts'
import { currentRound, FACILITATOR, isRepeat, SERVER } from '../../../core/workshop.ts'
import { formerEntry } from '../processes/former.ts'
import { workshopStart } from './polls.ts'

type Definition = Partial<Omit<CommandOf<'workshop:start'>, 'type' | 'id' | 'workshop'>>

/** A workshop without a server: keeps and settles commands as a room does. */
export interface Play {
  readonly workshop: Workshop
  /** What the log would hold. */
  readonly entries: readonly Entry[]
  /** Those that were accepted, and no repeats. */
  readonly accepted: readonly Entry[]
  submit: (by: Actor, command: LoggedCommand) => Reply
  poll: (id: string) => Poll
  /** The poll's current round. */
  round: (id: string) => Round
  /** Casts a ballot in the poll's current round. */
  vote: (by: Actor, poll: string, answer: Answer) => Reply
  press: (type: PollCommandType, poll: string) => Reply
  /** Undoes the last step of a poll, or the end of the workshop. */
  undo: (poll: string | null) => Reply
  show: (poll: string | null, no?: number, part?: string) => Reply
  /** Lets time pass, in milliseconds. */
  wait: (milliseconds: number) => void
  /** The facilitator's command, with an id of its own. */
  facilitate: (command: WithoutId<LoggedCommand>) => Reply
  say: (by: Actor, role: string | null) => Reply
  issue: (...seats: string[]) => Reply
  take: (by: Actor, seat: string) => Reply
  release: (seat: string) => Reply
  view: (poll: string, audience: Audience) => PollView
  attendee: () => AttendeeView
  end: () => Reply
  reopen: () => Reply
  define: (definition: Definition) => Reply
  pace: (pace: 'room' | 'self') => Reply
}

/**
 * Starts a workshop in which voting is opened by hand, unless told otherwise.
 * @param startedAt milliseconds since 1970
 */
export function play(definition: Definition = {}, startedAt = 0): Play {
  const start = workshopStart({ opening: 'manual', ...definition })
  // Logs of before say their rules in the definition, in no entry, and hold only what was accepted.
  const isFormer = definition.rules !== undefined
  const entries: [Entry, ...Entry[]] = [{ at: startedAt, by: SERVER, ...!isFormer && { rules: RULES }, command: start }]
  const workshop = begin(entries[0])
  const accepted = [entries[0]]
  let made = 0
  let waited = 0
  const id = () => `command-${++made}`
  const poll = (id: string) => workshop.polls.get(id)!
  const round = (id: string) => currentRound(poll(id))

  function submit(by: Actor, sent: LoggedCommand): Reply {
    const made = entryOf(startedAt + entries.length + waited, by, sent)
    if (isFormer) {
      if (isRepeat(workshop, by, sent.id))
        return { ok: true }
      const refusal = decide(workshop, by, made.command)
      if (refusal)
        return refusal
    }
    const entry = isFormer ? formerEntry(made) : made
    entries.push(entry)
    const { reply, isRepeat: again, fault } = settle(workshop, entry)
    if (fault)
      throw fault
    if (reply.ok && !again)
      accepted.push(entry)
    return reply
  }

  return {
    workshop,
    entries,
    accepted,
    submit,
    poll,
    round,
    vote: (by, poll, answer) => submit(by, { type: 'ballot:cast', id: id(), poll, round: round(poll).id, answer }),
    press: (type, poll) => submit(FACILITATOR, { type, id: id(), poll }),
    undo: poll => submit(FACILITATOR, { type: 'step:undo', id: id(), poll, step: (poll === null ? workshop.end?.id : workshop.polls.get(poll)!.steps.at(-1)?.id) ?? 'no-such-step' }),
    show: (poll, no = 2, part) => submit(FACILITATOR, { type: 'slide:show', id: id(), no, clicks: 0, poll, ...part !== undefined && { part } }),
    wait: milliseconds => void (waited += milliseconds),
    facilitate: command => submit(FACILITATOR, { ...command, id: id() } as LoggedCommand),
    say: (by, role) => submit(by, { type: 'role:say', id: id(), role }),
    issue: (...seats) => submit(SERVER, { type: 'seats:issue', id: id(), seats }),
    take: (by, seat) => submit(by, { type: 'seat:take', id: id(), seat }),
    release: seat => submit(FACILITATOR, { type: 'seat:release', id: id(), seat }),
    view: (id, audience) => pollView(poll(id), audience, workshop),
    attendee: () => attendeeView(workshop),
    end: () => submit(FACILITATOR, { type: 'workshop:end', id: id() }),
    reopen: () => submit(FACILITATOR, { type: 'workshop:reopen', id: id() }),
    define: ({ title, polls, opening, pace, ahead, plan }) => submit(SERVER, { type: 'workshop:define', id: id(), title: title ?? start.title, polls: polls ?? start.polls, opening: opening ?? start.opening, roles: start.roles, smallestGroup: start.smallestGroup, pace: pace ?? start.pace, ahead: ahead ?? start.ahead, ...plan && { plan } }),
    pace: pace => submit(FACILITATOR, { type: 'pace:set', id: id(), pace }),
  }
}

/** What was done with a workshop, as text: all but the answers that it remembers, and how long its log is. */
export function doneIn(workshop: Workshop): string {
  return textOf({ ...workshop, rev: 0, refused: new Map() })
}

/** Everything in a state as text, maps and sets in their order: two states are the same when their texts are. */
export function textOf(workshop: Workshop): string {
  return JSON.stringify(workshop, (_, value) => value instanceof Map || value instanceof Set ? [...value] : value)
}
