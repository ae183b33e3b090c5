import type { LoggedCommand } from '../../../core/commands/commands.ts'
import type { Entry } from '../../../core/entry.ts'
import type { Instrument } from '../../support/instruments/instrument.ts'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { loadContent } from '../../../authoring/load.ts'
import { begin, entryOf, settle } from '../../../core/fold.ts'
import { RULES } from '../../../core/rules.ts'
import { currentRound, FACILITATOR, SERVER } from '../../../core/workshop.ts'
import { sqliteLog } from '../../../server/log/sqlite.ts'
import { paths } from '../../../server/paths.ts'
import { dataFolder } from '../../support/data-folder.ts'
import { atMost, none, told } from '../../support/instruments/instrument.ts'
import { asks, picks, says } from '../../support/polls/answers.ts'
import { signIn, startShipped } from '../../support/processes/shipped.ts'
import { atPace } from '../../support/server/crowd.ts'
import { attendeeCookie, connectWire, newId } from '../../support/server/wire.ts'

const WORDS = 'release-day'
const BOARD = 'parking-lot'
const CHOICE = 'opening'
/** Words, and questions, of each. */
const EACH = 1
const PHONES = 28
const WRITERS = 10
const PATIENCE_MS = 100

export const written: Instrument = {
  name: 'written',
  about: 'thousands of words and questions, and more all the time: votes go on. --clients: who wrote before the start. --rounds: seconds',
  async run({ clients = 10_000, rounds = 20, mutant, tell }) {
    const data = dataFolder()
    try {
      await writeLog(join(data.path, 'workshops.sqlite'), clients)
      const began = performance.now()
      const server = await startShipped({ data: data.path, mutant })
      const started = performance.now() - began
      tell(`started on ${2 * EACH * clients} rows after ${Math.round(started)} ms`)
      try {
        let panelBytes = 0
        const facilitator = await connectWire(server.url, { role: 'facilitator', cookie: await signIn(server), onFrame: frame => panelBytes += frame.length })
        await connectWire(server.url, { role: 'screen' })
        const { polls } = await facilitator.until('welcome')
        const roundOf = (poll: string) => polls.find(({ def }) => def.id === poll)!.round
        const phones = await Promise.all(Array.from({ length: PHONES }, async (_, no) => connectWire(server.url, { cookie: await attendeeCookie(server.url, no) })))
        const writers = await Promise.all(Array.from({ length: WRITERS }, async (_, no) => connectWire(server.url, { cookie: await attendeeCookie(server.url, 1000 + no) })))

        const refused: string[] = []
        const harm = atPace(WRITERS * 8, rounds, async (no) => {
          const writer = writers[no % WRITERS]!
          const [poll, answer] = no % 2 ? [WORDS, says(`w${no}`)] : [BOARD, asks([{ id: newId(), text: `What about ${no}?` }])]
          return writer.send({ type: 'ballot:cast', id: newId(), poll, round: roundOf(poll), answer })
        })
        const waits = await atPace(40, rounds, async (no) => {
          const sent = performance.now()
          const reply = await phones[no % PHONES]!.send({ type: 'ballot:cast', id: newId(), poll: CHOICE, round: roundOf(CHOICE), answer: picks(no % 2 ? 'curious' : 'safer') })
          if (!reply.ok)
            refused.push(reply.code)
          return performance.now() - sent
        })
        const times = waits.map(each => each.status === 'fulfilled' ? each.value : Infinity).sort((a, b) => a - b)
        const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))]!
        const kept = (await harm).filter(each => each.status === 'fulfilled' && each.value.ok).length
        return [
          none('honest votes refused', refused),
          atMost('an honest vote, p99', at(0.99), PATIENCE_MS, ' ms'),
          told('an honest vote, median and at most', `${at(0.5).toFixed(1)} ms, ${at(1).toFixed(1)} ms`),
          told('words and questions taken meanwhile', String(kept)),
          atMost('bytes to the panel', panelBytes / rounds / 1e6, 2, ' MB/s'),
          told('started on that log after', `${(started / 1000).toFixed(1)} s`),
        ]
      }
      finally {
        server.signal('SIGKILL')
        await server.ended
      }
    }
    finally {
      data.remove()
    }
  },
}

/** A workshop in which so many attendees wrote, and everything was shown. */
async function writeLog(path: string, people: number): Promise<void> {
  const { file: { title, opening, roles, smallestGroup, reactions }, polls } = await loadContent(paths.root)
  const start: Entry = { at: 0, by: SERVER, rules: RULES, command: { type: 'workshop:start', id: 'the-start', workshop: '2026-11-23-full', title, opening, polls, roles, smallestGroup, reactions } }
  const workshop = begin(start)
  const entries = [start]
  const does = (by: string, command: Record<string, unknown>) => {
    const entry = entryOf(0, by, { ...command, id: `written-${entries.length}` } as unknown as LoggedCommand)
    settle(workshop, entry)
    entries.push(entry)
  }
  for (const poll of [CHOICE, WORDS, BOARD]) {
    does(FACILITATOR, { type: 'poll:open', poll })
    does(FACILITATOR, { type: 'poll:reveal', poll })
  }
  does(FACILITATOR, { type: 'slide:show', no: 3, clicks: 0, poll: BOARD })
  const round = (poll: string) => currentRound(workshop.polls.get(poll)!).id
  for (let person = 0; person < people; person++) {
    const by = `a:${String(person).padStart(16, '0')}`
    const numbers = Array.from({ length: EACH }, (_, index) => person * EACH + index)
    does(by, { type: 'ballot:cast', poll: WORDS, round: round(WORDS), answer: says(...numbers.map(no => `word${no}`)) })
    does(by, { type: 'ballot:cast', poll: BOARD, round: round(BOARD), answer: asks(numbers.map(no => ({ id: `question-${no}`, text: `What about number ${no}?` }))) })
  }
  const log = sqliteLog(path)
  await log.append('2026-11-23-full', () => entries)
  await log.close()
}
