import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import process from 'node:process'
import { promisify } from 'node:util'

/** Whether this process may install packages: it runs as root on Debian or a system made of it. */
export function mayInstall(): boolean {
  return process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** Installs Debian packages. It doesn't report whether that worked: look for what they contain. */
export async function installPackages(...names: string[]): Promise<void> {
  const run = promisify(execFile)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await run('apt-get', ['update', '-qq']).catch(() => {})
  await run('apt-get', ['install', '-y', '-qq', ...names], { env, maxBuffer: 1 << 26 }).catch(() => {})
}
