import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { UserError } from '../user-error.ts'

/**
 * The script of a package's command, for `process.execPath`. On Windows, the files in `.bin` need a shell, which misinterprets folders
 * called `R&D` or `100%`.
 * @param root the folder from which the package is looked for, as Node does
 * @throws UserError where it is not installed
 */
export function toolScript(root: string, name: string, command: string): string {
  try {
    const manifest = createRequire(join(root, 'package.json')).resolve(`${name}/package.json`)
    const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: Record<string, string> }
    return join(dirname(manifest), bin[command]!)
  }
  catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' ? new UserError(`The package ${name} is missing. Run: npm ci`) : error
  }
}
