import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { installPackages, mayInstall } from '../../../server/export/browser/debian.ts'

/** Whether the calls of a program can be traced: on Linux, with strace, where the system allows it. */
export async function canTrace(): Promise<boolean> {
  if (process.platform !== 'linux')
    return false
  try {
    await needTool('strace', 'strace')
  }
  catch {
    return false
  }
  return spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0
}

/** An environment in which those programs are found too that Debian has for administrators. */
export const TOOLS_ENV = { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` }

/** @param tool a program, or the absolute path of a file */
export function isThere(tool: string): boolean {
  return tool.startsWith('/') ? existsSync(tool) : spawnSync('sh', ['-c', `command -v ${tool}`], { env: TOOLS_ENV }).status === 0
}

/**
 * Sees to it that a program of a Debian package is there; as root on Debian it is installed where it is missing.
 * @param found the program, or the absolute path of a file that the package brings
 * @param packages what to install
 * @throws Error that names the packages where it cannot be had
 */
export async function needTool(found: string, ...packages: string[]): Promise<void> {
  if (isThere(found))
    return
  if (mayInstall())
    await installPackages(...packages)
  if (!isThere(found))
    throw new Error(`This needs ${found}. Install it: apt-get install ${packages.join(' ')}`)
}
