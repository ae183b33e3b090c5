import { existsSync } from 'node:fs'
import process from 'node:process'
import { Launcher } from 'chrome-launcher'
import { installPackages, mayInstall } from './debian.ts'
import { UserError } from './user-error.ts'

const DEBIAN = '/usr/bin/chromium'

/**
 * The path of a Chrome, Chromium or Edge of this machine: `CHROME_PATH`, else an installed one.
 * @throws UserError that says what to do where there is none
 */
export function installedBrowser(): string {
  const named = process.env.CHROME_PATH
  if (named) {
    if (!existsSync(named))
      throw new UserError(`CHROME_PATH is ${named}, but there is no such file. Correct it or unset it.`)
    return named
  }
  const [installed] = [...installations(), DEBIAN, '/usr/bin/microsoft-edge', '/opt/microsoft/msedge/msedge'].filter(existsSync)
  if (installed)
    return installed
  throw new UserError(`This needs a browser to print with. Install Chrome, Chromium or Edge${mayInstall() ? ' (apt-get install chromium)' : ''}, or name one: CHROME_PATH=/path/to/chrome`)
}

/**
 * The same; as root on Debian, the package is installed where there is none. For commands and tests only: a server in the
 * middle of a workshop installs nothing.
 */
export async function findBrowser(say: (line: string) => void = () => {}): Promise<string> {
  try {
    return installedBrowser()
  }
  catch (error) {
    if (process.env.CHROME_PATH || !mayInstall())
      throw error
    say('Installing Chromium from the Debian packages …')
    await installPackages('chromium')
    return installedBrowser()
  }
}

function installations(): string[] {
  try {
    return Launcher.getInstallations()
  }
  catch {
    return []
  }
}
