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
  /** The state in the phone's page may end its script element. */
  'raw-state': { file: 'server/phone-page.ts', from: String.raw`.replace(/[<\u2028\u2029]/g, character =>`, to: String.raw`.replace(/[\u2028\u2029]/g, character =>` },
  /** Spreadsheets run what attendees wrote. */
  'csv-formulas': { file: 'server/export/table.ts', from: 'escape_formulas: true', to: 'escape_formulas: false' },
  'xlsx-formulas': { file: 'server/export/table.ts', from: 'sheetText(cell) || null', to: '(cell.startsWith(\'=\') ? { value: cell, type: \'Formula\' } : sheetText(cell) || null)' },
  /** Towers of accents are shown as they were sent. */
  'towers': { file: 'core/text.ts', from: 'return TOWERS.reduce', to: 'return [].reduce' },
  /** Attendees write in the facilitator's terminal. */
  'loud': { file: 'server/sockets.ts', from: 'const { from } = upMessages[', to: 'console.log(payload.answer?.posts?.map(({ text }) => text).join()); const { from } = upMessages[' },
} as const satisfies Record<string, Mutant>

export type MutantName = keyof typeof mutants
