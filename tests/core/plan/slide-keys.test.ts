import { describe, expect, it } from 'vitest'
import { slideKeys, slideNumberOf } from '../../../core/plan/slide-keys.ts'

interface Slide { title?: string, alias?: string, poll?: string, text?: string }

const keysOf = (slides: Slide[]) => slideKeys(slides.map(({ title, alias, poll = null, text = '' }) => ({ title, alias, poll, revision: `r${text}` })))

/** Where a slide is after an edit. */
function moved(before: Slide[], no: number, after: Slide[]): number {
  const { poll = null } = before[no - 1]!
  return slideNumberOf({ no, key: keysOf(before)[no - 1]!, poll }, keysOf(after), after.map(({ poll = null }) => poll))
}

const START = { title: 'Start' }
const DAY = { title: 'Which day?', poll: 'day' }
const END = { title: 'End' }
const PICTURE = { text: 'picture' }
const NEW = { title: 'New' }

describe('a slide of an edited deck', () => {
  it.each<[string, Slide[], number, Slide[], number]>([
    ['others before it', [START, DAY, END], 2, [START, NEW, NEW, DAY, END], 4],
    ['others taken out', [START, NEW, DAY, END], 3, [DAY, END], 1],
    ['another place', [START, DAY, END], 2, [START, END, DAY], 3],
    ['a poll, others before it with the same heading', [{ ...DAY, poll: 'a' }, { ...DAY, poll: 'b' }], 2, [{ ...DAY, poll: 'c' }, { ...DAY, poll: 'a' }, { ...DAY, poll: 'b' }], 3],
    ['the heading of others, in its order', [END, NEW, END], 3, [NEW, END, NEW, END], 4],
    ['no heading', [START, PICTURE, END], 2, [START, NEW, PICTURE, END], 3],
    ['an alias, and another heading', [START, { title: 'Vote', alias: 'vote' }], 2, [START, NEW, { title: 'Vote now', alias: 'vote' }], 3],
    ['another heading for the same poll', [START, DAY], 2, [START, NEW, { ...DAY, title: 'When?' }], 3],
    ['its poll on two slides, of which it is the second', [DAY, START, { ...DAY, title: 'Results' }], 3, [NEW, DAY, START, { ...DAY, title: 'Results' }], 4],
    ['been deleted, as one in the middle', [START, DAY, END], 2, [START, END], 2],
    ['been deleted, as the last one', [START, DAY], 2, [START], 1],
  ])('is found after it has %s', (_, before, no, after, expected) => {
    expect(moved(before, no, after)).toBe(expected)
  })

  it('is found by its poll, or else by its number, if an older log has no key', () => {
    const after = [START, NEW, DAY, END]
    const find = (no: number, poll: string | null) => slideNumberOf({ no, poll }, keysOf(after), after.map(({ poll }: Slide) => poll ?? null))
    expect(find(2, 'day')).toBe(3)
    expect(find(2, null)).toBe(2)
    expect(find(9, 'gone')).toBe(4)
  })
})

describe('the keys of slides', () => {
  it.each([[404, '404'], [true, 'true'], [null, 'r']])('are made from any value that YAML allows for a title: %s', (title, key) => {
    expect(slideKeys([{ title, revision: 'r', poll: null }])).toEqual([key])
  })

  it('are unique, and fit the protocol', () => {
    const long = { title: 'x'.repeat(500) }
    const keys = keysOf([long, long, { ...long, poll: 'day' }, PICTURE, PICTURE])
    expect(new Set(keys).size).toBe(5)
    expect(Math.max(...keys.map(({ length }) => length))).toBeLessThanOrEqual(256)
  })
})
