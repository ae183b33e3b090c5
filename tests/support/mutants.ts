/** A fault that can be built into the server, to see that what should notice it does. */
export interface Mutant {
  /** Path from the project's folder. */
  file: string
  /** Stands in the file exactly once. */
  from: string
  to: string
}

/** By name. Each names the instrument that catches it in docs/reliability.md or docs/benchmarks.md. */
export const mutants = {
  /** A commit returns before it has reached the disk. */
  'weak-sync': { file: 'server/log/sqlite.ts', from: 'PRAGMA synchronous = FULL;', to: 'PRAGMA synchronous = OFF;' },
  /** A vote is acknowledged before it is in the log. */
  'ack-first': { file: 'server/room.ts', from: 'storing(() => log.append(id, accepted, length))', to: 'void setTimeout((held, at) => log.append(id, held, at), 200, [...accepted], length)' },
  /** A resend counts again. */
  'no-repeat-check': { file: 'core/workshop.ts', from: 'return workshop.seen.get(by)?.ids.includes(id) ?? false', to: 'return false' },
  /** Nothing is kept: what a vote costs without a disk. */
  'memory-log': { file: 'server/main.ts', from: 'const log = sqliteLog(logPath(data))', to: 'void sqliteLog; void logPath; const log = (await import(\'./log/memory.ts\')).memoryLog()' },
  /** SQLite's usual setting for a WAL: commits wait for the disk at checkpoints only. */
  'normal-sync': { file: 'server/log/sqlite.ts', from: 'PRAGMA synchronous = FULL;', to: 'PRAGMA synchronous = NORMAL;' },
  /** Whoever changes their mind is counted twice. */
  'counts-twice': { file: 'core/fold.ts', from: 'count(def, round.tally, before, -1)', to: 'void 0' },
  /** Of the votes that arrive in one turn of the event loop, one counts; all are acknowledged and in the log. */
  'ack-uncounted': { file: 'server/room.ts', from: 'apply(workshop, entry)\n', to: 'accepted.some(({ command }) => command.type === \'ballot:cast\') ? workshop.rev++ : apply(workshop, entry)\n' },
  /** A closed round takes votes. */
  'never-closed': { file: 'core/decide.ts', from: 'if (round.voting !== \'open\')', to: 'if (round.voting === \'idle\')' },
  /** A vote for a round that is over counts in the one that is on. */
  'any-round': { file: 'core/decide.ts', from: 'if (round.id !== roundId)', to: 'if (false)' },
  /** What a restore brings back wins over newer votes. */
  'restore-old': { file: 'core/fold.ts', from: 'setBallot(poll.def, old, by, answer, newer.roles.get(by))', to: 'old.ballots.has(by) || setBallot(poll.def, old, by, answer, newer.roles.get(by))' },
  /** The CSV is not what the slides show. */
  'csv-off': { file: 'server/export/results.ts', from: 'const { voters, rows, right } = resultOf(def, round, false)', to: 'const { voters, rows, right } = resultOf(def, round, false); rows[0] && rows[0].count++' },
  /** A start takes longer than a room waits. */
  'slow-start': { file: 'server/main.ts', from: 'const log = sqliteLog(logPath(data))', to: 'const log = sqliteLog(logPath(data)); await new Promise(resolve => setTimeout(resolve, 5000))' },
  /** A tap that was held up on its way wins over the one that replaced it. */
  'late-tap': { file: 'core/fold.ts', from: 'command.instead?.forEach(id => remember(workshop, by, id))', to: '' },
  /** Whoever sends a vote again is not told that another tab has voted since. */
  'quiet-resend': { file: 'server/sockets.ts', from: 'if (!isRepeat(room.workshop, by, command.id))', to: 'if (true)' },
  /** A tab hears of its attendee's votes before the answer to its own. */
  'answer-last': { file: 'server/room.ts', from: 'batch.forEach(({ answer }, index) => answer(replies[index]!))', to: 'setImmediate(() => batch.forEach(({ answer }, index) => answer(replies[index]!)))' },
  /** Whoever comes back is told nothing of the room. */
  'view-once': { file: 'server/sockets.ts', from: 'socket.emit(\'attendee\', attendeeView(room.workshop))', to: 'if (!Reflect.get(globalThis, attendee) && Reflect.set(globalThis, attendee, true)) socket.emit(\'attendee\', attendeeView(room.workshop))' },
} as const satisfies Record<string, Mutant>

export type MutantName = keyof typeof mutants
