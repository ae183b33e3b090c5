import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { DEV_PORTS } from '../../../server/dev-ports.ts'
import { writeFiles } from '../../support/content.ts'
import { spawnScript } from '../../support/processes/shipped.ts'
import { freePort } from '../../support/server/free-port.ts'
import { tempFolder } from '../../support/temp-folder.ts'
import { LAPTOP, openBrowser, person, PROJECTOR, sees } from '../people.ts'

const DECK = '# Start\n\n---\n\n# Second\n\n---\n\n# Third\n\n---\n\n# Last\n'

/** Slides and server as `npm run dev` has them, without the phone page. */
async function startDev(deck: string): Promise<{ signInUrl: string, slidesUrl: string }> {
  const ports = { server: await freePort(), slides: await freePort() }
  const env = { [DEV_PORTS]: JSON.stringify(ports) }
  const slides = spawnScript('server/build/slidev.ts', ['dev', deck, '--port', String(ports.slides)], { env: { ...env, WORKSHOP_SERVER: '1' } })
  const server = spawnScript('server/cli/main.ts', ['--dev', '--no-open', '--port', String(ports.server), '--data', tempFolder(), deck], { env })
  onTestFinished(() => [slides, server].forEach(({ signal }) => signal('SIGKILL')))
  const [, signInUrl] = (await server.says(/Facilitator\s+http\S+/)).match(/Facilitator\s+(http\S+)/)!
  const slidesUrl = `http://localhost:${ports.slides}`
  return { signInUrl: signInUrl!, slidesUrl }
}

describe('a deck under development', { timeout: 300_000 }, () => {
  it('stays on its slide when another page opens on the first one', async () => {
    const { signInUrl, slidesUrl } = await startDev(join(writeFiles({ 'slides.md': DECK }), 'slides.md'))
    const browser = await openBrowser()
    const presenter = await person(browser, signInUrl, LAPTOP)
    // A page is made when it is first asked for.
    await presenter.page.getByText('Connected').first().waitFor({ timeout: 150_000 })
    await presenter.page.locator('body').press('ArrowRight')
    await presenter.page.waitForURL(/\/presenter\/2$/)
    await presenter.page.locator('body').press('ArrowRight')
    await presenter.page.waitForURL(/\/presenter\/3$/)
    const visited: string[] = []
    presenter.page.on('framenavigated', frame => void visited.push(new URL(frame.url()).pathname))

    const screen = await person(browser, `${slidesUrl}/1`, PROJECTOR)
    await screen.page.waitForURL(/\/3$/)
    await sees(screen, 'Third')
    await presenter.page.locator('body').press('ArrowRight')
    await screen.page.waitForURL(/\/4$/)
    await sees(screen, 'Last')
    expect(visited).not.toContain('/presenter/1')
  })
})
