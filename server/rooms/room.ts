import type { CommandOf, LoggedCommand } from '../../core/commands/commands.ts'
import type { Entry } from '../../core/entry.ts'
import type { Reply } from '../../core/protocol/refusal.ts'
import type { Actor, Workshop } from '../../core/workshop.ts'
import type { Batch, Log } from '../log/log.ts'
import type { Writer } from './group-commit.ts'
import { apply, begin, decide, entryOf, resume, tidied } from '../../core/fold.ts'
import { refuse } from '../../core/protocol/refusal.ts'
import { RULES } from '../../core/rules.ts'
import { isRepeat, SERVER } from '../../core/workshop.ts'
import { writeThisTurn, writeTogether } from './group-commit.ts'

/** Called once, with the outcome of a command. */
export type Acknowledge = (reply: Reply) => void
/** Called for a batch that is in the log: with the accepted commands, and with those who repeated an accepted one. */
type Listener = (accepted: readonly Entry[], resenders: readonly Actor[]) => void

interface Waiting {
  by: Actor
  command: LoggedCommand
  answer: Acknowledge
}

/** The outcome of a batch. */
interface Outcome {
  /** One for each command. */
  replies: Reply[]
  accepted: Entry[]
  resenders: Actor[]
}

/** The log could not be written or read; `cause` has the reason. */
class StorageFault extends Error {
  constructor(cause: unknown) {
    super('This could not be stored.', { cause })
  }
}

/** A live workshop: accepts commands, writes them to the log, keeps the state. */
export interface Room {
  readonly workshop: Workshop
  /** Milliseconds since 1970, by the clock that entries are dated with. */
  now: () => number
  /** Puts a command into the next batch. Answers when it is durable, or refused. */
  enqueue: (by: Actor, command: LoggedCommand, answer: Acknowledge) => void
  /** The same as a promise, which never rejects. */
  submit: (by: Actor, command: LoggedCommand) => Promise<Reply>
  /** Calls back after every batch that changed the state or contained a repeated command, once all are answered. */
  onChange: (listener: Listener) => void
  /** Writes what still waits. */
  close: () => void
}

export interface RoomOptions {
  log: Log
  /** Milliseconds since 1970. */
  now: () => number
  /** Called with errors of the log, or of ours. */
  onFault: (error: unknown) => void
}

/**
 * Writes a new workshop's first entry and opens it.
 * @throws what the log throws
 */
export function startRoom(start: CommandOf<'workshop:start'>, options: RoomOptions): Room {
  const entry: Entry = { at: options.now(), by: SERVER, rules: RULES, command: start }
  options.log.append({ workshop: start.workshop, entries: [entry], from: 0 })
  return createRoom(begin(entry), options)
}

/** Opens a workshop from its log. */
export function resumeRoom(id: string, options: RoomOptions): Room {
  return createRoom(resume(options.log.read(id)), options)
}

function createRoom(state: Workshop, { log, now, onFault }: RoomOptions): Room {
  const { id } = state
  const listeners: Listener[] = []
  let workshop = state
  let waiting: Waiting[] = []
  /** What was gathered last. */
  let judged: Outcome & { batch: readonly Waiting[] } = { batch: [], replies: [], accepted: [], resenders: [] }
  /** The state holds what the log holds. */
  let sound = true
  const writer: Writer = { gather, written }

  /** Nothing of a failed batch was acknowledged or sent, so the state can be restored from the log. */
  function fallBack(): void {
    sound = false
    try {
      workshop = resume(log.read(id))
    }
    catch (error) {
      throw new StorageFault(error)
    }
    sound = true
  }

  /** Decides on each, and applies what it accepts. */
  function judge(batch: readonly Waiting[]): Outcome {
    const accepted: Entry[] = []
    const resenders: Actor[] = []
    const replies = batch.map(({ by, command: sent }): Reply => {
      if (isRepeat(workshop, by, sent.id)) {
        resenders.push(by)
        return { ok: true }
      }
      const command = tidied(workshop, sent)
      const refusal = decide(workshop, by, command)
      if (refusal)
        return refusal
      const entry = entryOf(workshop, now(), by, command)
      apply(workshop, entry)
      accepted.push(entry)
      return { ok: true }
    })
    return { replies, accepted, resenders }
  }

  /** Refuses the whole batch, and restores the state from the log. */
  function refuseAll(batch: readonly Waiting[], error: unknown): Outcome {
    tell(error)
    // The path of the file is not for phones.
    const refusal = error instanceof StorageFault
      ? refuse('storage_failed', `${error.message} The workshop's terminal says why.`)
      : refuse('internal', 'Something went wrong on our side. Please try again.')
    // If the log can't even be read, the next batch tries again.
    guarded(fallBack)
    return { replies: batch.map(() => refusal), accepted: [], resenders: [] }
  }

  function tell(error: unknown): void {
    onFault(error instanceof StorageFault ? error.cause : error)
  }

  function gather(): Batch | null {
    const batch = waiting
    waiting = []
    try {
      if (!sound)
        fallBack()
      judged = { batch, ...judge(batch) }
    }
    catch (error) {
      judged = { batch, ...refuseAll(batch, error) }
    }
    const { accepted } = judged
    return accepted.length > 0 ? { workshop: id, entries: accepted, from: workshop.rev - accepted.length } : null
  }

  function written(error?: unknown): void {
    const { batch } = judged
    const { replies, accepted, resenders } = error === undefined ? judged : refuseAll(batch, new StorageFault(error))
    // What is in the log has happened: from here on, errors undo nothing.
    batch.forEach(({ answer }, index) => guarded(() => answer(replies[index]!)))
    if (accepted.length > 0 || resenders.length > 0)
      listeners.forEach(listener => guarded(() => listener(accepted, resenders)))
  }

  function guarded(work: () => void): void {
    try {
      work()
    }
    catch (error) {
      tell(error)
    }
  }

  function enqueue(by: Actor, command: LoggedCommand, answer: Acknowledge): void {
    if (waiting.push({ by, command, answer }) === 1)
      writeThisTurn(log, writer)
  }

  return {
    get workshop() {
      return workshop
    },
    now,
    enqueue,
    submit: (by, command) => new Promise(answer => enqueue(by, command, answer)),
    onChange: listener => void listeners.push(listener),
    close: () => writeTogether(log, [writer]),
  }
}
