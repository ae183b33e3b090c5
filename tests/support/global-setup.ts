import { cpSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { usePages } from '../../server/build/build.ts'
import { paths } from '../../server/paths.ts'
import { installBrowsers } from './browser/browser.ts'
import { TEST_PAGES } from './browser/pages.ts'
import { dataFolder } from './data-folder.ts'
import { startPostgres, TEST_DATABASE } from './processes/postgres.ts'
import { installProxies } from './proxies/programs.ts'
import { TEST_DECK } from './sample-deck.ts'

/** Browsers, proxies, a database, and the pages that tests open: nothing in a test waits for an install or a build. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  // Tests start the server and its commands some hundred times: a third of each start is compiling the same scripts.
  process.env.NODE_COMPILE_CACHE ??= join(paths.root, 'node_modules', '.cache', 'node')
  await installBrowsers(console.log)
  await installProxies(console.log)
  // Whoever edits a source meanwhile does not take them away from tests that run.
  process.env[TEST_PAGES] = await usePages(paths.root, console.log)
  const deck = dataFolder()
  cpSync(join(paths.root, 'tests', 'sample-deck'), deck.path, { recursive: true })
  process.env[TEST_DECK] = deck.path
  const given = process.env.DATABASE_URL
  // Servers of tests that are not about databases would use it.
  delete process.env.DATABASE_URL
  const { url, stop } = given === undefined ? await startPostgres() : { url: given, stop: async () => {} }
  process.env[TEST_DATABASE] = url
  return stop
}
