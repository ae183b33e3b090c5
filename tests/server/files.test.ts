import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { standInPages } from '../support/pages.ts'
import { startTestServer } from '../support/test-server.ts'

async function serverWithFile(faults: unknown[] = []) {
  const dist = standInPages()
  const file = join(dist, 'phone', 'assets', 'digits.txt')
  writeFileSync(file, '0123456789')
  const { url } = await startTestServer({ dist, faults })
  return { file, get: (range?: string) => fetch(`${url}/assets/digits.txt`, { headers: range ? { range } : {} }) }
}

describe('a file of the built pages', () => {
  it.each<[string, number, string]>([
    ['bytes=2-4', 206, '234'],
    ['bytes=7-', 206, '789'],
    ['bytes=4-2', 200, '0123456789'],
    ['bytes=-3', 200, '0123456789'],
    ['lines=1-2', 200, '0123456789'],
  ])('is answered whatever range is asked for: %s', async (range, status, text) => {
    const { get } = await serverWithFile()
    const response = await get(range)
    expect([response.status, await response.text()]).toEqual([status, text])
  })

  it('that is gone ends its own request and nothing else', async () => {
    const faults: unknown[] = []
    const { file, get } = await serverWithFile(faults)
    rmSync(file)
    await expect(get()).rejects.toThrow('fetch failed')
    expect(faults).toEqual([expect.objectContaining({ message: expect.stringContaining('The built pages are gone') })])
    writeFileSync(file, '0123456789')
    expect((await get()).status).toBe(200)
  })
})
