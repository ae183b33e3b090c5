import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeFiles } from '../../support/content.ts'
import { start } from '../../support/processes/terminal.ts'
import { freePort } from '../../support/server/free-port.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { LAPTOP, openBrowser, person, PROJECTOR } from '../people.ts'

const SOUND = '# Start\n\n---\npoll: { kind: choice }\n---\n\n## Which day?\n\n- Monday\n- Tuesday\n'
const BROKEN = SOUND.replace('## Which day?\n', '')
const MISSING = 'give the slide a heading'

describe('a deck under development that is broken at first', { timeout: 400_000 }, () => {
  it('appears in every open page once it is corrected, even the second time', async () => {
    const folder = writeFiles({ 'slides.md': BROKEN })
    const [browser, port] = [await openBrowser(), await freePort()]
    start('server/build/slidev.ts', 'dev', join(folder, 'slides.md'), '--port', String(port))
    await expect.poll(() => fetch(`http://localhost:${port}/`).then(({ ok }) => ok, () => false), { timeout: 60_000 }).toBe(true)
    const pages = await Promise.all([person(browser, `http://localhost:${port}/presenter/2`, LAPTOP), person(browser, `http://localhost:${port}/2`, PROJECTOR)])
    for (const { page, frames } of pages) {
      await expect.poll(() => frames.join()).toContain('"connected"')
      expect(await page.getByText('Which day?').count()).toBe(0)
    }
    const correct = async () => {
      writeFileSync(join(folder, 'slides.md'), SOUND)
      for (const { page } of pages)
        await page.getByText('Which day?').filter({ visible: true }).first().waitFor({ timeout: 150_000 })
    }
    await correct()
    writeFileSync(join(folder, 'slides.md'), BROKEN)
    for (const { page } of pages)
      await page.getByText('Which day?').first().waitFor({ state: 'detached' })
    await correct()
  })

  it('makes the server wait until it is corrected', async () => {
    const folder = writeFiles({ 'slides.md': '---\ntitle: "A deck\n---\n\n# Start\n' })
    const server = start('server/cli/main.ts', '--dev', '--no-open', '--port', '0', '--data', tempFolder(), join(folder, 'slides.md'))
    await expect.poll(() => server.output.err).toContain('Waiting until it is corrected')
    writeFileSync(join(folder, 'slides.md'), BROKEN)
    await expect.poll(() => server.output.err).toContain(MISSING)
    writeFileSync(join(folder, 'slides.md'), SOUND)
    await server.says(/Facilitator\s+http/)
  })
})
