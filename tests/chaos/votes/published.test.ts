import type { CsvRound } from './published.ts'
import { describe, expect, it } from 'vitest'
import { csvDifferences } from './published.ts'

const lines = [
  '\uFEFFpoll,title,round,revealed,round_voters,option,count,voters',
  'a/b,"What, ""now""?",1,yes,2,x,3,2',
  'a/b,"What,\r\n""now""?",1,yes,2,y,0,0',
  'a/b,,2,no,0,x,0,0',
  '',
].join('\r\n')
const first: CsvRound = { voters: 2, options: { x: { count: 3, voters: 2 }, y: { count: 0, voters: 0 } }, revealed: true }

describe('the published CSV', () => {
  it('is parsed with quotes, commas and line breaks', () => {
    expect(csvDifferences(lines, new Map<string, CsvRound>([['a/b round 1', first], ['a/b round 2', { voters: 0, options: { x: { count: 0, voters: 0 } }, revealed: false }]]))).toEqual([])
  })

  it('is reported if it differs from the checker in a count, a reveal or a round', () => {
    expect(csvDifferences(lines, new Map([
      ['a/b round 1', { ...first, revealed: false }],
      ['a/b round 2', { ...first, revealed: false }],
      ['a/b round 3', first],
    ]))).toEqual([
      'a/b round 1: revealed is true',
      'a/b round 2: 0 voters, x 0/0 instead of 2 voters, x 3/2, y 0/0',
      'a/b round 3: there is none',
    ])
  })
})
