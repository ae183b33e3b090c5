import type { Entry } from '../../../core/entry.ts'
import type { Log } from '../../../server/log/log.ts'
import { expect, it } from 'vitest'
import { FACILITATOR, SERVER } from '../../../core/workshop.ts'
import { LogConflict } from '../../../server/log/log.ts'
import { slides, startOf } from '../../support/polls/entries.ts'
import { workshopStart } from '../../support/polls/polls.ts'

/**
 * What every log keeps. Call it in a `describe`.
 * @param open an empty log
 */
export function logContract(open: () => Log): void {
  it('is empty at first', () => {
    const log = open()
    expect(log.workshops()).toEqual([])
    expect([...log.read('one')]).toEqual([])
  })

  it('gives back what was appended, in order, as it was', () => {
    const log = open()
    const entries = [startOf('one'), ...slides(3)]
    log.append({ workshop: 'one', entries, from: 0 })
    expect([...log.read('one')]).toEqual(entries)
  })

  it('appends batches after one another', () => {
    const log = open()
    log.append({ workshop: 'one', entries: [startOf('one')], from: 0 })
    log.append({ workshop: 'one', entries: slides(2), from: 1 })
    log.append({ workshop: 'one', entries: slides(1, 3), from: 3 })
    expect([...log.read('one')]).toEqual([startOf('one'), ...slides(3)])
  })

  it('can be read again and again, and by halves', () => {
    const log = open()
    log.append({ workshop: 'one', entries: [startOf('one'), ...slides(3)], from: 0 })
    for (const { at } of log.read('one')) {
      if (at > 1000)
        break
    }
    log.append({ workshop: 'one', entries: slides(1, 4), from: 4 })
    expect([...log.read('one')]).toHaveLength(5)
    expect([...log.read('one')]).toEqual([...log.read('one')])
  })

  it('keeps text as it was written', () => {
    const log = open()
    const title = 'Ünï — 漢字 👩🏽‍🚀 "quoted" \\ \n \u0000 \u2028 end'
    log.append({ workshop: 'one', entries: [{ at: 1, by: SERVER, command: workshopStart({ workshop: 'one', title }) }], from: 0 })
    expect([...log.read('one')]).toMatchObject([{ command: { title } }])
  })

  it('keeps an entry as it was when it was appended', () => {
    const log = open()
    const [slide] = slides(1)
    log.append({ workshop: 'one', entries: [startOf('one'), slide!], from: 0 })
    slide!.by = 'somebody else'
    expect([...log.read('one')][1]).toEqual(slides(1)[0])
  })

  it('keeps workshops apart, and lists them in the order they were last written to, whatever the clock said', () => {
    const log = open()
    log.append({ workshop: 'one', entries: [startOf('one', 3000)], from: 0 })
    log.append({ workshop: 'two', entries: [startOf('two', 1000)], from: 0 })
    log.append({ workshop: 'one', entries: slides(1), from: 1 })
    log.append({ workshop: 'two', entries: slides(2, 7), from: 1 })
    expect(log.workshops()).toEqual([{ id: 'one', length: 2 }, { id: 'two', length: 3 }])
    expect([...log.read('one')]).toEqual([startOf('one', 3000), ...slides(1)])
    expect([...log.read('two')]).toEqual([startOf('two', 1000), ...slides(2, 7)])
    log.append({ workshop: 'one', entries: slides(1, 2), from: 2 })
    expect(log.workshops().map(({ id }) => id)).toEqual(['two', 'one'])
  })

  it.each([['fewer', 2], ['more', 4], ['none', 0]])('refuses a writer who believes it holds %s entries', (_, from) => {
    const log = open()
    log.append({ workshop: 'one', entries: [startOf('one'), ...slides(2)], from: 0 })
    expect(() => log.append({ workshop: 'one', entries: slides(2, 50), from })).toThrow(LogConflict)
    expect([...log.read('one')]).toEqual([startOf('one'), ...slides(2)])
    log.append({ workshop: 'one', entries: slides(1, 3), from: 3 })
    expect([...log.read('one')]).toHaveLength(4)
  })

  it('appends the whole batch or nothing of it', () => {
    const log = open()
    log.append({ workshop: 'one', entries: [startOf('one')], from: 0 })
    const unwritable = { at: 1, by: FACILITATOR, command: { type: 'slide:show', id: 'command-9', no: 9n, clicks: 0, poll: null } } as unknown as Entry
    expect(() => log.append({ workshop: 'one', entries: [...slides(2), unwritable], from: 1 })).toThrow('BigInt')
    expect([...log.read('one')]).toEqual([startOf('one')])
    log.append({ workshop: 'one', entries: slides(1), from: 1 })
    expect([...log.read('one')]).toHaveLength(2)
  })

  it('appends to several workshops, or to none of them', () => {
    const log = open()
    log.append({ workshop: 'one', entries: [startOf('one')], from: 0 }, { workshop: 'two', entries: [startOf('two'), ...slides(2)], from: 0 })
    expect(log.workshops()).toEqual([{ id: 'one', length: 1 }, { id: 'two', length: 3 }])
    expect(() => log.append({ workshop: 'one', entries: slides(1), from: 1 }, { workshop: 'two', entries: slides(1, 3), from: 2 })).toThrow(LogConflict)
    expect([...log.read('one')]).toEqual([startOf('one')])
    log.append({ workshop: 'two', entries: slides(1, 3), from: 3 }, { workshop: 'one', entries: slides(1), from: 1 })
    expect(log.workshops().map(({ id }) => id)).toEqual(['two', 'one'])
    expect([...log.read('two')]).toEqual([startOf('two'), ...slides(3)])
  })

  it('removes a workshop, and leaves the others as they are', () => {
    const log = open()
    log.append({ workshop: 'one', entries: [startOf('one'), ...slides(300)], from: 0 })
    log.append({ workshop: 'two', entries: [startOf('two'), ...slides(300)], from: 0 })
    log.append({ workshop: 'three', entries: [startOf('three')], from: 0 })
    log.append({ workshop: 'one', entries: slides(2, 301), from: 301 })
    log.remove('two')
    expect([...log.read('two')]).toEqual([])
    expect([...log.read('one')]).toEqual([startOf('one'), ...slides(302)])
    expect(log.workshops().map(({ id }) => id)).toEqual(['three', 'one'])
    log.append({ workshop: 'three', entries: slides(1), from: 1 })
    log.append({ workshop: 'two', entries: [startOf('two', 5000)], from: 0 })
    expect(log.workshops()).toMatchObject([{ id: 'one' }, { id: 'three' }, { id: 'two', length: 1 }])
    log.remove('unknown')
    expect(log.workshops()).toHaveLength(3)
  })

  it('takes a batch of thousands', () => {
    const log = open()
    log.append({ workshop: 'one', entries: [startOf('one'), ...slides(5000)], from: 0 })
    expect([...log.read('one')].at(-1)).toEqual(slides(1, 5000)[0])
  })
}
