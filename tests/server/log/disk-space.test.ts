import { describe, expect, it } from 'vitest'
import { createSpaceWarning, freeBytes } from '../../../server/log/disk-space.ts'
import { tempFolder } from '../../support/temp-folder.ts'

describe('the warning before a disk is full', () => {
  it('comes once below 500 MB and once below 100 MB, with what to do', () => {
    const warningFor = createSpaceWarning('/some/data')
    const said = [900e6, 499e6, 480e6, 600e6, 450e6, 99e6, 10e6].map(free => warningFor(free)?.slice(0, 43))
    expect(said).toEqual([undefined, 'The disk is nearly full: 499 MB are left fo', undefined, undefined, undefined, 'The disk is nearly full: 99 MB are left for', undefined])
    expect(createSpaceWarning('/some/data')(450e6)).toMatch(/\/some\/data\. Delete something else/)
  })

  it('comes once if both are reached at the same time', () => {
    const warningFor = createSpaceWarning('/some/data')
    expect(warningFor(50e6)).toContain('50 MB')
    expect(warningFor(40e6)).toBe(undefined)
  })

  it('uses the system\'s free space', async () => {
    expect(await freeBytes(tempFolder())).toBeGreaterThan(0)
  })
})
