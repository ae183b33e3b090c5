import { describe, expect, it } from 'vitest'
import { warningsOf } from '../../../server/web/warnings.ts'

function linesOf(errors: string[], warnings: string[] = []): string[] {
  return JSON.parse(decodeURIComponent(warningsOf({ errors, warnings })!))
}

describe('what is wrong with a print', () => {
  it('is told line by line, errors first', () => {
    expect(warningsOf({ errors: [], warnings: [] })).toBe(null)
    expect(linesOf(['Slide 2: “Größe” is missing'], ['A result is in no slide'])).toEqual(['Slide 2: “Größe” is missing', 'A result is in no slide'])
  })

  it('is cut after eight lines, and a line after 240 letters', () => {
    const lines = linesOf(Array.from({ length: 10 }, (_, index) => `Slide ${index}`))
    expect(lines).toHaveLength(9)
    expect(lines.at(-1)).toBe('and 2 more; npm run export lists them')
    expect(linesOf(['x'.repeat(300)])).toEqual([`${'x'.repeat(240)} …`])
  })

  it.each(['x', '\'', '中'])('fits into the headers that a proxy takes, whatever its letters: %s', (letter) => {
    const faults = { errors: Array.from({ length: 30 }, () => letter.repeat(240)), warnings: [] }
    expect(warningsOf(faults)!.length).toBeLessThan(2000)
    expect(linesOf(faults.errors).at(-1)).toMatch(/^and \d+ more/)
  })
})
