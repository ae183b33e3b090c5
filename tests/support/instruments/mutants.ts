/** A fault that can be built into the server, to see that what should notice it does. */
export interface Mutant {
  /** Path from the project's folder. */
  file: string
  /** Stands in the file exactly once. */
  from: string
  to: string
}

/** By name. Each names the instrument that catches it in docs/reliability.md or docs/performance.md. */
export const mutants = {
  /** A vote is acknowledged before it is in the log. */
  'ack-first': { file: 'server/rooms/room.ts', from: 'if (waiting.push({ by, command, answer }) === 1)\n      appending = append()', to: 'answer({ ok: true }); if (waiting.push({ by, command, answer: () => {} }) === 1)\n      setTimeout(() => appending = append(), 200)' },
  /** A resend counts again. */
  'no-repeat-check': { file: 'core/workshop.ts', from: 'return known !== undefined && (', to: 'return false && (' },
  /** Nothing is kept: what a vote costs without a disk. */
  'memory-log': { file: 'server/log/folder-store.ts', from: 'const log = sqliteLog(logPath(data), options)', to: 'const log = (void sqliteLog, void logPath, process.getBuiltinModule(\'node:module\').createRequire(import.meta.url)(\'./memory.ts\').memoryLog())' },
  /** SQLite's usual setting for a WAL: commits wait for the disk at checkpoints only. */
  'normal-sync': { file: 'server/log/sqlite.ts', from: 'PRAGMA synchronous = FULL;', to: 'PRAGMA synchronous = NORMAL;' },
  /** A closed round takes votes. */
  'never-closed': { file: 'core/commands/ballot.ts', from: 'if (round.voting !== \'open\')', to: 'if (round.voting === \'idle\')' },
  /** Whoever comes back is told nothing of the room. */
  'view-once': { file: 'server/realtime/realtime.ts', from: 'socket.emit(\'attendee\', withCountdown(', to: 'if (!Reflect.get(globalThis, attendee) && Reflect.set(globalThis, attendee, true)) socket.emit(\'attendee\', withCountdown(' },
  /** A refusal is forgotten: the same vote may count when it comes again. */
  'forget-refusals': { file: 'core/fold.ts', from: 'refused.set(by, known.set(id, refusal))', to: 'void refused' },
  /** A server takes its own entries to be the next ones, whatever others wrote in between. */
  'own-first': { file: 'server/log/postgres/followers.ts', from: 'if (follower.at === place)', to: 'follower.at = Math.max(follower.at, place); if (follower.at === place)' },
  /** Others are woken by each append at once, and wait for the lock that PostgreSQL notifies under. */
  'wake-each': { file: 'server/log/postgres/peers.ts', from: 'const NOTIFY_MS = 20', to: 'const NOTIFY_MS = 0' },
  /** Anybody may close a poll. */
  'anybody-closes': { file: 'server/realtime/receive.ts', from: '(from === \'attendee\' ? sender.role !== \'attendee\' : !sender.mayMove)', to: '(from === \'attendee\' ? sender.role !== \'attendee\' : !sender.mayMove && type !== \'poll:close\')' },
  /** The facilitator is sent everything that was written, at every change. */
  'every-row': { file: 'core/views/views.ts', from: 'facilitator: 150', to: 'facilitator: Infinity' },
  /** A ballot moves the revision that phones see. */
  'leaks-revision': { file: 'core/commands/ballot.ts', from: 'putBallot(poll.def,', to: 'workshop.attendeeRev++; putBallot(poll.def,' },
  /** Other sites' pages may connect. */
  'any-origin': { file: 'server/realtime/connections.ts', from: '&& isOwnOrigin(headers.origin, headers.host, publicUrl))', to: ')' },
  /** Nobody is held back. */
  'no-limit': { file: 'server/limit.ts', from: 'if (this.#refill(now) < cost)', to: 'if (false)' },
  /** Limits begin anew with each connection: of what is sent, of reactions, of codes that are tried. */
  'limit-of-connection': { file: 'server/realtime/receive.ts', from: 'limits).allows(sender.attendee, ', to: 'limits).allows(sender as any, ' },
  /** Attendees write as much as they like. */
  'endless-writing': { file: 'server/realtime/receive.ts', from: 'return writingLimits.allows(', to: 'return true || writingLimits.allows(' },
  /** What cannot be stored is acknowledged all the same. */
  'swallow-storage': { file: 'server/rooms/room.ts', from: 'mine.forEach(entry => answer(entry, refusal))', to: 'mine.forEach(entry => answer(entry, (void refusal, { ok: true })))' },
  /** Pipelined requests are answered all at once. */
  'all-at-once': { file: 'server/web/in-turn.ts', from: 'else if (queue.push([request, response]) > MOST_WAITING)', to: 'else if (listeners.some(listener => listener.call(http, request, response)))' },
  /** Any name passes for one of a message. */
  'no-own-check': { file: 'server/realtime/receive.ts', from: '!Object.hasOwn(commands, type)', to: 'false' },
  /** Spreadsheets run what attendees wrote. */
  'csv-formulas': { file: 'server/report/csv.ts', from: 'escape_formulas: true', to: 'escape_formulas: false' },
  /** Every change goes to every phone. */
  'streamed': { file: 'server/realtime/broadcast.ts', from: 'if (sentAttendeeRev !== workshop.attendeeRev) {', to: 'if (sentAttendeeRev !== -1) {' },
  /** Each vote is a transaction of its own. */
  'commit-each': { file: 'server/log/turn-log.ts', from: 'const failed = append(some)', to: 'const failed = some.flatMap(batch => batch.entries.map(entry => append([{ ...batch, entries: [entry] }]))).find(each => each)' },
  /** Each workshop has a transaction of its own. */
  'commit-each-workshop': { file: 'server/log/turn-log.ts', from: 'const failed = append(some)', to: 'const failed = some.map(batch => append([batch])).find(each => each)' },
  /** What cannot be written of one workshop is refused in all that write in the same turn. */
  'one-for-all': { file: 'server/log/turn-log.ts', from: 'const alone = failed?.error instanceof LogConflict && some.length > 1', to: 'const alone = false' },
  /** The screens of all workshops are one audience. */
  'one-audience': { file: 'server/realtime/broadcast.ts', from: '} screens`', to: '} screens`.slice(-7)' },
  /** Screens get votes twenty times a second. */
  'late-screens': { file: 'server/realtime/broadcast.ts', from: 'const FRAME_MS = 16', to: 'const FRAME_MS = 50' },
  /** A connection holds what it does not need. */
  'kept-buffers': { file: 'server/realtime/realtime.ts', from: 'presence.join(attendee, socket)\n', to: 'presence.join(attendee, socket); Reflect.set(socket, \'kept\', new Uint8Array(16384).fill(1))\n' },
  /** The system has room for few who wait to be let in. */
  'short-queue': { file: 'server/app.ts', from: 'backlog: 4096', to: 'backlog: 64' },
  /** Files go out as they are. */
  'whole-files': { file: 'server/web/http.ts', from: 'app.use(compression())', to: 'app.use((request, _, next) => { compression(); delete request.headers[\'accept-encoding\']; next() })' },
  /** Commands are kept beside what they came to. */
  'hoarder': { file: 'core/fold.ts', from: 'workshop.rev++\n', to: 'workshop.rev++; ((workshop as any).all ??= []).push(structuredClone(command))\n' },
  /** The print waits for what never comes. */
  'slow-print': { file: 'server/export/printer.ts', from: 'await allDrawn(page, onSlide, patience)', to: 'await allDrawn(page, onSlide, patience); await page.waitForTimeout(25_000)' },
  /** A print goes on though nobody waits for it. */
  'kept-printers': { file: 'server/report/print-process.ts', from: 'AbortSignal.any([signal, AbortSignal.timeout(LONGEST)])', to: 'AbortSignal.timeout(LONGEST)' },
} as const satisfies Record<string, Mutant>

export type MutantName = keyof typeof mutants
