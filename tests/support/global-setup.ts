import { findBrowser } from '../../server/browser.ts'
import { buildPages } from '../../server/build.ts'
import { paths } from '../../server/paths.ts'

/** A browser, and the pages that tests open in it: nothing in a test waits for an install or a build. */
export default async function globalSetup(): Promise<void> {
  await findBrowser(console.log)
  await buildPages(paths.root, console.log)
}
