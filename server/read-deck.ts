import type { Workshop } from '../workshop/load.ts'
import type { Problem } from '../workshop/problem.ts'
import type { Reading } from '../workshop/slides.ts'
import type { Deck } from './paths.ts'
import { fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { checkDeck } from '../workshop/deck.ts'
import { loadWorkshop } from '../workshop/load.ts'
import { ContentError } from '../workshop/problem.ts'
import { readSlides } from '../workshop/slides.ts'
import { foldersUp, pathOfDeck, paths } from './paths.ts'
import { slidevFor } from './slidev/package.ts'
import { UserError } from './user-error.ts'

/** A preparser that takes longer is taken for one that never ends, in milliseconds. */
const PATIENCE_MS = 60_000

/** What the process that reads a deck sends back. */
export type Readout = { workshop: Workshop } | { problems: readonly Problem[] }

/**
 * Reads and checks a deck as Slidev reads it: what preparsers of its theme, its addons or its own do to slides is done.
 * @param mode what preparsers are told that the deck is read for
 * @throws ContentError that lists everything an author should mend
 * @throws UserError where a preparser, or the deck's theme or addon, keeps it from being read
 */
export async function readDeck(deck: Deck, mode: Reading['mode'] = 'build'): Promise<Workshop> {
  // One parser for phones and slides: that of the Slidev which draws them.
  if (slidevFor(deck.root).isOwn || await mayHavePreparsers(deck))
    return readApart(deck, mode)
  const workshop = await loadWorkshop(deck.root, deck.entry)
  await checkDeck(deck.root, workshop, deck.entry)
  return workshop
}

/** The code is somebody else's, and expects Slidev around it: it runs in a process of its own, in the deck's folder. */
async function readApart(deck: Deck, mode: Reading['mode']): Promise<Workshop> {
  const child = fork(join(paths.root, 'server', 'slidev.ts'), ['read', pathOfDeck(deck), '--mode', mode], { cwd: deck.root, execArgv: [], silent: true, timeout: PATIENCE_MS })
  let output = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', chunk => output += chunk)
  let readout: Readout | undefined
  child.on('message', message => readout = message as Readout)
  await new Promise<void>((resolve, reject) => child.once('close', () => resolve()).once('error', reject))
  if (readout && 'workshop' in readout)
    return readout.workshop
  if (readout)
    throw new ContentError(readout.problems)
  throw new UserError(`Slidev cannot read ${pathOfDeck(deck)}; look at its theme, its addons and setup/preparser.ts:\n${output.trim()}`)
}

/** Whether something may change the slides before Slidev draws them; in case of doubt it does. */
async function mayHavePreparsers({ root, entry }: Deck): Promise<boolean> {
  if (root !== paths.root && hasPreparser(root))
    return true
  const headmatter = (await readSlides(root, entry))?.headmatter ?? {}
  if (isFilled(headmatter.addons) || isFilled(packageOf(root).slidev?.addons))
    return true
  const { theme = 'default' } = headmatter
  if (typeof theme !== 'string' || theme === 'none')
    return false
  const folder = themeFolder(theme, root)
  return folder === undefined || hasPreparser(folder)
}

function hasPreparser(folder: string): boolean {
  return existsSync(join(folder, 'setup', 'preparser.ts'))
}

function isFilled(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0
}

/** The package.json that is nearest above a deck. */
function packageOf(root: string): { slidev?: { addons?: unknown } } {
  const folder = foldersUp(root).find(folder => existsSync(join(folder, 'package.json')))
  return folder === undefined ? {} : JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as object
}

/** Where a theme is; undefined where only Slidev knows. */
function themeFolder(theme: string, root: string): string | undefined {
  if (isAbsolute(theme))
    return theme
  if (theme.startsWith('@/'))
    return join(root, theme.slice(2))
  if (theme.startsWith('.') || (theme.includes('/') && !theme.startsWith('@')))
    return resolve(root, theme)
  const names = theme.includes('/') ? [theme] : [`@slidev/theme-${theme}`, `slidev-theme-${theme}`, theme]
  return names
    .flatMap(name => [...foldersUp(root), paths.root].map(folder => join(folder, 'node_modules', name)))
    .find(folder => existsSync(join(folder, 'package.json')))
}
