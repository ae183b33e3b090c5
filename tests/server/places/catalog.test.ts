import type { Entry } from '../../../core/entry.ts'
import type { Log } from '../../../server/log/log.ts'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { codeOf } from '../../../server/access/join-codes.ts'
import { foldLog } from '../../../server/log/fold-log.ts'
import { memoryLog, memoryStore } from '../../../server/log/memory.ts'
import { spareRecordsIn } from '../../../server/log/record-files.ts'
import { createCatalog } from '../../../server/places/catalog.ts'
import { picks } from '../../support/polls/answers.ts'
import { startOf } from '../../support/polls/entries.ts'
import { choice } from '../../support/polls/polls.ts'
import { NOON, startTestServer } from '../../support/server/test-server.ts'
import { tempFolder } from '../../support/temp-folder.ts'

const entry = (at: number, by: string, command: object) => ({ at, by, rules: 5, command: { id: `command-${at}`, ...command } }) as Entry
const ended = (at: number) => entry(at, 'facilitator', { type: 'workshop:end' })
const opened = (at: number) => entry(at, 'facilitator', { type: 'poll:open', poll: choice.id })
const voted = (at: number, by: string) => entry(at, by, { type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })

/** A log that tells which workshops were read. */
async function countedLog(...workshops: [id: string, ...entries: Entry[]][]): Promise<Log & { reads: string[] }> {
  const log = memoryLog()
  for (const [id, ...entries] of workshops)
    await log.append(id, () => [startOf(id, 1000), ...entries])
  const reads: string[] = []
  return {
    ...log,
    reads,
    read(id, from) {
      reads.push(id)
      return log.read(id, from)
    },
  }
}

/** The list of a log, as it is kept in a file. */
function catalogOf(log: Log, path = join(tempFolder(), 'workshops.json')) {
  return createCatalog(memoryStore({ log, summaries: spareRecordsIn(path) }))
}

describe('the list', () => {
  it('has every workshop in short, the one that ran last at the end', async () => {
    const catalog = await catalogOf(await countedLog(['first-room', opened(2000), voted(2001, 'a:ann'), voted(2002, 'a:ben'), ended(3000)], ['second-room']))
    expect(catalog.list()).toEqual([
      { id: 'first-room', title: 'Title of first-room', startedAt: 1000, at: 3000, ended: true, people: 2, length: 5 },
      { id: 'second-room', title: 'Title of second-room', startedAt: 1000, at: 1000, ended: false, people: 0, length: 1 },
    ])
    expect([...catalog.running()]).toEqual(['second-room'])
    expect(catalog.idOf(codeOf('first-room'))).toBe('first-room')
    expect(catalog.idOf('zzzzzz')).toBeUndefined()
  })

  it('follows what workshops become: ended, reopened, renamed, deleted', async () => {
    let time = NOON
    const server = await startTestServer({ others: [{ start: { workshop: '2026-11-23-bbbbbb' } }], now: () => time++ })
    const { catalog, workshops, room, others: [other] } = server
    const states = () => catalog.list().map(({ id, title, ended }) => [id, title, ended])
    expect(states()).toEqual([['test-room', 'Test room', false], ['2026-11-23-bbbbbb', 'Test room', false]])
    const onRunning = vi.fn()
    catalog.onRunning(onRunning)
    await workshops.end(room)
    expect(states()).toEqual([['2026-11-23-bbbbbb', 'Test room', false], ['test-room', 'Test room', true]])
    expect((await fetch(server.url, { redirect: 'manual' })).headers.get('location')).toBe('/bbbbbb')
    await workshops.reopen(room)
    expect(states().at(-1)).toEqual(['test-room', 'Test room', false])
    expect((await fetch(server.url)).url).toBe(`${server.url}/`)
    expect(onRunning).toHaveBeenCalledTimes(2)
    await workshops.rename(other!.room, 'Winter')
    expect(states()).toEqual([['test-room', 'Test room', false], ['2026-11-23-bbbbbb', 'Winter', false]])
    expect(onRunning).toHaveBeenCalledTimes(2)
    await server.places.whileClosed(other!.id, () => workshops.remove(other!.id))
    expect(states()).toEqual([['test-room', 'Test room', false]])
    expect(onRunning).toHaveBeenCalledTimes(3)
    expect(catalog.idOf('bbbbbb')).toBeUndefined()
  })

  it('gives a code that two workshops have to the one that started last, whatever is done with the other', async () => {
    const log = memoryLog()
    const [older, later] = ['2026-11-22-bbbbbb', '2026-11-23-bbbbbb'] as const
    await log.append(later, () => [startOf(later, 2000)])
    await log.append(older, () => [startOf(older, 1000)])
    const catalog = await catalogOf(log)
    expect(catalog.idOf('bbbbbb')).toBe(later)
    await log.append(older, () => [ended(3000)])
    catalog.note(await foldLog(log, older))
    expect([catalog.idOf('bbbbbb'), (await catalogOf(log)).idOf('bbbbbb')]).toEqual([later, later])
    catalog.claim(older)
    expect(catalog.idOf('bbbbbb')).toBe(older)
    catalog.forget(older)
    expect(catalog.idOf('bbbbbb')).toBe(later)
    catalog.forget(later)
    expect(catalog.idOf('bbbbbb')).toBeUndefined()
  })
})

