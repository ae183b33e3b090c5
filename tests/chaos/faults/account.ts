import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { paths } from '../../../server/paths.ts'
import { Unavailable } from '../../support/processes/unavailable.ts'

const NOBODY = 65_534

/**
 * Runs programs as an account that owns nothing.
 * @throws Unavailable where only root could, or where that account cannot reach this project
 */
export function anotherAccount(): { through: string[], uid: number } {
  const through = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups']
  if (process.getuid?.() !== 0)
    throw new Unavailable('only root may run a program as another account')
  const { status } = spawnSync(through[0]!, [...through.slice(1), process.execPath, '-e', `process.chdir(${JSON.stringify(paths.root)})`])
  if (status !== 0)
    throw new Unavailable('another account cannot reach this project\'s folder')
  return { through, uid: NOBODY }
}
