import type { LoggedCommand } from '../../core/commands/commands.ts'
import type { Entry } from '../../core/entry.ts'
import type { Workshop } from '../../core/workshop.ts'
import type { Instrument } from '../support/instruments/instrument.ts'
import { join } from 'node:path'
import { loadContent } from '../../authoring/load.ts'
import { begin, entryOf, settle } from '../../core/fold.ts'
import { RULES } from '../../core/rules.ts'
import { currentRound, FACILITATOR, SERVER } from '../../core/workshop.ts'
import { sqliteLog } from '../../server/log/sqlite.ts'
import { paths } from '../../server/paths.ts'
import { likelyAnswer } from '../../tools/gallery/answers.ts'
import { dataFolder } from '../support/data-folder.ts'
import { atMost, told } from '../support/instruments/instrument.ts'
import { spawnScript } from '../support/processes/shipped.ts'
import { median } from './figures.ts'

const ENTRIES = 1_000_000
const BATCH = 1000

/** Votes of a room, poll after poll: everybody changes their mind a few times. Open for as long as they are asked for. */
function* votes(workshop: Workshop, people: number): Generator<Entry> {
  const polls = [...workshop.polls.values()].filter(({ def }) => ['choice', 'dots', 'scale'].includes(def.kind))
  let made = 0
  const entry = (by: string, command: Record<string, unknown>): Entry => entryOf(made, by, { ...command, id: `command-${String(made++).padStart(14, '0')}` } as unknown as LoggedCommand)
  for (;;) {
    for (const { def } of polls) {
      if (currentRound(workshop.polls.get(def.id)!).voting === 'idle')
        yield entry(FACILITATOR, { type: 'poll:open', poll: def.id })
      const { id: round } = currentRound(workshop.polls.get(def.id)!)
      for (let person = 0; person < people; person++)
        yield entry(`a:${String(person).padStart(16, '0')}`, { type: 'ballot:cast', poll: def.id, round, answer: likelyAnswer(def, person + made) })
    }
  }
}

export const core: Instrument = {
  name: 'core',
  about: 'votes that the rules take in a second, and a log of a million entries read again',
  async run({ clients = 1000, rounds = 3, mutant, tell }) {
    const { file: { title, opening }, polls } = await loadContent(paths.root)
    const start: Entry = { at: 0, by: SERVER, rules: RULES, command: { type: 'workshop:start', id: 'the-start', workshop: 'bench', title, opening, polls } }
    const { path, remove } = dataFolder()
    const file = join(path, 'workshops.sqlite')
    const log = sqliteLog(file)
    try {
      const workshop = begin(start)
      let batch = [start]
      let judging = 0
      for (const entry of votes(workshop, clients)) {
        const before = performance.now()
        const { reply } = settle(workshop, entry)
        if (!reply.ok)
          throw new Error(`${entry.command.type} was refused: ${reply.message}`)
        judging += performance.now() - before
        batch.push(entry)
        if (batch.length === BATCH || workshop.rev === ENTRIES) {
          await log.append('bench', () => batch)
          batch = []
        }
        if (workshop.rev === ENTRIES)
          break
      }
      await log.close()
      tell(`a log of ${ENTRIES} entries is written`)
      const runs = []
      for (let round = 0; round < rounds; round++) {
        const { out, err } = await spawnScript('tests/bench/million.ts', [file], { flags: ['--expose-gc'], mutant }).ended
        if (err)
          throw new Error(err)
        runs.push(JSON.parse(out) as { took: number, bytes: number, entries: number })
      }
      return [
        atMost('a million entries read again', median(runs.map(({ took }) => took)) / 1000, 3, ' s'),
        atMost('memory of an entry', median(runs.map(({ bytes, entries }) => bytes / entries)), 400, ' B'),
        told('votes judged and counted', `${Math.round(ENTRIES / judging).toLocaleString('en')} thousand a second`),
      ]
    }
    finally {
      remove()
    }
  },
}
