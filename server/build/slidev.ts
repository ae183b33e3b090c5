import type { Reading } from '../../authoring/deck/slides.ts'
import { realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { runWithErrorReporting } from '../error-reporting.ts'
import { buildFault } from './slidev/build-fault.ts'
import { findPackagesOf } from './slidev/modules.ts'
import { slidevFor } from './slidev/package.ts'

/*
 * Slidev on a deck from anywhere, with this project as one of its addons.
 *
 *   node server/build/slidev.ts build path/to/slides.md --out folder [--only deck]     (deck: without notes; facilitator: with them)
 *   node server/build/slidev.ts dev path/to/slides.md --port 3030
 *   node server/build/slidev.ts read path/to/slides.md --mode build      (for the process that forks it)
 */

await runWithErrorReporting(() => run().catch((error) => {
  throw buildFault(error, process.cwd(), [])
}))

async function run(): Promise<void> {
  const { values, positionals: [command, path = ''] } = parseArgs({
    allowPositionals: true,
    options: { out: { type: 'string' }, only: { type: 'string' }, port: { type: 'string' }, mode: { type: 'string' } },
  })
  // Vite knows files by where they really are. The deck's file itself may be a link: what it names lies beside the link.
  const entry = join(realpathSync(dirname(resolve(path))), basename(path))
  const out = values.out && resolve(values.out)
  const { folder } = slidevFor(dirname(entry))
  // Slidev takes the path of the running script for its own: from it, it tells whether it is installed outside of the deck, and then
  // finds themes and packages beside itself as well. It has no option for that.
  process.argv[1] = join(folder, 'bin', 'slidev.mjs')
  findPackagesOf(folder)
  // Where a deck's own setup expects to run.
  process.chdir(dirname(entry))
  // What follows imports Slidev, which is known from here on.
  const { runPreparsers } = await import('./slidev/preparsers.ts')
  if (command === 'read') {
    const { readForParent } = await import('./slidev/read.ts')
    runPreparsers(undefined)
    return readForParent(entry, values.mode as Reading['mode'])
  }
  const { ADDON } = await import('./slidev/deck.ts')
  runPreparsers(ADDON)
  if (command === 'build') {
    const { buildDeck } = await import('./slidev/build.ts')
    // One after the other: Slidev keeps files in one place, and would read in one build what the other has half written.
    for (const pages of values.only ? [values.only] : ['deck', 'facilitator'])
      await buildDeck({ entry, base: './', withoutNotes: pages === 'deck' }, join(out!, pages))
    return
  }
  const { serveDeck } = await import('./slidev/serve.ts')
  await serveDeck(entry, Number(values.port))
}
