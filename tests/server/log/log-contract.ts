import type { Entry } from '../../../core/entry.ts'
import type { Log } from '../../../server/log/log.ts'
import fc from 'fast-check'
import { expect, it, onTestFinished } from 'vitest'
import { FACILITATOR, SERVER } from '../../../core/workshop.ts'
import { entriesOf } from '../../../server/log/fold-log.ts'
import { LogConflict } from '../../../server/log/log.ts'
import { slides, startOf } from '../../support/polls/entries.ts'
import { workshopStart } from '../../support/polls/polls.ts'

/**
 * What every log keeps. Call it in a `describe`.
 * @param open so many logs of one empty store, as several servers have them
 */
export function logContract(open: (count: number) => Log[] | Promise<Log[]>): void {
  const openOne = async () => (await open(1))[0]!

  it('is empty at first', async () => {
    const log = await openOne()
    expect(await log.workshops()).toEqual([])
    expect(await entriesOf(log, 'one')).toEqual([])
  })

  it('gives back what was appended, in order, as it was', async () => {
    const log = await openOne()
    const entries = [startOf('one'), ...slides(3)]
    await log.append('one', () => entries)
    expect(await entriesOf(log, 'one')).toEqual(entries)
  })

  it('appends wherever the stream stands by then', async () => {
    const log = await openOne()
    await log.append('one', () => [startOf('one')])
    await Promise.all([log.append('one', () => slides(2)), log.append('one', () => slides(1, 3))])
    expect(await entriesOf(log, 'one')).toEqual([startOf('one'), ...slides(3)])
  })

  it('takes what there is once it can, and nothing if there is nothing', async () => {
    const log = await openOne()
    const entries: Entry[] = []
    const appended = log.append('one', () => entries)
    entries.push(startOf('one'), ...slides(2))
    await appended
    await log.append('one', () => [])
    expect(await log.workshops()).toEqual([{ id: 'one', length: 3 }])
  })

  it('is read from any place on, again and again, and by halves', async () => {
    const log = await openOne()
    await log.append('one', () => [startOf('one'), ...slides(500)])
    await log.append('one', () => slides(500, 501))
    for await (const [first] of log.read('one')) {
      if (first)
        break
    }
    const all = [startOf('one'), ...slides(1000)]
    for (const from of [0, 1, 2, 499, 500, 501, 502, 777, 1000]) {
      const rest = []
      for await (const entries of log.read('one', from))
        rest.push(...entries)
      expect(rest).toEqual(all.slice(from))
    }
    for await (const entries of log.read('one', 1001))
      expect(entries).toEqual([])
  })

  it('keeps text as it was written', async () => {
    const log = await openOne()
    const title = 'Ünï — 漢字 👩🏽‍🚀 "quoted" \\ \n \u0000 \u2028 \uD83D end'
    await log.append('one', () => [{ at: 1, by: SERVER, command: workshopStart({ workshop: 'one', title }) }])
    expect(await entriesOf(log, 'one')).toMatchObject([{ command: { title } }])
  })

  it('keeps an entry as it was when it was appended', async () => {
    const log = await openOne()
    const [slide] = slides(1)
    await log.append('one', () => [startOf('one'), slide!])
    slide!.by = 'somebody else'
    expect((await entriesOf(log, 'one'))[1]).toEqual(slides(1)[0])
  })

  it('keeps workshops apart, and lists them in the order they were last written to, whatever the clock said', async () => {
    const log = await openOne()
    await log.append('one', () => [startOf('one', 3000)])
    await log.append('two', () => [startOf('two', 1000)])
    await log.append('one', () => slides(1))
    await log.append('two', () => slides(2, 7))
    expect(await log.workshops()).toEqual([{ id: 'one', length: 2 }, { id: 'two', length: 3 }])
    expect(await entriesOf(log, 'one')).toEqual([startOf('one', 3000), ...slides(1)])
    expect(await entriesOf(log, 'two')).toEqual([startOf('two', 1000), ...slides(2, 7)])
    await log.append('one', () => slides(1, 2))
    expect((await log.workshops()).map(({ id }) => id)).toEqual(['two', 'one'])
  })

  it('refuses to begin a workshop that is there, and to go on with one that is not', async () => {
    const log = await openOne()
    await log.append('one', () => [startOf('one')])
    await expect(log.append('one', () => [startOf('one'), ...slides(2)])).rejects.toThrow('There is a workshop one already.')
    await expect(log.append('two', () => slides(2))).rejects.toThrow('There is no workshop two any more: it was deleted.')
    await expect(log.append('two', () => slides(2))).rejects.toThrow(LogConflict)
    expect(await log.workshops()).toEqual([{ id: 'one', length: 1 }])
  })

  it('appends the whole batch or nothing of it', async () => {
    const log = await openOne()
    await log.append('one', () => [startOf('one')])
    const unwritable = { at: 1, by: FACILITATOR, command: { type: 'slide:show', id: 'command-9', no: 9n, clicks: 0, poll: null } } as unknown as Entry
    await expect(log.append('one', () => [...slides(2), unwritable])).rejects.toThrow('BigInt')
    expect(await entriesOf(log, 'one')).toEqual([startOf('one')])
    await log.append('one', () => slides(1))
    expect(await entriesOf(log, 'one')).toHaveLength(2)
  })

  it('appends to several workshops at once, whatever is wrong with one of them', async () => {
    const log = await openOne()
    await Promise.all([log.append('one', () => [startOf('one')]), log.append('two', () => [startOf('two'), ...slides(2)])])
    const outcomes = await Promise.allSettled([log.append('one', () => slides(1)), log.append('three', () => slides(1)), log.append('two', () => slides(1, 3)), log.append('one', () => [startOf('one')])])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected'])
    expect(await entriesOf(log, 'one')).toEqual([startOf('one'), ...slides(1)])
    expect(await entriesOf(log, 'two')).toEqual([startOf('two'), ...slides(3)])
  })

  it('removes a workshop, and leaves the others as they are', async () => {
    const log = await openOne()
    await log.append('one', () => [startOf('one'), ...slides(300)])
    await log.append('two', () => [startOf('two'), ...slides(300)])
    await log.append('three', () => [startOf('three')])
    await log.append('one', () => slides(2, 301))
    await log.remove('two')
    expect(await entriesOf(log, 'two')).toEqual([])
    expect(await entriesOf(log, 'one')).toEqual([startOf('one'), ...slides(302)])
    expect((await log.workshops()).map(({ id }) => id)).toEqual(['three', 'one'])
    await log.append('three', () => slides(1))
    await log.append('two', () => [startOf('two', 5000)])
    expect(await log.workshops()).toMatchObject([{ id: 'one' }, { id: 'three' }, { id: 'two', length: 1 }])
    await log.remove('unknown')
    expect(await log.workshops()).toHaveLength(3)
  })

  it('takes a batch of thousands', async () => {
    const log = await openOne()
    await log.append('one', () => [startOf('one'), ...slides(5000)])
    expect((await entriesOf(log, 'one')).at(-1)).toEqual(slides(1, 5000)[0])
  })

  it('stores what waits when it is closed', async () => {
    const [log, other] = await open(2)
    await other!.append('one', () => [startOf('one')])
    const appended = log!.append('one', () => slides(2))
    await log!.close()
    await appended
    expect(await entriesOf(other!, 'one')).toHaveLength(3)
  })

  it('is followed from any place: what was there, what was appended here, as the very objects, and before the promise resolves', async () => {
    const log = await openOne()
    await log.append('one', () => [startOf('one'), ...slides(4)])
    const followed: Entry[] = []
    const unfollow = log.follow('one', 2, entries => void followed.push(...entries))
    const own = slides(2, 5)
    await log.append('one', () => own)
    expect(followed).toEqual(slides(6).slice(1))
    expect(followed.at(-1)).toBe(own[1])
    unfollow()
    await log.append('one', () => slides(1, 7))
    expect(followed).toHaveLength(5)
  })

  it('catches up with what others have appended', async () => {
    const [log, other] = await open(2)
    await other!.append('one', () => [startOf('one')])
    const followed: Entry[] = []
    onTestFinished(log!.follow('one', 0, entries => void followed.push(...entries)))
    for (let no = 1; no <= 5; no++) {
      await other!.append('one', () => slides(1, no))
      await log!.catchUp('one')
      expect(followed).toHaveLength(1 + no)
    }
    expect(followed).toEqual(await entriesOf(other!, 'one'))
    await log!.catchUp('unknown')
  })

  it('is followed by others, entry by entry, in one order', async () => {
    const logs = await open(3)
    await logs[0]!.append('one', () => [startOf('one')])
    const followed = logs.map((log) => {
      const entries: Entry[] = []
      onTestFinished(log.follow('one', 1, more => void entries.push(...more)))
      return entries
    })
    await fc.assert(fc.asyncProperty(fc.array(fc.record({ by: fc.nat(2), size: fc.integer({ min: 1, max: 4 }), waits: fc.boolean() }), { maxLength: 12 }), async (appends) => {
      const pending = []
      for (const { by, size, waits } of appends) {
        const from = ++written
        const appended = logs[by]!.append('one', () => Array.from({ length: size }, (_, index): Entry => ({ ...slides(1)[0]!, by: `${by}: ${from}.${index}` })))
        pending.push(appended)
        if (waits)
          await appended
      }
      await Promise.all(pending)
      const stored = (await entriesOf(logs[0]!, 'one')).slice(1)
      // Whoever appends has seen what came before.
      for (const log of logs)
        await log.append('one', () => slides(1))
      expect(Math.min(...followed.map(({ length }) => length))).toBeGreaterThan(stored.length)
      for (const entries of followed)
        expect(entries.slice(0, stored.length)).toEqual(stored)
      // The entries of one server keep their order.
      for (const by of [0, 1, 2]) {
        const places = stored.filter(entry => entry.by.startsWith(`${by}: `)).map(entry => entry.by.split(': ')[1]!.split('.').map(Number))
        expect(places).toEqual(places.toSorted(([a, b], [c, d]) => a! - c! || b! - d!))
      }
    }), { numRuns: 20 })
  })
}

/** Distinguishes the entries of a property's runs. */
let written = 0
