import type { PollView } from '../../../core/protocol/down.ts'
import type { PhoneTab } from '../../support/browser/phone-tab.ts'
import type { Finding, Instrument, InstrumentOptions } from '../../support/instruments/instrument.ts'
import type { Served } from '../../support/server/with-server.ts'
import type { WritingPhone } from './sleep-phone.ts'
import { setTimeout as pass } from 'node:timers/promises'
import { openTestBrowser } from '../../support/browser/browser.ts'
import { createStorage, isSettled, openTab } from '../../support/browser/phone-tab.ts'
import { atMost, none, told } from '../../support/instruments/instrument.ts'
import { asks } from '../../support/polls/answers.ts'
import { attendeeCookie, connectWire, newId } from '../../support/server/wire.ts'
import { withServer } from '../../support/server/with-server.ts'
import { openWritingPhone } from './sleep-phone.ts'

/** Takes more texts of a person than they send here: with the last one, the field goes. */
const WALL = { poll: 'parking-lot', title: 'What did we not answer?' }
const OTHER = { poll: 'opening', title: 'What brings you here today?' }
/** Until all is right again. */
const BACK_MS = 10_000
const AWAY_MINUTES = 5

/** A stopped server, and phones without a network for five minutes, in a hand and asleep. */
export const sleep: Instrument = {
  name: 'sleep',
  about: 'A server that stands still, phones that are away. --clients phones, --rounds seconds that the server stands still',
  run: options => withServer({ mutant: options.mutant }, async (server) => {
    const browser = await openTestBrowser()
    const room: Room = { server, phones: [], writers: [], texts: [] }
    try {
      await show(room, WALL.poll)
      room.phones.push(...await Promise.all(Array.from({ length: options.clients ?? 30 }, async (_, index) => openTab({ url: server.url, cookie: await attendeeCookie(server.url, index), storage: createStorage() }))))
      room.writers.push(await openWritingPhone(browser, server.url, 'awake'), await openWritingPhone(browser, server.url, 'asleep'))
      return [
        ...await standStill(room, options),
        ...await goAway(room, options),
        none('Pages that loaded themselves anew', await faultsOf(room.writers, async writer => await writer.isSamePage() ? null : 'is another page')),
      ]
    }
    finally {
      room.phones.forEach(phone => phone.close())
      await browser.close()
    }
  }),
}

interface Room {
  server: Served
  phones: PhoneTab[]
  /** Two, in real browsers. */
  writers: WritingPhone[]
  /** What was sent, and has to count once. */
  texts: string[]
}

/** The server is stopped for so many seconds; whoever votes goes on voting. */
async function standStill({ server, phones, writers, texts }: Room, { rounds: seconds = 60, tell }: InstrumentOptions): Promise<Finding[]> {
  const [typing, sending] = writers as [WritingPhone, WritingPhone]
  const write = (text: string) => (phone: PhoneTab, index: number) => {
    const own = `${text} ${index}`
    texts.push(own)
    const before = phone.attendee.answer.value
    phone.attendee.cast(asks([...before?.kind === 'board' ? before.posts : [], { id: newId(), text: own }]))
  }
  await Promise.all(phones.map(phone => phone.comesTo(() => phone.attendee.view.value !== null, BACK_MS)))
  phones.forEach(write('Before'))
  const before = await Promise.all(phones.map(phone => phone.comesTo(() => isSettled(phone), BACK_MS)))
  await typing.type('I will ')

  tell(`The server stands still for ${seconds} s`)
  server.signal('SIGSTOP')
  phones.forEach(write('Meanwhile'))
  await typing.type('write ')
  await sending.type('Sent while it stood still')
  await sending.send()
  texts.push('Sent while it stood still')
  // The fault lasts that long; nothing is waited for.
  await pass(seconds * 1000)
  const unanswered = phones.filter(phone => !isSettled(phone)).length
  server.signal('SIGCONT')

  const from = performance.now()
  const settled = await Promise.all([
    ...phones.map(phone => phone.comesTo(() => isSettled(phone), BACK_MS)),
    sending.stamp('Sent', BACK_MS),
  ])
  const took = (performance.now() - from) / 1000
  const counted = await wallOf(server)
  return [
    told('Phones, of which waited for an answer at the end of the stop', `${phones.length + writers.length}, ${unanswered + 1}`),
    none('Phones that never came up', before.flatMap((fit, index) => fit ? [] : [`phone ${index}`])),
    atMost(`After ${seconds} s of a stopped server, every vote is answered within`, took, BACK_MS / 1000, ' s'),
    none('Votes that still wait', settled.flatMap((fit, index) => fit ? [] : [`phone ${index}`])),
    none('Texts that do not count once', differences(texts, counted)),
    none('Half-typed texts that are lost', await typing.typed() === 'I will write ' ? [] : [`"${await typing.typed()}"`]),
  ]
}

