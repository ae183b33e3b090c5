import type { Entry } from '../../../core/entry.ts'
import { unnamed } from '../polls/answers.ts'

/** An entry as logs hold it from before answers named their kind. [F4] */
export function unnamedEntry({ command, ...entry }: Entry): Entry {
  const former = command.type === 'ballot:cast' ? { ...command, answer: unnamed(command.answer) } : command
  return JSON.parse(JSON.stringify({ ...entry, command: former }))
}

/** An entry as the first logs hold it: it names no rules and keeps no facts either. [F3] */
export function formerEntry({ at, by, command }: Entry): Entry {
  return unnamedEntry({ at, by, command })
}

/** A log as it was written under rules that its definition names. */
export function formerLog(entries: readonly Entry[], rules: number): Entry[] {
  const log = entries.map(formerEntry)
  Object.assign(log[0]!.command, { rules })
  return log
}
