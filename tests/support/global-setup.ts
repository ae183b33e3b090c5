import { join } from 'node:path'
import process from 'node:process'
import { usePages } from '../../server/build/build.ts'
import { paths } from '../../server/paths.ts'
import { installBrowsers } from './browser/browser.ts'
import { TEST_PAGES } from './browser/pages.ts'
import { installProxies } from './proxies/programs.ts'

/** Browsers, proxies, and the pages that tests open in it: nothing in a test waits for an install or a build. */
export default async function globalSetup(): Promise<void> {
  // Tests start the server and its commands some hundred times: a third of each start is compiling the same scripts.
  process.env.NODE_COMPILE_CACHE ??= join(paths.root, 'node_modules', '.cache', 'node')
  await installBrowsers(console.log)
  await installProxies(console.log)
  // Whoever edits a source meanwhile does not take them away from tests that run.
  process.env[TEST_PAGES] = await usePages(paths.root, console.log)
}
