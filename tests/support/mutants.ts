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
  'no-repeat-check': { file: 'core/workshop.ts', from: 'return workshop.seen.get(by)?.has(id) ?? false', to: 'return false' },
  /** A tap that was held up on its way wins over the one that replaced it. */
  'late-tap': { file: 'core/fold.ts', from: 'command.instead?.forEach(id => remember(workshop, by, id))', to: '' },
  /** Whoever sends a vote again is not told that another tab has voted since. */
  'quiet-resend': { file: 'server/sockets.ts', from: 'if (isResend)', to: 'if (false)' },
  /** A tab hears of its attendee's votes before the answer to its own. */
  'answer-last': { file: 'server/sockets.ts', from: 'setImmediate(() => {', to: '[0].forEach(() => {' },
  /** Whoever comes back is told nothing of the room. */
  'view-once': { file: 'server/sockets.ts', from: 'socket.emit(\'attendee\', attendeeView(room.workshop))', to: 'if (!Reflect.get(globalThis, attendee) && Reflect.set(globalThis, attendee, true)) socket.emit(\'attendee\', attendeeView(room.workshop))' },
} as const satisfies Record<string, Mutant>

export type MutantName = keyof typeof mutants
