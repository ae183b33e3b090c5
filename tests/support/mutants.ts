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
} as const satisfies Record<string, Mutant>

export type MutantName = keyof typeof mutants
