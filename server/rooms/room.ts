import type { CommandOf, LoggedCommand } from '../../core/commands/commands.ts'
import type { Entry } from '../../core/entry.ts'
import type { Refusal, Reply } from '../../core/protocol/refusal.ts'
import type { Actor, Workshop } from '../../core/workshop.ts'
import type { Log } from '../log/log.ts'
import { begin, entryOf, settle } from '../../core/fold.ts'
import { refuse } from '../../core/protocol/refusal.ts'
import { NewerRules } from '../../core/rules.ts'
import { isRepeat, SERVER } from '../../core/workshop.ts'
import { foldLog } from '../log/fold-log.ts'

/** Called once, with the outcome of a command. */
export type Acknowledge = (reply: Reply) => void
/** Called after entries were settled: with those that were accepted, and with those who repeated an accepted command or sent theirs to another server. */
type Listener = (accepted: readonly Entry[], others: readonly Actor[]) => void

const OUTDATED = refuse('internal', 'This server is being updated. Please try again.')
const REWOUND = refuse('internal', 'The workshop is being opened anew. Please try again.')

interface Waiting {
  by: Actor
  command: LoggedCommand
  answer: Acknowledge
}

/** A live workshop: appends commands to the log, and follows the log to its state, whoever else appends. */
export interface Room {
  readonly workshop: Workshop
  /** Milliseconds since 1970, by the clock that entries are dated with. */
  now: () => number
  /** Appends a command with the next batch. Answers once it is in the log and settled, or could not be stored. */
  enqueue: (by: Actor, command: LoggedCommand, answer: Acknowledge) => void
  /** The same as a promise, which never rejects. */
  submit: (by: Actor, command: LoggedCommand) => Promise<Reply>
  /** Calls back whenever the state has changed or a command was repeated, once all are answered. */
  onChange: (listener: Listener) => void
  /**
   * Resolves when everything has been settled that any server had appended before.
   * @throws what the log throws
   */
  catchUp: () => Promise<void>
  /** Calls back once: a newer version of this tool has written to the workshop, and this one can follow it no further. */
  onOutdated: (listener: (error: NewerRules) => void) => void
  /** Calls back once: the log has lost entries that this room knows. It follows no more, and the workshop has to be opened anew. */
  onRewound: (listener: () => void) => void
  /** Stores what still waits, and stops following. */
  close: () => Promise<void>
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
export async function startRoom(start: CommandOf<'workshop:start'>, options: RoomOptions): Promise<Room> {
  const entry = entryOf(options.now(), SERVER, start)
  await options.log.append(start.workshop, () => [entry])
  return createRoom(begin(entry), options)
}

/**
 * Opens a workshop from its log.
 * @throws what the log throws
 */
export async function resumeRoom(id: string, options: RoomOptions): Promise<Room> {
  return createRoom(await foldLog(options.log, id), options)
}

function createRoom(workshop: Workshop, { log, now, onFault }: RoomOptions): Room {
  const listeners: Listener[] = []
  /** Those whose commands this server has appended, by their entries. */
  const senders = new Map<Entry, Acknowledge>()
  let waiting: Waiting[] = []
  let appending: Promise<void> = Promise.resolve()
  /** What everybody is answered once this room follows the log no further. */
  let over: Refusal | null = null
  let tellOutdated = (_error: NewerRules) => {}
  let tellRewound = () => {}
  const unfollow = log.follow(workshop.id, workshop.rev, take, () => {
    end(REWOUND)
    guarded(tellRewound)
  })

  async function append(): Promise<void> {
    const mine: Entry[] = []
    let gathered = false
    try {
      await log.append(workshop.id, () => {
        gathered = true
        return gather(mine)
      })
      if (over)
        end(over)
    }
    catch (error) {
      onFault(error)
      if (!gathered)
        gather(mine)
      // The path of the file is not for phones.
      const refusal = refuse('storage_failed', 'This could not be stored. The workshop\'s terminal says why.')
      mine.forEach(entry => answer(entry, refusal))
    }
  }

  /** Makes entries of what waits. What is known to have been decided on is answered at once, and not appended again. */
  function gather(into: Entry[]): readonly Entry[] {
    const batch = waiting
    waiting = []
    if (over) {
      const refusal = over
      batch.forEach(({ answer }) => guarded(() => answer(refusal)))
      return into
    }
    const resenders: Actor[] = []
    for (const { by, command, answer } of batch) {
      const isKnown = isRepeat(workshop, by, command.id)
      const known = isKnown ? { ok: true } as const : workshop.refused.get(by)?.get(command.id)
      if (isKnown)
        resenders.push(by)
      if (known) {
        guarded(() => answer(known))
        continue
      }
      guarded(() => {
        const entry = entryOf(now(), by, command)
        senders.set(entry, answer)
        into.push(entry)
      }, () => answer(refuse('internal', 'Something went wrong on our side. Please try again.')))
    }
    if (resenders.length > 0)
      tell([], resenders)
    return into
  }

  /** Settles what the log has now. */
  function take(entries: readonly Entry[]): void {
    if (over)
      return
    let newer: NewerRules | undefined
    const accepted: Entry[] = []
    const others: Actor[] = []
    const replies: [Entry, Reply][] = []
    for (const entry of entries) {
      try {
        const { reply, isRepeat, fault } = settle(workshop, entry)
        if (fault !== undefined)
          onFault(fault)
        replies.push([entry, reply])
        if (reply.ok && !isRepeat)
          accepted.push(entry)
        if (isRepeat || (reply.ok && !senders.has(entry)))
          others.push(entry.by)
      }
      catch (error) {
        if (error instanceof NewerRules) {
          newer = error
          break
        }
        onFault(error)
      }
    }
    replies.forEach(([entry, reply]) => answer(entry, reply))
    if (accepted.length > 0 || others.length > 0)
      tell(accepted, others)
    if (newer) {
      const error = newer
      // Phones keep their votes, and send them to a newer server.
      end(OUTDATED)
      guarded(() => tellOutdated(error))
    }
  }

  function end(refusal: Refusal): void {
    over = refusal
    ;[...senders.keys()].forEach(entry => answer(entry, refusal))
  }

  function answer(entry: Entry, reply: Reply): void {
    const sender = senders.get(entry)
    senders.delete(entry)
    if (sender)
      guarded(() => sender(reply))
  }

  function tell(accepted: readonly Entry[], others: readonly Actor[]): void {
    listeners.forEach(listener => guarded(() => listener(accepted, others)))
  }

  function guarded(work: () => void, otherwise?: () => void): void {
    try {
      work()
    }
    catch (error) {
      onFault(error)
      otherwise?.()
    }
  }

  function enqueue(by: Actor, command: LoggedCommand, answer: Acknowledge): void {
    const refusal = over
    if (refusal)
      return guarded(() => answer(refusal))
    if (waiting.push({ by, command, answer }) === 1)
      appending = append()
  }

  return {
    workshop,
    now,
    enqueue,
    submit: (by, command) => new Promise(answer => enqueue(by, command, answer)),
    catchUp: () => log.catchUp(workshop.id),
    onChange: listener => void listeners.push(listener),
    onOutdated: listener => void (tellOutdated = listener),
    onRewound: listener => void (tellRewound = listener),
    async close() {
      await appending
      unfollow()
    },
  }
}
