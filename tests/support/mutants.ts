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
  /** A commit returns before it has reached the disk. */
  'weak-sync': { file: 'server/log/sqlite.ts', from: 'PRAGMA synchronous = FULL;', to: 'PRAGMA synchronous = OFF;' },
  /** A vote is acknowledged before it is in the log. */
  'ack-first': { file: 'server/rooms/room.ts', from: 'storing(() => log.append(id, accepted, length))', to: 'void setTimeout((held, at) => log.append(id, held, at), 200, [...accepted], length)' },
  /** A resend counts again. */
  'no-repeat-check': { file: 'core/workshop.ts', from: 'return known !== undefined && (', to: 'return false && (' },
  /** Nothing is kept: what a vote costs without a disk. */
  'memory-log': { file: 'server/cli/main.ts', from: 'const log = sqliteLog(logPath(data))', to: 'void sqliteLog; void logPath; const log = (await import(\'./log/memory.ts\')).memoryLog()' },
  /** SQLite's usual setting for a WAL: commits wait for the disk at checkpoints only. */
  'normal-sync': { file: 'server/log/sqlite.ts', from: 'PRAGMA synchronous = FULL;', to: 'PRAGMA synchronous = NORMAL;' },
  /** Whoever changes their mind is counted twice. */
  'counts-twice': { file: 'core/ballots.ts', from: 'count(def, round.tally, before, -1)', to: 'void 0' },
  /** Of the votes that arrive in one turn of the event loop, one counts; all are acknowledged and in the log. */
  'ack-uncounted': { file: 'server/rooms/room.ts', from: 'apply(workshop, entry)\n', to: 'accepted.some(({ command }) => command.type === \'ballot:cast\') ? workshop.rev++ : apply(workshop, entry)\n' },
  /** A closed round takes votes. */
  'never-closed': { file: 'core/commands/ballot.ts', from: 'if (round.voting !== \'open\')', to: 'if (round.voting === \'idle\')' },
  /** A vote for a round that is over counts in the one that is on. */
  'any-round': { file: 'core/commands/ballot.ts', from: 'if (round.id !== roundId)', to: 'if (false)' },
  /** What a restore brings back wins over newer votes. */
  'restore-old': { file: 'core/ballots.ts', from: 'setBallot(def, old, by, newer.', to: 'old.ballots.has(by) || setBallot(def, old, by, newer.' },
  /** The CSV is not what the slides show. */
  'csv-off': { file: 'server/export/table.ts', from: 'voters: option.voters,', to: 'voters: option.voters + 1,' },
  /** A start takes longer than a room waits. */
  'slow-start': { file: 'server/cli/main.ts', from: 'const log = sqliteLog(logPath(data))', to: 'const log = sqliteLog(logPath(data)); await new Promise(resolve => setTimeout(resolve, 5000))' },
  /** A tap that was held up on its way wins over the one that replaced it. */
  'late-tap': { file: 'core/fold.ts', from: 'command.instead ?? []', to: '[] as string[]' },
  /** Whoever sends a vote again is not told that another tab has voted since. */
  'quiet-resend': { file: 'server/realtime/sockets.ts', from: 'new Set(resenders).forEach(tellTabs)', to: 'void resenders' },
  /** A tab hears of its attendee's votes before the answer to its own. */
  'answer-last': { file: 'server/rooms/room.ts', from: 'batch.forEach(({ answer }, index) => guarded(() => answer(replies[index]!)))', to: 'setImmediate(() => batch.forEach(({ answer }, index) => answer(replies[index]!)))' },
  /** Whoever comes back is told nothing of the room. */
  'view-once': { file: 'server/realtime/sockets.ts', from: 'socket.emit(\'attendee\', broadcast.attendee())', to: 'if (!Reflect.get(globalThis, attendee) && Reflect.set(globalThis, attendee, true)) socket.emit(\'attendee\', broadcast.attendee())' },
  /** Anybody may close a poll. */
  'anybody-closes': { file: 'server/realtime/receive.ts', from: '(from === \'attendee\' ? sender.role !== \'attendee\' : !sender.mayMove)', to: '(from === \'attendee\' ? sender.role !== \'attendee\' : !sender.mayMove && type !== \'poll:close\')' },
  /** To rank something that was written takes as long as there are others. */
  'row-by-row': { file: 'core/kinds/written.ts', from: 'list.push({ id, tally, decision, verdict })', to: 'list.push({ id, tally: list.some(other => other.tally.voters > tally.voters) ? tally : tally, decision, verdict })' },
  /** The facilitator is sent everything that was written, at every change. */
  'every-row': { file: 'core/views/views.ts', from: 'facilitator: 150', to: 'facilitator: Infinity' },
  /** The results are downloaded without the cookie. */
  'open-door': { file: 'server/web/http.ts', from: 'if (auth.isFacilitator(request)) {\n      response.set', to: 'if (auth.isFacilitator(request) || request.path.startsWith(\'/api/results\')) {\n      response.set' },
  /** The page that signs the facilitator in holds the secret. */
  'secret-in-page': { file: 'server/web/http.ts', from: 'send(plainPage(\'Signed in\',', to: 'send(plainPage(\'Signed in \' + cookie,' },
  /** The terminal prints the secret. */
  'secret-in-banner': { file: 'server/cli/main.ts', from: 'printBanner({', to: 'console.log(facilitatorSecret(data)), printBanner({' },
  /** Phones are sent the result before it is revealed. */
  'early-result': { file: 'core/views/views.ts', from: '...results === \'shown\' && { result: resultOf(poll.def, drawn, false, MOST_ROWS.attendee) },', to: 'result: resultOf(poll.def, drawn, false),' },
  /** A ballot moves the revision that phones see. */
  'leaks-revision': { file: 'core/commands/ballot.ts', from: 'putBallot(poll.def,', to: 'workshop.attendeeRev++; putBallot(poll.def,' },
  /** Phones are sent the number of voters. */
  'leaks-voters': { file: 'core/views/views.ts', from: '    def: publicDef(poll.def),', to: '    def: publicDef(poll.def), voters: round.tally.voters,' },
  /** The record holds what was never revealed. */
  'leaks-record': { file: 'server/export/results.ts', from: 'revealed || hidden', to: 'revealed || !hidden' },
  /** The PDF draws what was never revealed. */
  'leaks-print': { file: 'core/views/views.ts', from: 'audience === \'record\' ? round.revealed : true', to: 'true' },
  /** Other sites' pages may connect. */
  'any-origin': { file: 'server/realtime/connections.ts', from: '&& isOwnOrigin(headers.origin, headers.host, publicUrl))', to: ')' },
  /** The server answers for every name. */
  'any-host': { file: 'server/web/addresses.ts', from: 'if (!host)\n    return false', to: 'if (host !== \'\')\n    return true' },
  /** The project's own folder is served beside the pages. */
  'open-folder': { file: 'server/web/http.ts', from: '    app.use(phoneFiles(', to: '    app.use(express.static(join(dist, \'../..\')))\n    app.use(phoneFiles(' },
  /** Some links work that nobody was given. */
  'lucky-guess': { file: 'server/web/auth.ts', from: 'codes.delete(code)', to: 'codes.delete(code) || code.endsWith(\'aa\')' },
  /** Two identities are one where they begin alike. */
  'short-identities': { file: 'server/web/auth.ts', from: 'hash(\'sha256\', token,', to: 'hash(\'sha256\', token[0]!,' },
  /** Wrong links are answered without end. */
  'endless-guesses': { file: 'server/web/http.ts', from: 'const mayGuess = () => guesses.allows(\'\', monotonic())', to: 'const mayGuess = () => true' },
  /** Pages may run what stands in them. */
  'weak-policy': { file: 'server/web/headers.ts', from: 'deck?.scripts ?? [\'\\\'self\\\'\', ...inline]', to: 'deck?.scripts ?? [\'\\\'self\\\'\', \'\\\'unsafe-inline\\\'\']' },
  /** Scripts can read the facilitator's cookie. */
  'bare-cookie': { file: 'server/web/auth.ts', from: ' httpOnly: true,', to: '' },
  /** Looking at a page moves the slides. */
  'moving-get': { file: 'server/web/http.ts', from: 'app.get([\'/facilitator\', \'/facilitator/\'], (_, response) => response', to: 'app.get([\'/facilitator\', \'/facilitator/\'], (_, response) => void room.submit(\'facilitator\', { type: \'slide:show\', id: String(Math.random()), no: 9, clicks: 0, poll: null }) ?? response' },
  /** The server calls somebody when it starts. */
  'call-home': { file: 'server/cli/main.ts', from: 'printBanner({ title', to: 'fetch(\'http://127.0.0.1:4999/\').catch(() => {}), printBanner({ title' },
  /** Nobody is held back. */
  'no-limit': { file: 'server/realtime/limit.ts', from: 'if (this.#refill(now) < cost)', to: 'if (false)' },
  /** The limit counts for a whole room, as one for an address would. */
  'limit-of-all': { file: 'server/realtime/receive.ts', from: 'limits).allows(sender.attendee,', to: 'limits).allows(\'all\',' },
  /** Limits begin anew with each connection: of what is sent, of reactions, of codes that are tried. */
  'limit-of-connection': { file: 'server/realtime/receive.ts', from: 'limits).allows(sender.attendee, ', to: 'limits).allows(sender as any, ' },
  'reactions-of-connection': { file: 'server/realtime/receive.ts', from: 'takeReaction(sender.attendee, ', to: 'takeReaction(sender as any, ' },
  'codes-of-connection': { file: 'server/rooms/seats/claims.ts', from: 'tries.allows(attendee, ', to: 'tries.allows(attendee + Math.floor(now() / 100), ' },
  /** Attendees write as much as they like. */
  'endless-writing': { file: 'server/realtime/receive.ts', from: 'return writingLimits.allows(', to: 'return true || writingLimits.allows(' },
  /** Only attendees are held back. */
  'screens-unlimited': { file: 'server/realtime/receive.ts', from: 'if (!(sender.mayMove', to: 'if (sender.role === \'attendee\' && !(sender.mayMove' },
  /** Who never says who they are may stay. */
  'patient-door': { file: 'server/realtime/connections.ts', from: 'connectTimeout: 10_000', to: 'connectTimeout: 600_000' },
  /** What cannot be stored is acknowledged all the same. */
  'swallow-storage': { file: 'server/rooms/room.ts', from: 'storing(() => log.append(id, accepted, length))', to: 'try { log.append(id, accepted, length) } catch {}' },
  /** Pipelined requests are answered all at once. */
  'all-at-once': { file: 'server/web/in-turn.ts', from: 'else if (queue.push([request, response]) > MOST_WAITING)', to: 'else if (listeners.some(listener => listener.call(http, request, response)))' },
  /** Whoever is too fast is told so for ever. */
  'answered-for-ever': { file: 'server/realtime/connections.ts', from: 'TOO_FAST = { burst: 100,', to: 'TOO_FAST = { burst: Infinity,' },
  /** Who wants no answer may go on for ever. */
  'endless-packets': { file: 'server/realtime/connections.ts', from: 'PACKETS = { burst: 400,', to: 'PACKETS = { burst: Infinity,' },
  /** Nobody is told that the disk is nearly full. */
  'late-warning': { file: 'server/log/disk-space.ts', from: 'free < limit', to: 'free < 0' },
  /** A damaged log is deleted, so that the start goes on. */
  'start-anew': { file: 'server/log/sqlite.ts', from: 'const isNew = checkLog(path)', to: 'let isNew = true; try { isNew = checkLog(path) } catch { process.getBuiltinModule("node:fs").rmSync(path, { force: true }) }' },
  /** Damaged pages are not looked for. */
  'no-page-check': { file: 'server/log/check.ts', from: 'if (verdict !== \'ok\')', to: 'if (false)' },
  /** Another database's write-ahead log is taken for this one's. */
  'any-wal': { file: 'server/log/check.ts', from: '    checkSameLog(db, path)', to: '    void db' },
  /** Looking at a log puts the write-ahead log into it. */
  'look-writes': { file: 'server/log/check.ts', from: 'readOnly: !existsSync(', to: 'readOnly: !path && existsSync(' },
  /** Two servers may write to one folder. */
  'no-lock': { file: 'server/log/data-folder.ts', from: 'lock.exec(\'BEGIN EXCLUSIVE\')', to: 'void lock' },
  /** Limits go by the clock on the wall. */
  'wall-clock': { file: 'server/app.ts', from: '(() => performance.now())', to: 'Date.now' },
  /** The latest workshop is the one with the latest date. */
  'by-date': { file: 'server/log/sqlite.ts', from: 'ORDER BY (SELECT rowid FROM batch WHERE workshop = first.workshop ORDER BY seq DESC LIMIT 1)', to: 'ORDER BY entries ->> \\\'$[0].at\\\'' },
  /** Whoever does not finish a request keeps the server from ending. */
  'patient-end': { file: 'server/app.ts', from: 'http.closeAllConnections()', to: '' },
  /** Closing the terminal cuts the server off. */
  'deaf-to-hangup': { file: 'server/cli/main.ts', from: ', \'SIGHUP\'', to: '' },
  /** Whatever is wrong with the folder, another server has it. */
  'one-excuse': { file: 'server/log/data-folder.ts', from: '!== SQLITE_BUSY', to: '=== -1' },
  /** Any name passes for one of a message. */
  'no-own-check': { file: 'server/realtime/receive.ts', from: '!Object.hasOwn(commands, type)', to: 'false' },
  /** Names that every object has pass for options. */
  'options-by-prototype': { file: 'core/kinds/with-options.ts', from: 'return options.some(option => option.id === id)', to: 'return id in Object.fromEntries(options.map(option => [option.id, option]))' },
  /** What does not fit its schema rejects a promise that nobody awaits. */
  'stray-rejection': { file: 'server/realtime/receive.ts', from: 'const issue = parsed?.error.issues[0]', to: 'void Promise.reject(parsed?.error)\n      const issue = parsed?.error.issues[0]' },
  /** One message is never answered. */
  'no-answer': { file: 'server/realtime/receive.ts', from: 'else if (checked.type === \'reaction:send\')', to: 'else if (checked.type === \'role:say\' && checked.role === null)\n        void 0\n      else if (checked.type === \'reaction:send\')' },
  /** Every connection is remembered for ever. */
  'kept-connections': { file: 'server/realtime/sockets.ts', from: 'const { role, attendee, mayMove } = socket.data', to: 'const { role, attendee, mayMove } = socket.data;\n    ((globalThis as any).kept ??= []).push(socket)' },
  /** Attendees who are gone are counted on. */
  'kept-attendees': { file: 'server/realtime/sockets.ts', from: 'presence.leave(attendee, socket)', to: 'void 0' },
  /** What does not fit its schema holds everybody up. */
  'slow-refusal': { file: 'server/realtime/receive.ts', from: 'const issue = parsed?.error.issues[0]', to: 'for (const until = performance.now() + 20; performance.now() < until;);\n      const issue = parsed?.error.issues[0]' },
  /** The state in the phone's page may end its script element. */
  'raw-state': { file: 'server/web/phone/page.ts', from: String.raw`.replace(/[<\u2028\u2029]/g, character =>`, to: String.raw`.replace(/[\u2028\u2029]/g, character =>` },
  /** Spreadsheets run what attendees wrote. */
  'csv-formulas': { file: 'server/export/table.ts', from: 'escape_formulas: true', to: 'escape_formulas: false' },
  'xlsx-formulas': { file: 'server/export/table.ts', from: 'sheetText(cell) || null', to: '(cell.startsWith(\'=\') ? { value: cell, type: \'Formula\' } : sheetText(cell) || null)' },
  /** Towers of accents are shown as they were sent. */
  'towers': { file: 'core/words/text.ts', from: 'return TOWERS.reduce', to: 'return [].reduce' },
  /** Attendees write in the facilitator's terminal. */
  'loud': { file: 'server/realtime/receive.ts', from: 'const { from, payload: schema } = commands[', to: 'console.log((payload as any).answer?.posts?.map(({ text }) => text).join()); const { from, payload: schema } = commands[' },
  /** Every change goes to every phone. */
  'streamed': { file: 'server/realtime/broadcast.ts', from: 'if (sentAttendeeRev !== workshop.attendeeRev) {', to: 'if (sentAttendeeRev !== -1) {' },
  /** Each vote is a transaction of its own. */
  'commit-each': { file: 'server/rooms/room.ts', from: 'if (waiting.push({ by, command, answer }) === 1)\n      setImmediate(flush)', to: 'waiting.push({ by, command, answer }); flush()' },
  /** Screens get votes twenty times a second. */
  'late-screens': { file: 'server/realtime/broadcast.ts', from: 'const FRAME_MS = 16', to: 'const FRAME_MS = 50' },
  /** A connection holds what it does not need. */
  'kept-buffers': { file: 'server/realtime/sockets.ts', from: 'presence.join(attendee, socket)\n', to: 'presence.join(attendee, socket); Reflect.set(socket, \'kept\', new Uint8Array(16384).fill(1))\n' },
  /** The system has room for few who wait to be let in. */
  'short-queue': { file: 'server/app.ts', from: 'backlog: 4096', to: 'backlog: 64' },
  /** Files go out as they are. */
  'whole-files': { file: 'server/web/http.ts', from: 'app.use(compression())', to: 'app.use((request, _, next) => { compression(); delete request.headers[\'accept-encoding\']; next() })' },
  /** Commands are kept beside what they came to. */
  'hoarder': { file: 'core/fold.ts', from: 'workshop.rev++\n', to: 'workshop.rev++; ((workshop as any).all ??= []).push(structuredClone(command))\n' },
  /** The print waits for what never comes. */
  'slow-print': { file: 'server/export/printer.ts', from: 'await allDrawn(page, onSlide, patience)', to: 'await allDrawn(page, onSlide, patience); await page.waitForTimeout(25_000)' },
  /** A print goes on though nobody waits for it. */
  'kept-printers': { file: 'server/export/print-process.ts', from: 'AbortSignal.any([signal, AbortSignal.timeout(LONGEST)])', to: 'AbortSignal.timeout(LONGEST)' },
  /** A print that is wrong passes for a good one. */
  'silent-print': { file: 'server/web/api.ts', from: 'const all = [...errors, ...warnings]', to: 'const all = [errors, warnings].flat().slice(0, 0)' },
  /** Further builds remove the pages of a server that runs. */
  'no-lease': { file: 'server/build/pages-in-use.ts', from: '  lock?.exec(\'BEGIN\')\n', to: '  void lock\n' },
} as const satisfies Record<string, Mutant>

export type MutantName = keyof typeof mutants
