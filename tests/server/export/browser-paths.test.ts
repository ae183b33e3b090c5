import { describe, expect, it } from 'vitest'
import { browserPaths } from '../../../server/export/browser/browser-paths.ts'
import { installedBrowser } from '../../../server/export/browser/browser.ts'

const WINDOWS = { 'ProgramFiles': 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)', 'ProgramW6432': 'C:\\Program Files', 'LOCALAPPDATA': 'C:\\Users\\Zoë & Co\\AppData\\Local' }

describe('a browser to print with', () => {
  it.each<[NodeJS.Platform, Record<string, string>, string]>([
    // Edge comes with Windows, and Windows puts it there also where it is made for 64 bits.
    ['win32', WINDOWS, 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
    ['win32', WINDOWS, 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe'],
    ['win32', WINDOWS, 'C:\\Users\\Zoë & Co\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe'],
    ['win32', WINDOWS, 'C:\\Users\\Zoë & Co\\AppData\\Local\\Chromium\\Application\\chrome.exe'],
    ['darwin', {}, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'],
    ['darwin', {}, '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
    ['darwin', {}, '/Users/zoe/Applications/Chromium.app/Contents/MacOS/Chromium'],
    ['linux', {}, '/usr/bin/chromium'],
    ['linux', {}, '/usr/bin/microsoft-edge'],
    ['linux', {}, '/snap/bin/chromium'],
  ])('is found on %s %j at %s', (platform, env, path) => {
    expect(browserPaths({ platform, env, home: '/Users/zoe' })).toContain(path)
  })

  it('is looked up once in every place, Chrome first', () => {
    const paths = browserPaths({ platform: 'win32', env: WINDOWS, home: '' })
    expect(new Set(paths).size).toBe(paths.length)
    expect(paths[0]).toBe('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe')
    expect(browserPaths({ platform: 'win32', env: {}, home: '' })).toEqual([])
  })

  it('exists', () => {
    expect(installedBrowser()).toMatch(/chrom|edge|brave/i)
  })
})
