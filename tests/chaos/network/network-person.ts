import type { Connection } from '../../../client/link/connection/connection.ts'
import type { Answer } from '../../../core/kinds/kinds.ts'
import type { ScaleAnswer } from '../../../core/kinds/scale.ts'
import type { OwnView } from '../../../core/protocol/down.ts'
import type { PhoneTab } from '../../support/browser/phone-tab.ts'
import type { Heard, History } from '../votes/choices.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { createStorage, isSettled, openTab } from '../../support/browser/phone-tab.ts'
import { rates } from '../../support/polls/answers.ts'

export interface Ballot {
  round: string
  options: string[]
  levels: number
}

/** An attendee with two tabs of one browser, who taps, waits, refreshes and looks again. */
export interface Person {
  history: History
  tabs: PhoneTab[]
  taps: number
  /** Milliseconds until a new page had its view. */
  longestStart: number
  /** Taps once, what nobody of this attendee tapped before. */
  tap: (tab: number) => void
  /** Taps so many times in one tab, in haste or with patience. */
  use: (tab: number, taps: number) => Promise<void>
}

export interface PersonOptions extends Ballot {
  url: string
  cookie: string
  random: () => number
}

/** For a page to come up, faults included. */
const PATIENCE_MS = 60_000

let pages = 0
let clock = 0

export function createPerson({ url, cookie, random, ...ballot }: PersonOptions): Person {
  const history: History = { intents: new Map(), heard: new Map() }
  const storage = createStorage()
  let taps = 0
  const open = () => openTab({ url, cookie, storage, through: connection => observed(connection, history, ballot, pages++) })
  const person: Person = {
    history,
    longestStart: 0,
    tabs: [open(), open()],
    get taps() { return taps },
    tap: tab => person.tabs[tab]!.attendee.cast(answerNo(++taps, ballot)),
    async use(tab, count) {
      for (let done = 0; done < count; done++) {
        const from = performance.now()
        if (!await person.tabs[tab]!.comesTo(() => person.tabs[tab]!.attendee.view.value !== null, PATIENCE_MS))
          throw new Error(`A new page shows nothing after ${PATIENCE_MS / 1000} s.`)
        person.longestStart = Math.max(person.longestStart, performance.now() - from)
        person.tap(tab)
        const next = random()
        if (next < 0.35) {
          await person.tabs[tab]!.comesTo(() => isSettled(person.tabs[tab]!), 3000)
        }
        else if (next < 0.85) {
          // How fast people tap.
          await pause(random() * 300)
        }
        else if (next < 0.95) {
          person.tabs[tab]!.close()
          person.tabs[tab] = open()
        }
        else {
          person.tabs[tab]!.look()
        }
      }
    },
  }
  return person
}

/** The same answer never comes twice for the same attendee. */
function answerNo(no: number, { options, levels }: Ballot): ScaleAnswer {
  const digits = no.toString(levels + 1).padStart(options.length, '0')
  return rates(Object.fromEntries(options.flatMap((id, index) => digits[index] === '0' ? [] : [[id, Number(digits[index])]])))
}

/** An answer in words, an option a digit; empty for none. */
export function choiceOf(answer: Answer | null | undefined, { options }: Ballot): string {
  return answer?.kind === 'scale' ? options.map(id => answer.levels[id] ?? 0).join('') : ''
}

/** Writes down what a page sends and hears. */
function observed(connection: Connection, { intents, heard }: History, ballot: Ballot, page: number): Connection {
  const all: Heard[] = []
  heard.set(page, all)
  connection.on('own', ({ ballots }: OwnView) => {
    const choice = choiceOf(ballots[ballot.round], ballot)
    all.push({ kind: 'told', choice })
    const seen = intents.get(choice)
    if (seen)
      seen.until = Math.min(seen.until, ++clock)
  })
  return {
    ...connection,
    async send(command) {
      if (command.type !== 'ballot:cast')
        return connection.send(command)
      const choice = choiceOf(command.answer, ballot)
      const intent = intents.get(choice) ?? { choice, from: new Map<number, number>(), until: Infinity, confirmed: false }
      intents.set(choice, intent)
      if (!intent.from.has(page))
        intent.from.set(page, ++clock)
      const reply = await connection.send(command)
      if (reply.ok) {
        intent.until = Math.min(intent.until, ++clock)
        intent.confirmed = true
        all.push({ kind: 'confirmed', choice })
      }
      return reply
    },
  }
}
