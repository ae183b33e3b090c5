import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DEV_PORTS } from '../../../server/dev-ports.ts'
import { writeFiles } from '../../support/content.ts'
import { spawnScript } from '../../support/processes/shipped.ts'
import { start } from '../../support/processes/terminal.ts'
import { freePort } from '../../support/server/free-port.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { LAPTOP, openBrowser, person, PROJECTOR, sees } from '../people.ts'

const SOUND = '# Start\n\n---\npoll: { kind: choice }\n---\n\n## Which day?\n\n- Monday\n- Tuesday\n\n---\n\n# Third\n\n---\n\n# Last\n'
const BROKEN = SOUND.replace('## Which day?\n', '')
const MISSING = 'give the slide a heading'

/** Slides and server as `npm run dev` has them, without the phone page: the server comes when it is asked for. */
async function startDev(deck: string) {
  const ports = { server: await freePort(), slides: await freePort() }
  const env = { [DEV_PORTS]: JSON.stringify(ports) }
  const begin = (script: string, args: string[], more: Record<string, string> = {}) => {
    const running = spawnScript(script, args, { env: { ...env, ...more } })
    onTestFinished(() => running.signal('SIGKILL'))
    return running
  }
  begin('server/build/slidev.ts', ['dev', deck, '--port', String(ports.slides)], { WORKSHOP_SERVER: '1' })
  return {
    slidesUrl: `http://localhost:${ports.slides}`,
    signInUrl: async () => {
      const server = begin('server/cli/main.ts', ['--dev', '--no-open', '--port', String(ports.server), '--data', tempFolder(), deck])
      return /Facilitator\s+(http\S+)/.exec(await server.says(/Facilitator\s+http\S+/))![1]!
    },
  }
}

describe('a deck under development', { timeout: 400_000 }, () => {
  it('appears in every open page once it is corrected, even the second time, and stays on its slide when another page opens on the first one', async () => {
    const file = join(writeFiles({ 'slides.md': BROKEN }), 'slides.md')
    const [browser, { signInUrl, slidesUrl }] = await Promise.all([openBrowser(), startDev(file)])
    await expect.poll(() => fetch(slidesUrl).then(({ ok }) => ok, () => false), { timeout: 60_000 }).toBe(true)
    const [presenter, screen] = await Promise.all([person(browser, `${slidesUrl}/presenter/2`, LAPTOP), person(browser, `${slidesUrl}/2`, PROJECTOR)])
    const pages = [presenter, screen]
    for (const { page, frames } of pages) {
      await expect.poll(() => frames.join()).toContain('"connected"')
      expect(await page.getByText('Which day?').count()).toBe(0)
    }
    const correct = async () => {
      writeFileSync(file, SOUND)
      for (const { page } of pages)
        await page.getByText('Which day?').filter({ visible: true }).first().waitFor({ timeout: 150_000 })
    }
    await correct()
    writeFileSync(file, BROKEN)
    for (const { page } of pages)
      await page.getByText('Which day?').first().waitFor({ state: 'detached' })
    await correct()

    await presenter.page.goto(await signInUrl())
    await presenter.page.getByText('Connected').first().waitFor({ timeout: 150_000 })
    for (const no of [2, 3]) {
      await presenter.page.locator('body').press('ArrowRight')
      await presenter.page.waitForURL(new RegExp(`/presenter/${no}$`))
    }
    const visited: string[] = []
    presenter.page.on('framenavigated', frame => void visited.push(new URL(frame.url()).pathname))

    await screen.page.goto(`${slidesUrl}/1`)
    await screen.page.waitForURL(/\/3$/)
    await sees(screen, 'Third')
    await presenter.page.locator('body').press('ArrowRight')
    await screen.page.waitForURL(/\/4$/)
    await sees(screen, 'Last')
    expect(visited).not.toContain('/presenter/1')
  })

  it('makes the server wait until it is corrected', async () => {
    const file = join(writeFiles({ 'slides.md': '---\ntitle: "A deck\n---\n\n# Start\n' }), 'slides.md')
    const server = start('server/cli/main.ts', '--dev', '--no-open', '--port', '0', '--data', tempFolder(), file)
    await expect.poll(() => server.output.err).toContain('Waiting until it is corrected')
    writeFileSync(file, BROKEN)
    await expect.poll(() => server.output.err).toContain(MISSING)
    writeFileSync(file, SOUND)
    await server.says(/Facilitator\s+http/)
  })
})
