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
  /** Anybody may close a poll. */
  'anybody-closes': { file: 'server/sockets.ts', from: '(from === \'attendee\' ? visitor.role !== \'attendee\' : !visitor.mayMove)', to: '(from === \'attendee\' ? visitor.role !== \'attendee\' : !visitor.mayMove && type !== \'poll:close\')' },
  /** The results are downloaded without the cookie. */
  'open-door': { file: 'server/http.ts', from: 'if (auth.isFacilitator(request)) {\n      response.set', to: 'if (auth.isFacilitator(request) || request.path.startsWith(\'/api/results\')) {\n      response.set' },
  /** The page that signs the facilitator in holds the secret. */
  'secret-in-page': { file: 'server/http.ts', from: 'send(plainPage(\'Signed in\',', to: 'send(plainPage(\'Signed in \' + cookie,' },
  /** The terminal prints the secret. */
  'secret-in-banner': { file: 'server/main.ts', from: 'signInUrl: signIn() })', to: 'signInUrl: signIn() }), console.log(facilitatorSecret(data))' },
  /** Phones are sent the result before it is revealed. */
  'early-result': { file: 'core/views.ts', from: '...results === \'shown\' && { result: resultOf(poll.def, round, false) },', to: 'result: resultOf(poll.def, round, false),' },
  /** A ballot moves the revision that phones see. */
  'telling-revision': { file: 'core/fold.ts', from: 'const asked = postIds(round.cast.get(by))', to: 'const asked = postIds(round.cast.get(by), workshop.attendeeRev++)' },
  /** Phones are sent the number of voters. */
  'telling-voters': { file: 'core/views.ts', from: '    def: publicDef(poll.def),', to: '    def: publicDef(poll.def), voters: round.tally.voters,' },
  /** The record holds what was never revealed. */
  'telling-record': { file: 'server/export/results.ts', from: 'revealed || hidden', to: 'revealed || !hidden' },
  /** The PDF draws what was never revealed. */
  'telling-print': { file: 'core/views.ts', from: 'eyes === \'record\' ? round.revealed : true', to: 'true' },
  /** Other sites' pages may connect. */
  'any-origin': { file: 'server/sockets.ts', from: '&& isOwnOrigin(headers.origin, headers.host, publicUrl))', to: ')' },
  /** The server answers for every name. */
  'any-host': { file: 'server/addresses.ts', from: 'if (!host)\n    return false', to: 'if (host !== \'\')\n    return true' },
  /** The project's own folder is served beside the pages. */
  'open-folder': { file: 'server/http.ts', from: '  app.use(built(\'phone\'', to: '  app.use(express.static(join(dist, \'../..\')))\n  app.use(built(\'phone\'' },
  /** Some links work that nobody was given. */
  'lucky-guess': { file: 'server/auth.ts', from: 'codes.delete(code)', to: 'codes.delete(code) || code.endsWith(\'aa\')' },
  /** Two seats are one where they begin alike. */
  'short-seats': { file: 'server/auth.ts', from: '.update(token).digest', to: '.update(token[0]).digest' },
  /** Wrong links are answered without end. */
  'endless-guesses': { file: 'server/http.ts', from: 'const mayGuess = () => guesses.allows(\'\', monotonic())', to: 'const mayGuess = () => true' },
  /** Pages may run what stands in them. */
  'weak-policy': { file: 'server/headers.ts', from: '\'script-src\': [\'\\\'self\\\'\']', to: '\'script-src\': [\'\\\'self\\\'\', \'\\\'unsafe-inline\\\'\']' },
  /** Scripts can read the facilitator's cookie. */
  'bare-cookie': { file: 'server/auth.ts', from: 'HttpOnly; SameSite=Strict', to: 'SameSite=Strict' },
  /** Looking at a page moves the slides. */
  'moving-get': { file: 'server/http.ts', from: 'app.get([\'/facilitator\', \'/facilitator/\'], (_, response) => response', to: 'app.get([\'/facilitator\', \'/facilitator/\'], (_, response) => void room.submit(\'facilitator\', { type: \'slide:show\', id: String(Math.random()), no: 9, clicks: 0, poll: null }) ?? response' },
  /** The server calls somebody when it starts. */
  'call-home': { file: 'server/main.ts', from: 'printBanner({ title', to: 'fetch(\'http://127.0.0.1:4999/\').catch(() => {}), printBanner({ title' },
  /** Nobody is held back. */
  'no-limit': { file: 'server/limit.ts', from: 'return filled >= 1', to: 'return true' },
  /** The limit counts for a whole room, as one for an address would. */
  'limit-of-all': { file: 'server/sockets.ts', from: 'limits).allows(visitor.caller,', to: 'limits).allows(\'all\',' },
  /** Only attendees are held back. */
  'screens-unlimited': { file: 'server/sockets.ts', from: 'if (!(visitor.mayMove', to: 'if (visitor.role === \'attendee\' && !(visitor.mayMove' },
  /** Who never says who they are may stay. */
  'patient-door': { file: 'server/sockets.ts', from: 'connectTimeout: 10_000', to: 'connectTimeout: 600_000' },
} as const satisfies Record<string, Mutant>

export type MutantName = keyof typeof mutants
