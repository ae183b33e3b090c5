import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import process from 'node:process'
import { Launcher } from 'chrome-launcher'
import { UserError } from '../../user-error.ts'
import { browserPaths, namingBrowser } from './browser-paths.ts'
import { installPackages, mayInstall } from './debian.ts'

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
  const { platform, env } = process
  const installed = browserPaths({ platform, env, home: homedir() }).find(existsSync) ?? chromeElsewhere()
  if (installed)
    return installed
  throw new UserError(`This needs a browser to print with. Install Chrome, Chromium or Edge${mayInstall() ? ' (apt-get install chromium)' : ''}, or name one: ${namingBrowser(platform)}`)
}

/**
 * The same; as root on Debian, it installs the package if there is none. For commands and tests only: a server in the
 * middle of a workshop installs nothing.
 */
export async function findBrowser(report: (line: string) => void = () => {}): Promise<string> {
  try {
    return installedBrowser()
  }
  catch (error) {
    if (process.env.CHROME_PATH || !mayInstall())
      throw error
    report('Installing Chromium from the Debian packages …')
    await installPackages('chromium')
    return installedBrowser()
  }
}

/** Finds a Chrome in an unusual place by asking the system, which takes a second on macOS. */
function chromeElsewhere(): string | undefined {
  try {
    return Launcher.getInstallations().find(existsSync)
  }
  catch {
    return undefined
  }
}
