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
  /** What cannot be stored is acknowledged all the same. */
  'swallow-storage': { file: 'server/room.ts', from: 'storing(() => log.append(id, accepted, length))', to: 'try { log.append(id, accepted, length) } catch {}' },
  /** A damaged log is deleted, so that the start goes on. */
  'start-anew': { file: 'server/log/sqlite.ts', from: 'const isNew = checkLog(path)', to: 'let isNew = true; try { isNew = checkLog(path) } catch { process.getBuiltinModule("node:fs").rmSync(path, { force: true }) }' },
  /** Damaged pages are not looked for. */
  'no-page-check': { file: 'server/log/check.ts', from: 'if (verdict !== \'ok\')', to: 'if (false)' },
  /** Another database's write-ahead log is taken for this one's. */
  'any-wal': { file: 'server/log/check.ts', from: '    checkSameLog(db, path)', to: '    void db' },
  /** Looking at a log puts the write-ahead log into it. */
  'look-writes': { file: 'server/log/check.ts', from: 'readOnly: !existsSync(', to: 'readOnly: !path && existsSync(' },
  /** Two servers may write to one folder. */
  'no-lock': { file: 'server/data-folder.ts', from: 'lock.exec(\'BEGIN EXCLUSIVE\')', to: 'void lock' },
  /** Limits go by the clock on the wall. */
  'wall-clock': { file: 'server/app.ts', from: '(() => performance.now())', to: 'Date.now' },
  /** The latest workshop is the one with the latest date. */
  'by-date': { file: 'server/log/sqlite.ts', from: 'ORDER BY rowid', to: 'ORDER BY at' },
  /** A page that cannot be read ends the server. */
  'bare-stream': { file: 'server/built-pages.ts', from: 'response.once(\'pipe\'', to: 'response.once(\'never\'' },
  /** Whoever does not finish a request keeps the server from ending. */
  'patient-end': { file: 'server/app.ts', from: 'http.closeAllConnections()', to: '' },
  /** Closing the terminal cuts the server off. */
  'deaf-to-hangup': { file: 'server/main.ts', from: ', \'SIGHUP\'', to: '' },
  /** A closed output ends the server. */
  'bare-output': { file: 'server/main.ts', from: 'console.log(`  Facilitator link', to: 'process.stdout.write(`  Facilitator link' },
  /** Whatever is wrong with the folder, another server has it. */
  'one-excuse': { file: 'server/data-folder.ts', from: '!== SQLITE_BUSY', to: '=== -1' },
} as const satisfies Record<string, Mutant>

export type MutantName = keyof typeof mutants