/** Both writers lose their network for five minutes, send and type meanwhile, and the room moves on. */
async function goAway(room: Room, { tell }: InstrumentOptions): Promise<Finding[]> {
  const { server, writers, texts } = room
  tell(`Phones are away for ${AWAY_MINUTES} minutes`)
  const away: string[] = []
  await Promise.all(writers.map(async (writer) => {
    await writer.type('Unfinished')
    await writer.page.context().setOffline(true)
    const text = `${await writer.typed()} of the ${writer.manner} one`
    await writer.type(` of the ${writer.manner} one`)
    await writer.send()
    away.push(text)
    await writer.type('Half a thought')
    await writer.leave()
  }))
  texts.push(...away)
  await show(room, OTHER.poll)
  await Promise.all(writers.map(writer => writer.passTime(AWAY_MINUTES)))

  const early = (await wallOf(server)).filter(text => away.includes(text))
  const facilitator = await connectWire(server.url, { role: 'facilitator', cookie: server.cookie })
  const from = performance.now()
  const counted = facilitator.until('poll', view => view.def.id === WALL.poll && differences(texts, textsOf(view)).length === 0)
  const back = await Promise.all(writers.map(async (writer) => {
    await writer.comeBack()
    return writer.shows(OTHER.title, BACK_MS)
  }))
  const inTime = await Promise.race([counted.then(() => true), pass(Math.max(1, BACK_MS - (performance.now() - from)), false)])
  const took = (performance.now() - from) / 1000
  const wall = await wallOf(server)
  await show(room, WALL.poll)
  const kept = await faultsOf(writers, async (writer) => {
    await writer.shows(WALL.title, BACK_MS)
    const typed = await writer.typed()
    return typed === 'Half a thought' ? null : `has "${typed}"`
  })
  facilitator.close()
  return [
    atMost(`After ${AWAY_MINUTES} minutes without a network, the view is current and every vote counts within`, inTime ? took : Infinity, BACK_MS / 1000, ' s'),
    none('Texts that got out without a network', early),
    none('Phones that show what is over', writers.flatMap(({ manner }, index) => back[index] ? [] : [manner])),
    none('Texts sent while away that do not count once', differences(texts, wall)),
    none('Half-typed texts that are lost while away', kept),
  ]
}

async function show({ server }: Room, poll: string): Promise<void> {
  const facilitator = await connectWire(server.url, { role: 'facilitator', cookie: server.cookie })
  await facilitator.send({ type: 'slide:show', id: newId(), no: 2, clicks: 0, poll })
  facilitator.close()
}

/** What is on the wall, as a facilitator is told who has just come. */
async function wallOf({ url, cookie }: Served): Promise<string[]> {
  const facilitator = await connectWire(url, { role: 'facilitator', cookie })
  const { polls } = await facilitator.until('welcome')
  facilitator.close()
  return textsOf(polls.find(({ def }) => def.id === WALL.poll)!)
}

function textsOf({ result }: PollView): string[] {
  return result?.kind === 'board' ? result.rows.map(({ label }) => label) : []
}

/** Texts that are missing, or there too often. */
function differences(expected: string[], found: string[]): string[] {
  const times = (texts: string[], text: string) => texts.filter(each => each === text).length
  return [...new Set([...expected, ...found])]
    .filter(text => times(expected, text) !== times(found, text))
    .map(text => `"${text}" is there ${times(found, text)} times`)
}

async function faultsOf(writers: WritingPhone[], problem: (writer: WritingPhone) => Promise<string | null>): Promise<string[]> {
  const problems = await Promise.all(writers.map(problem))
  return writers.flatMap(({ manner }, index) => problems[index] ? [`the ${manner} one ${problems[index]}`] : [])
}