describe('what is kept of the list', () => {
  const log = () => countedLog(['first-room', ended(2000)], ['second-room', ended(3000)])
  const kept = async (log: Log) => {
    const path = join(tempFolder(), 'workshops.json')
    await catalogOf(log, path)
    return path
  }

  it('spares reading the logs of workshops that have not changed, even after a server that was killed', async () => {
    const one = await log()
    const path = await kept(one)
    expect(one.reads).toEqual(['first-room', 'second-room'])
    one.reads.length = 0
    await one.append('second-room', () => [entry(4000, 'facilitator', { type: 'workshop:reopen' })])
    const again = await catalogOf(one, path)
    expect(one.reads).toEqual(['second-room'])
    expect(again.list().map(({ id, at, ended }) => [id, at, ended])).toEqual([['first-room', 2000, true], ['second-room', 4000, false]])
  })

  it('of other servers is taken in again only where it has changed', async () => {
    const store = { ...memoryStore({ log: await log() }), isShared: true }
    const catalog = await createCatalog(store)
    await catalog.refresh(true)
    const [first, second] = ['first-room', 'second-room'].map(id => store.summaries.read()[id]!)
    await store.summaries.put({ 'second-room': second!.replace('Title of second-room', 'Another title') })
    const parse = vi.spyOn(JSON, 'parse')
    onTestFinished(() => parse.mockRestore())
    await catalog.refresh(true)
    const parsed = parse.mock.calls.map(([text]) => text)
    expect([parsed.includes(first!), parsed.length]).toEqual([false, 1])
    expect(catalog.list().map(({ title }) => title)).toEqual(['Title of first-room', 'Another title'])
  })

  it('is kept later where the store was away', async () => {
    const store = memoryStore({ log: await log() })
    const catalog = await createCatalog(store)
    const { put } = store.summaries
    await store.log.append('second-room', () => [entry(4000, 'facilitator', { type: 'workshop:reopen' })])
    catalog.note(await foldLog(store.log, 'second-room'))
    store.summaries.put = () => Promise.reject(new Error('No connection'))
    await expect(catalog.save()).rejects.toThrow('No connection')
    store.summaries.put = put
    await catalog.save()
    expect(JSON.parse(store.summaries.read()['second-room']!)).toMatchObject({ at: 4000, ended: false })
  })

  it('is the same as what is worked out, after workshops ran', async () => {
    const path = join(tempFolder(), 'workshops.json')
    const server = await startTestServer({ catalogPath: path, others: [{ start: { workshop: '2026-11-23-bbbbbb' } }] })
    const [phone, facilitator] = [await server.others[0]!.attendee('ann'), await server.others[0]!.facilitator()]
    await facilitator.send({ type: 'poll:open', poll: choice.id })
    await phone.send({ type: 'ballot:cast', poll: choice.id, round: `${choice.id}#1`, answer: picks('a') })
    await server.close()
    expect((await catalogOf({ ...server.log, async* read() {} }, path)).list()).toEqual((await catalogOf(server.log)).list())
    expect((await catalogOf(server.log, path)).list().at(-1)).toMatchObject({ id: '2026-11-23-bbbbbb', people: 1 })
  })

  it.each([
    ['no JSON', '{"first-room":"{'],
    ['something else', '[]'],
    ['what an earlier version kept', '{"version":1,"workshops":[]}'],
    ['a workshop without a length', JSON.stringify({ 'first-room': '{"id":"first-room","title":"Forged","startedAt":0,"at":0,"ended":false,"people":0}' })],
    ['another workshop', JSON.stringify({ 'first-room': '{"id":"second-room","title":"Forged","startedAt":0,"at":0,"ended":false,"people":0,"length":2}' })],
    ['nothing', ''],
  ])('is worked out anew when it is damaged: %s', async (_, text) => {
    const one = await log()
    const path = await kept(one)
    writeFileSync(path, text)
    expect((await catalogOf(one, path)).list().map(({ title }) => title)).toEqual(['Title of first-room', 'Title of second-room'])
  })

  it('has no workshop with a fault, whose log is read again', async () => {
    const one = await log()
    const broken: Log = { ...one, async* read(id) {
      id === 'first-room' ? yield [entry(1, 'server', { type: 'poll:open', poll: 'none' })] : yield* one.read(id)
    } }
    const path = await kept(broken)
    expect(readFileSync(path, 'utf8')).not.toContain('first-room')
    expect((await catalogOf(one, path)).list()[0]).toEqual({ id: 'first-room', title: 'Title of first-room', startedAt: 1000, at: 2000, ended: true, people: 0, length: 2 })
  })

  it('is given up where it cannot be written, since it would be out of date', async () => {
    const path = join(tempFolder(), 'list.json')
    mkdirSync(`${path}.part`)
    writeFileSync(path, 'of an earlier run')
    expect((await catalogOf(await log(), path)).list()).toHaveLength(2)
    expect(() => readFileSync(path)).toThrow('ENOENT')
  })
})

it('a workshop has the same summary as its whole log comes to', async () => {
  const one = await countedLog(['first-room', opened(2000), voted(2001, 'a:ann')])
  const workshop = await foldLog(one, 'first-room')
  const catalog = await catalogOf(one)
  const before = catalog.list()
  catalog.note(workshop)
  expect(catalog.list()).toEqual(before)
})
