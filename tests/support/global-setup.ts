import { buildPages } from '../../server/build.ts'
import { paths } from '../../server/paths.ts'

/** Builds the pages that tests open, unless they are as new as their sources. */
export default async function globalSetup(): Promise<void> {
  await buildPages(paths.root, line => console.log(line))
}
