import type { Engine, Place, Tab, TabOptions } from './tab.ts'
import { Buffer } from 'node:buffer'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { dataFolder } from '../support/data-folder.ts'
import { freePort } from '../support/server/free-port.ts'
import { openSession } from './web-driver.ts'

const DRIVER = '/usr/bin/WebKitWebDriver'
const DISPLAY = '/usr/bin/Xvfb'

function miniBrowser(): string | undefined {
  return globSync('/usr/lib/*/{webkit2gtk,webkitgtk}-*/MiniBrowser').at(-1)
}

/** WebKit as GNOME's browser has it, by its WebDriver, on a display that nobody sees. */
export const webkit: Engine = {
  name: 'WebKitGTK',
  missing: () => existsSync(DRIVER) && existsSync(DISPLAY) && miniBrowser() ? null : 'WebKitGTK is not installed: apt-get install webkit2gtk-driver xvfb',
  open: openWebKit,
  close: async () => {
    (await display)?.end()
    display = undefined
  },
}

interface Display {
  name: string
  /** Where the browsers find their settings. */
  settings: string
  end: () => void
}

/** One for all windows. */
let display: Promise<Display> | undefined

async function startDisplay(): Promise<Display> {
  // The server picks a free number.
  const child = spawn(DISPLAY, ['-displayfd', '3', '-screen', '0', '1920x1200x24', '-nolisten', 'tcp'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const settings = dataFolder()
  const end = () => {
    child.kill()
    settings.remove()
  }
  process.once('exit', end)
  const [number] = await once(child.stdio[3]!, 'data')
  // The browser's bars would make a page wider than a phone. And nothing moves, as for who asked their system for that.
  const folder = join(settings.path, 'gtk-3.0')
  mkdirSync(folder)
  writeFileSync(join(folder, 'gtk.css'), '* { min-width: 0; padding: 0; margin: 0; font-size: 1px; } image { -gtk-icon-transform: scale(0); }')
  writeFileSync(join(folder, 'settings.ini'), '[Settings]\ngtk-enable-animations=0\n')
  return { name: `:${String(number).trim()}`, settings: settings.path, end }
}

async function openWebKit({ width, height, dark = false }: TabOptions): Promise<Tab> {
  const { name, settings } = await (display ??= startDisplay())
  const port = await freePort()
  // A driver has one session.
  const driver = spawn(DRIVER, [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: name, GTK_THEME: dark ? 'Adwaita:dark' : 'Adwaita', XDG_CONFIG_HOME: settings },
  })
  const end = () => void driver.kill()
  process.once('exit', end)
  const session = await openSession(`http://127.0.0.1:${port}`, {
    'browserName': 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: miniBrowser()!, args: ['--automation'] },
  })
  // The window is larger than the page by its bars.
  await session.post('window/rect', { x: 0, y: 0, width, height })
  const [inner, outer] = await session.evaluate(() => [innerHeight, outerHeight])
  await session.post('window/rect', { x: 0, y: 0, width, height: height + outer! - inner! })
  const mouse = (actions: object[]) => session.post<void>('actions', { actions: [{ type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions }] })
  const to = ({ x, y }: Place, duration = 0) => ({ type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration, origin: 'viewport' })
  const keys = (names: string[]) => session.post<void>('actions', { actions: [{ type: 'key', id: 'keys', actions: names.flatMap(value => [{ type: 'keyDown', value }, { type: 'keyUp', value }]) }] })
  return {
    goTo: async (url) => {
      await session.post('url', { url })
      // What went wrong before this cannot be heard.
      await session.evaluate(() => {
        const faults: string[] = (window as { faults?: string[] }).faults = []
        addEventListener('error', ({ message }) => faults.push(message))
        addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)))
      })
    },
    back: () => session.post<void>('back', {}),
    evaluate: session.evaluate,
    press: key => keys([KEYS[key] ?? key]),
    type: text => keys([...text]),
    click: at => mouse([to(at), { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }]),
    drag: (from, until) => mouse([
      to(from),
      { type: 'pointerDown', button: 0 },
      ...Array.from({ length: 8 }, (_, step) => to({ x: from.x + (until.x - from.x) * (step + 1) / 8, y: from.y + (until.y - from.y) * (step + 1) / 8 }, 10)),
      { type: 'pointerUp', button: 0 },
    ]),
    picture: async () => Buffer.from(await session.get<string>('screenshot'), 'base64'),
    faults: () => session.evaluate(() => (window as { faults?: string[] }).faults ?? []),
    close: async () => {
      await session.end()
      process.off('exit', end)
      driver.kill()
      await once(driver, 'exit')
    },
  }
}

/** As WebDriver calls them. */
const KEYS: Record<string, string> = { Enter: '\uE007', Tab: '\uE004', Escape: '\uE00C', ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015' }
