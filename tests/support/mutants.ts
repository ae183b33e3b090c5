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
} as const satisfies Record<string, Mutant>

export type MutantName = keyof typeof mutants
