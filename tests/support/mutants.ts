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
  /** Any name passes for one of a message. */
  'no-own-check': { file: 'server/sockets.ts', from: '!Object.hasOwn(upMessages, type)', to: 'false' },
  /** Names that every object has pass for options. */
  'options-by-prototype': { file: 'core/answer.ts', from: '!optionsOf(poll).some(option => option.id === id)', to: '!(id in Object.fromEntries(optionsOf(poll).map(option => [option.id, option])))' },
  /** What does not fit its schema rejects a promise that nobody awaits. */
  'stray-rejection': { file: 'server/sockets.ts', from: 'const issue = parsed?.error.issues[0]', to: 'void Promise.reject(parsed?.error)\n      const issue = parsed?.error.issues[0]' },
  /** One message is never answered. */
  'no-answer': { file: 'server/sockets.ts', from: 'if (parsed.data.type === \'reaction:send\')', to: 'if (parsed.data.type === \'role:say\' && parsed.data.role === null)\n      return new Promise(() => {})\n    if (parsed.data.type === \'reaction:send\')' },
  /** Every connection is remembered for ever. */
  'kept-connections': { file: 'server/sockets.ts', from: 'const { role, attendee, mayMove } = socket.data', to: 'const { role, attendee, mayMove } = socket.data;\n    ((globalThis as any).kept ??= []).push(socket)' },
  /** Attendees who are gone are counted on. */
  'kept-seats': { file: 'server/sockets.ts', from: 'presence.leave(attendee)', to: 'void 0' },
  /** Files that nobody waits for any more stay open. */
  'kept-files': { file: 'server/files.ts', from: 'files!.forEach(file => file.destroy())', to: 'files!.clear()' },
  /** A ballot for another round counts in this one. */
  'any-round': { file: 'core/decide.ts', from: 'if (round.id !== roundId)', to: 'if (roundId === \'\')' },
  /** What does not fit its schema holds everybody up. */
  'slow-refusal': { file: 'server/sockets.ts', from: 'const issue = parsed?.error.issues[0]', to: 'for (const until = performance.now() + 20; performance.now() < until;);\n      const issue = parsed?.error.issues[0]' },
} as const satisfies Record<string, Mutant>

export type MutantName = keyof typeof mutants
