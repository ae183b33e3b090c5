import { chmodSync, existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildPages } from '../../server/build.ts'
import { tempFolder } from '../support/temp-folder.ts'

/** A project whose tools only note that they ran: the last argument is where the pages go. */
function project(tool = 'mkdir -p "$last" && echo built > "$last/index.html"'): { root: string, edit: (text: string) => void } {
  const root = tempFolder()
  const bin = join(root, 'node_modules', '.bin')
  mkdirSync(bin, { recursive: true })
  for (const name of ['slidev', 'vite']) {
    writeFileSync(join(bin, name), `#!/bin/sh\nfor last; do :; done\n${tool}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  const edit = (text: string) => writeFileSync(join(root, 'slides.md'), text)
  edit('# One')
  return { root, edit }
}

describe.skipIf(process.platform === 'win32')('buildPages', () => {
  it('builds once for the sources as they are, and again when they change', async () => {
    const { root, edit } = project()
    const said: string[] = []
    const build = () => buildPages(root, line => said.push(line))
    const first = await build()
    expect(readdirSync(first).sort()).toEqual(['deck', 'facilitator', 'phone'])
    expect(await build()).toBe(first)
    expect(said).toHaveLength(1)
    edit('# One and a half')
    expect(await build()).not.toBe(first)
    expect(said).toHaveLength(2)
    // Whoever serves the first one goes on.
    expect(readdirSync(first)).toHaveLength(3)
  })

  it('may run twice at once', async () => {
    const { root } = project()
    const [one, other] = await Promise.all([buildPages(root, () => {}), buildPages(root, () => {})])
    expect(one).toBe(other)
    expect(readdirSync(join(root, 'dist'))).toHaveLength(1)
  })

  it('tells what the tool said, and leaves no half of a build', async () => {
    const { root } = project('mkdir -p "$last"; echo "slide 9 has a fault" >&2; exit 1')
    await expect(buildPages(root, () => {})).rejects.toThrow('slide 9 has a fault')
    expect(readdirSync(join(root, 'dist'))).toEqual([])
  })

  it('keeps the one it is asked for when the clock was set back', async () => {
    const { root, edit } = project()
    for (let text = '#'; text.length < 6; text += '#') {
      edit(text)
      const folder = await buildPages(root, () => {})
      const tomorrow = new Date(Date.now() + 24 * 3600 * 1000)
      utimesSync(folder, tomorrow, tomorrow)
    }
    edit('# The latest')
    expect(existsSync(await buildPages(root, () => {}))).toBe(true)
    expect(readdirSync(join(root, 'dist'))).toHaveLength(4)
  })

  it('says so when a package is missing', async () => {
    const { root } = project('echo "Error [ERR_MODULE_NOT_FOUND]: Cannot find package \'vite\' imported from somewhere" >&2; exit 1')
    await expect(buildPages(root, () => {})).rejects.toThrow('Building the deck pages failed: Cannot find package \'vite\'. Run: npm ci')
  })

  it('keeps the four that were used last', async () => {
    const { root, edit } = project()
    for (let text = '#'; text.length < 7; text += '#') {
      edit(text)
      await buildPages(root, () => {})
    }
    expect(readdirSync(join(root, 'dist'))).toHaveLength(4)
  })
})
