import type { LoggedCommand } from '../../../core/commands/commands.ts'
import type { Entry } from '../../../core/entry.ts'
import { loadContent } from '../../../authoring/load.ts'
import { begin, entryOf, settle } from '../../../core/fold.ts'
import { RULES } from '../../../core/rules.ts'
import { currentRound, FACILITATOR, SERVER } from '../../../core/workshop.ts'
import { codeOf, LETTERS } from '../../../server/access/join-codes.ts'
import { logPath } from '../../../server/log/data-folder.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { paths } from '../../../server/paths.ts'
import { likelyAnswer } from '../../../tools/gallery/answers.ts'

export interface StoredOptions {
  /** How many workshops. */
  count: number
  /** They have ended, and in each so many people have voted on so many polls. */
  ended?: { people: number, polls: number }
  /** Milliseconds since 1970 of the first one's start; the others follow, a minute apart. */
  at?: number
}

/**
 * Writes workshops of the project's own deck into a data folder, whose server need not run.
 * @returns their codes, in the order of their starts
 */
export async function storeWorkshops(data: string, { count, ended, at = Date.UTC(2026, 8, 1, 9) }: StoredOptions): Promise<string[]> {
  const { file: { title, opening, roles, smallestGroup, reactions, pace }, polls, ahead, plan } = await loadContent(paths.root)
  const log = sqliteLog(logPath(data))
  const known = (await log.workshops()).length
  const ids = Array.from({ length: count }, (_, index) => `2026-09-01-${codeAt(known + index)}`)
  for (const [index, workshop] of ids.entries()) {
    const start: Entry = { at: at + index * 60_000, by: SERVER, rules: RULES, command: { type: 'workshop:start', id: 'the-start', workshop, title, opening, polls, roles, smallestGroup, reactions, pace, ...ahead && { ahead }, ...plan && { plan } } }
    await log.append(workshop, () => [start, ...ended ? playedOut(start, ended) : []])
  }
  await log.close()
  return ids.map(codeOf)
}

/** What happens in a workshop until it ends. */
function playedOut(start: Entry, { people, polls }: { people: number, polls: number }): Entry[] {
  const workshop = begin(start)
  const entries: Entry[] = []
  const does = (by: string, command: Record<string, unknown>) => {
    const entry = entryOf(start.at + entries.length * 1000, by, { ...command, id: `stored-${entries.length}` } as unknown as LoggedCommand)
    settle(workshop, entry)
    entries.push(entry)
  }
  const votable = [...workshop.polls.values()].filter(({ def }) => 'options' in def && def.options.length > 0 && def.kind !== 'rank').slice(0, polls)
  for (const poll of votable) {
    does(FACILITATOR, { type: 'poll:open', poll: poll.def.id })
    for (let person = 0; person < people; person++)
      does(`a:${String(person).padStart(16, '0')}`, { type: 'ballot:cast', poll: poll.def.id, round: currentRound(poll).id, answer: likelyAnswer(poll.def, person) })
    does(FACILITATOR, { type: 'poll:reveal', poll: poll.def.id })
  }
  does(FACILITATOR, { type: 'workshop:end' })
  return entries
}

/** The n-th code, of six letters. */
function codeAt(index: number): string {
  let code = ''
  for (let left = index; code.length < 6; left = Math.floor(left / LETTERS.length))
    code = LETTERS[left % LETTERS.length]! + code
  return code
}
