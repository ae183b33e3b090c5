import type { PlatformPath } from 'node:path'
import { posix, win32 } from 'node:path'

export interface Machine {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  /** The account's own folder. */
  home: string
}

const MAC = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser']
const WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Chromium\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe', 'BraveSoftware\\Brave-Browser\\Application\\brave.exe']
const LINUX = ['google-chrome-stable', 'google-chrome', 'chromium', 'microsoft-edge-stable', 'microsoft-edge', 'brave-browser', 'chromium-browser']
/** Outside the usual folders. Snap's comes last, because it can't access much of the machine. */
const LINUX_ELSEWHERE = ['/opt/google/chrome/chrome', '/opt/microsoft/msedge/msedge', '/snap/bin/chromium']

/** Paths where a browser may be on this system, the likeliest first. They may not exist. */
export function browserPaths({ platform, env, home }: Machine): string[] {
  switch (platform) {
    case 'win32':
      return below(win32, [env.ProgramFiles, env['ProgramFiles(x86)'], env.ProgramW6432, env.LOCALAPPDATA], WINDOWS)
    case 'darwin':
      return below(posix, ['/Applications', posix.join(home, 'Applications')], MAC.map(name => `${name}.app/Contents/MacOS/${name}`))
    default:
      return [...below(posix, ['/usr/bin', '/usr/local/bin'], LINUX), ...LINUX_ELSEWHERE]
  }
}

function below({ join }: PlatformPath, folders: (string | undefined)[], names: string[]): string[] {
  const known = [...new Set(folders)].filter(folder => folder !== undefined)
  return names.flatMap(name => known.map(folder => join(folder, name)))
}

/** The commands of browsers on a system. */
export function namingBrowser(platform: NodeJS.Platform): string {
  return platform === 'win32' ? '$env:CHROME_PATH = \'C:\\path\\to\\chrome.exe\'' : 'CHROME_PATH=/path/to/chrome'
}
