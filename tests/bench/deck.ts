import type { Instrument } from '../support/instruments/instrument.ts'
import type { MutantName } from '../support/instruments/mutants.ts'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { chromium } from 'playwright-chromium'
import { DEV } from '../../server/dev-ports.ts'
import { findBrowser } from '../../server/export/browser/browser.ts'
import { paths } from '../../server/paths.ts'
import { dataFolder } from '../support/data-folder.ts'
import { atMost } from '../support/instruments/instrument.ts'
import { spawnScript } from '../support/processes/shipped.ts'
import { median } from './figures.ts'
import { ours } from './peers.ts'

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

async function runScript(script: string, args: string[], mutant?: MutantName): Promise<void> {
  const { code, out, err } = await spawnScript(script, args, { mutant }).ended
  if (code !== 0)
    throw new Error(`${script} ended with ${code}:\n${out}${err}`)
}

/** Resolves once something listens there. */
async function answers(url: string): Promise<void> {
  for (let left = 300; left > 0; left--) {
    if (await fetch(url).then(() => true, () => false))
      return
    await setTimeout(100)
  }
  throw new Error(`Nothing listens at ${url}.`)
}

/** From a saved file to the slide that shows it, in the development server. */
async function edits(rounds: number): Promise<number[]> {
  const { path, remove } = dataFolder()
  const slides = join(path, 'slides.md')
  cpSync(join(paths.root, 'tests', 'sample-deck', 'slides.md'), slides)
  const dev = spawnScript('server/cli/commands/dev.ts', [slides, '--data', join(path, 'data')])
  const browser = await chromium.launch({ executablePath: await findBrowser(), chromiumSandbox: false })
  try {
    await dev.says(/Facilitator\s+http/)
    await answers(`http://localhost:${DEV.slides}/`)
    const page = await browser.newPage()
    await page.goto(`http://localhost:${DEV.slides}/1`)
    let shown = (await page.locator('h1').first().textContent())!.trim()
    const edit = (next: string) => {
      writeFileSync(slides, readFileSync(slides, 'utf8').replace(`# ${shown}`, `# ${next}`))
      shown = next
    }
    // The development server has found what pages need once one was shown and changed; until then it may load it anew.
    edit('First')
    await page.locator('h1', { hasText: 'First' }).first().waitFor()
    await page.waitForLoadState('networkidle')
    const took: number[] = []
    for (let round = 0; round < rounds; round++) {
      // Authors look at what they saved before they save again.
      await setTimeout(1000)
      const next = `Heading ${round}`
      // The page itself tells when, by the same clock: whoever looks from outside looks now and then.
      const seen = page.evaluate(next => new Promise<number>((resolve) => {
        const look = () => document.querySelector('h1')?.textContent.trim() === next ? resolve(Date.now()) : requestAnimationFrame(look)
        look()
      }), next)
      const saved = Date.now()
      edit(next)
      took.push((await seen - saved) / 1000)
    }
    return took
  }
  finally {
    await browser.close()
    dev.signal('SIGINT')
    await dev.ended
    remove()
  }
}

export const deck: Instrument = {
  name: 'deck',
  about: 'what an author and a facilitator wait for: a build, an edit, the PDF of the whole deck',
  async run({ rounds = 3, clients = 50, mutant }) {
    const { path, remove } = dataFolder()
    try {
      const peer = await ours({ data: path })
      const crowd = await peer.connect(clients)
      await Promise.all(crowd.map(({ vote }) => vote()))
      await peer.stop()
      const builds: number[] = []
      const exports: number[] = []
      for (let round = 0; round < rounds; round++) {
        builds.push(await seconds(() => runScript('node_modules/@slidev/cli/bin/slidev.mjs', ['build', 'slides.md', '--base', '/deck/', '--without-notes', '--out', join(path, 'dist')])))
        exports.push(await seconds(() => runScript('server/cli/commands/export.ts', ['--data', path, '--output', join(path, 'deck.pdf')], mutant)))
      }
      return [
        atMost('a build of the deck', median(builds), 8, ' s'),
        atMost('an edit until its slide shows it', median(await edits(5 * rounds)), 0.1, ' s'),
        atMost('the PDF of the whole deck', median(exports), 27, ' s'),
      ]
    }
    finally {
      remove()
    }
  },
}
