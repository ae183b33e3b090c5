import type { Finding, Instrument, InstrumentOptions } from '../../support/instruments/instrument.ts'
import type { Wire } from '../../support/server/wire.ts'
import type { Served } from '../../support/server/with-server.ts'
import type { Ballot, Person } from './network-person.ts'
import { isSettled } from '../../support/browser/phone-tab.ts'
import { atLeast, atMost, none, told } from '../../support/instruments/instrument.ts'
import { randomFrom } from '../../support/polls/random.ts'
import { FAULTS, startFaultProxy } from '../../support/processes/fault-proxy.ts'
import { attendeeCookie, connectWire, newId } from '../../support/server/wire.ts'
import { withServer } from '../../support/server/with-server.ts'
import { comebacks, problemWithChoice, setbacks } from '../votes/choices.ts'
import { choiceOf, createPerson } from './network-person.ts'

const POLL = 'cicd/practices'
/** Until every tap is judged, once the network is well again. */
const BACK_MS = 10_000

/** 100 attendees with two tabs each, 50 taps a tab: 10,000 intents. */
export const network: Instrument = {
  name: 'network',
  about: 'Taps through a bad network, from two tabs each, with refreshes. --clients attendees, --rounds taps a tab',
  run: options => withServer({ mutant: options.mutant }, server => tapThroughFaults(server, options)),
}

async function tapThroughFaults(server: Served, { clients = 100, rounds = 50, seed, tell }: InstrumentOptions): Promise<Finding[]> {
  const facilitator = await connectWire(server.url, { role: 'facilitator', cookie: server.cookie })
  const ballot = await openPoll(facilitator)
  const proxy = await startFaultProxy(server.port, seed)
  const random = randomFrom(seed)
  const people = await Promise.all(Array.from({ length: clients }, async (_, index) => createPerson({ url: proxy.url, cookie: await attendeeCookie(server.url, index), random, ...ballot })))
  try {
    await Promise.all(people.flatMap(person => [person.use(0, rounds), person.use(1, rounds)]))
    // Lines that die now are those that the last finding but one is about.
    await Promise.all(people.flatMap(person => person.tabs.map((tab, index) => {
      person.tap(index)
      return tab.comesTo(() => isSettled(tab), 500)
    })))
    tell('Every tap is made; the network gets well')
    const healed = performance.now()
    const quiet = proxy.heal()
    const back = await Promise.all(people.map((person, index) => comeBack(person, Math.max(0, index % 4 - 1))))
    const seconds = (performance.now() - healed) / 1000
    await quiet

    await facilitator.send({ type: 'poll:close', id: newId(), poll: POLL })
    const finals = await Promise.all(people.map((_, index) => ownChoice(server.url, index, ballot)))
    await facilitator.send({ type: 'poll:reveal', id: newId(), poll: POLL })
    const agree = await Promise.all(people.map((person, index) => tabsShow(person, finals[index]!, ballot)))
    const intents = people.flatMap(({ history }) => [...history.intents.values()])
    return [
      told('Taps made, sent, and confirmed', `${people.reduce((sum, person) => sum + person.taps, 0)}, ${intents.length}, ${intents.filter(({ confirmed }) => confirmed).length}`),
      told('Faults', FAULTS.map(fault => `${fault} ${proxy.counts[fault]}`).join(', ')),
      told('The longest that a new page took to come up meanwhile', `${(Math.max(...people.map(({ longestStart }) => longestStart)) / 1000).toFixed(1)} s`),
      atLeast('Kinds of faults that took place', FAULTS.filter(fault => proxy.counts[fault] > 0).length, FAULTS.length),
      atMost('Back after the last fault, everybody', seconds, BACK_MS / 1000, ' s'),
      none('Attendees who did not come back', faultsOf(people, (_, index) => back[index] ? null : 'a tap still waits')),
      none('Choices that may not be what counts', faultsOf(people, ({ history }, index) => problemWithChoice(history, finals[index]!))),
      none('Choices that came after newer ones', faultsOf(people, ({ history }) => setbacks(history)[0] ?? null)),
      none('Choices that counted twice', faultsOf(people, ({ history }) => comebacks(history)[0] ?? null)),
      none('Tabs that show what does not count', faultsOf(people, (_, index) => agree[index]!)),
      none('Differences between the screen and the choices', await screenFaults(server.url, finals, ballot)),
    ]
  }
  finally {
    people.forEach(({ tabs }) => tabs.forEach(tab => tab.close()))
    facilitator.close()
    proxy.close()
  }
}

async function openPoll(facilitator: Wire): Promise<Ballot> {
  await facilitator.send({ type: 'slide:show', id: newId(), no: 2, clicks: 0, poll: POLL })
  const { def, round } = await facilitator.until('poll', ({ def, voting }) => def.id === POLL && voting === 'open')
  if (def.kind !== 'scale')
    throw new Error(`${POLL} is a ${def.kind}; this needs a scale, whose answers are many.`)
  return { round, options: def.options.map(({ id }) => id), levels: def.levels.length }
}

/** A last tap in none, one or both of the tabs; who does not tap looks at it. Resolves with whether all is judged in time. */
async function comeBack(person: Person, taps: number): Promise<boolean> {
  person.tabs.forEach((tab, index) => index < taps ? person.tap(index) : tab.look())
  const back = await Promise.all(person.tabs.map(tab => tab.comesTo(() => isSettled(tab), BACK_MS)))
  return back.every(Boolean)
}

/** What the server counts for an attendee, as a new connection is told. */
async function ownChoice(url: string, index: number, ballot: Ballot): Promise<string> {
  const wire = await connectWire(url, { attendee: index })
  const { ballots } = await wire.until('own')
  wire.close()
  return choiceOf(ballots[ballot.round], ballot)
}

async function tabsShow({ tabs }: Person, final: string, ballot: Ballot): Promise<string | null> {
  const shown = (tab: Person['tabs'][number]) => choiceOf(tab.attendee.answer.value, ballot)
  const agree = await Promise.all(tabs.map(tab => tab.comesTo(() => shown(tab) === final, 1000)))
  return agree.every(Boolean) ? null : `${tabs.map(shown).join(' and ')} instead of ${final}`
}

/** The bars on a screen against a count of our own. */
async function screenFaults(url: string, finals: string[], { options, levels }: Ballot): Promise<string[]> {
  const screen = await connectWire(url, { role: 'screen' })
  const { polls } = await screen.until('welcome')
  screen.close()
  const { result, voters } = polls.find(({ def }) => def.id === POLL)!
  const expected = options.map((_, option) => Array.from({ length: levels }, (_, level) => finals.filter(choice => choice[option] === String(level + 1)).length))
  return [
    ...voters === finals.filter(choice => choice !== '').length ? [] : [`${voters} voters`],
    ...options.flatMap((id, option) => {
      const shown = result?.kind === 'scale' && result.rows.find(row => row.id === id)?.distribution
      return String(shown) === String(expected[option]) ? [] : [`${id} has ${shown}, not ${expected[option]}`]
    }),
  ]
}

function faultsOf(people: Person[], problem: (person: Person, index: number) => string | null): string[] {
  return people.flatMap((person, index) => {
    const text = problem(person, index)
    return text === null ? [] : [`attendee ${index}: ${text}`]
  })
}
