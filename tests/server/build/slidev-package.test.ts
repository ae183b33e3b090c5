import { symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isSupported, slidevFor } from '../../../server/build/slidev/package.ts'
import { writeFiles } from '../../support/content.ts'

const ours = slidevFor(tmpdir()).version

const slidev = (version: string) => ({ 'node_modules/@slidev/cli/package.json': JSON.stringify({ name: '@slidev/cli', version }) })

describe('slidevFor', () => {
  it('takes the deck\'s own Slidev, also from a folder above the deck or by a link to it', () => {
    const root = writeFiles({ ...slidev('52.19.0'), 'talks/2026/slides.md': '# Start' })
    const own = { version: '52.19.0', isOwn: true, folder: join(root, 'node_modules/@slidev/cli') }
    expect(slidevFor(root)).toEqual(own)
    expect(slidevFor(join(root, 'talks/2026'))).toEqual(own)
    const elsewhere = writeFiles({ 'notes.txt': '' })
    symlinkSync(join(root, 'talks/2026'), join(elsewhere, 'deck'))
    expect(slidevFor(join(elsewhere, 'deck'))).toEqual(own)
  })

  it('takes ours for a deck without Slidev, or with an unsupported version', () => {
    expect(slidevFor(writeFiles({ 'slides.md': '# Start' }))).toMatchObject({ version: ours, isOwn: false })
    expect(slidevFor(writeFiles(slidev('0.49.21')))).toMatchObject({ version: ours, isOwn: false, passedOver: '0.49.21' })
    expect(slidevFor(writeFiles({ 'node_modules/@slidev/cli/package.json': '{ broken' }))).toMatchObject({ version: ours, isOwn: false })
  })

  it.each([['0.49.21', false], ['51.8.2', false], ['52.15.2', false], ['52.16.0', true], ['52.20.1', true], ['53.0.0', true], ['53.4.1-beta.2', true], ['54.0.0', false]])('supports Slidev %s: %s', (version, isThere) => {
    expect(isSupported(version)).toBe(isThere)
  })
})
