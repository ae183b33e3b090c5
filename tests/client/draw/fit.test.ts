import { describe, expect, it } from 'vitest'
import { fitText } from '../../../client/draw/fit.ts'

describe('fitText', () => {
  const box = { width: 1000, height: 400, lineHeight: 0.9, largest: 200 }

  it('gives a short line the largest size and a long one a smaller size, and keeps both in the box', () => {
    expect(fitText('Short', box)).toBe(200)
    const long = fitText('a line of many words '.repeat(6).trim(), box)
    expect(long).toBeLessThan(150)
    expect(long).toBeGreaterThan(60)
  })

  it('breaks no word, such as an address', () => {
    expect(fitText('workshop-of-the-platform-team.example.org', box)).toBeLessThan(70)
  })

  it('expects capitals to be wider', () => {
    expect(fitText('BREAKDOWN', { ...box, width: 800, capitals: true })).toBeLessThan(fitText('breakdown', { ...box, width: 800 }))
  })
})
