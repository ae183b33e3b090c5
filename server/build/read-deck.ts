import type { Reading, Slides } from '../../authoring/deck/slides.ts'
import type { Content } from '../../authoring/load.ts'
import type { Problem } from '../../authoring/problem.ts'
import type { Deck } from '../paths.ts'
import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isAbsolute, join, resolve } from 'node:path'
import { checkDeck } from '../../authoring/deck/deck.ts'
import { readSlides } from '../../authoring/deck/slides.ts'
import { loadContent } from '../../authoring/load.ts'
import { ContentError } from '../../authoring/problem.ts'
import { foldersUp, pathOfDeck, paths } from '../paths.ts'
import { UserError } from '../user-error.ts'
import { addonsOfPackage, missingPart, partProblems } from './deck-parts.ts'
import { slidevFor } from './slidev/package.ts'

/** A preparser that takes longer is taken for one that never ends, in milliseconds. */
const PATIENCE_MS = 60_000

/** What the process that reads a deck sends back. */
export type Readout = { content: Content } | { problems: readonly Problem[] }

/**
 * Reads and checks a deck as Slidev reads it: what preparsers of its theme, its addons or its own do to slides is done.
 * @param mode what preparsers are told that the deck is read for
 * @throws ContentError that lists everything an author should fix
 * @throws UserError where a preparser, or the deck's theme or addon, keeps it from being read
 */
export async function readDeck(deck: Deck, mode: Reading['mode'] = 'build'): Promise<Content> {
  const slides = await readSlides(deck.root, deck.entry)
  const problems = slides ? partProblems(deck, slides) : []
  if (problems.length > 0)
    throw new ContentError(problems)
  // One parser for phones and slides: that of the Slidev which draws them.
  if (slidevFor(deck.root).isOwn || mayHavePreparsers(deck, slides?.headmatter ?? {}))
    return readInProcess(deck, mode, slides)
  const content = await loadContent(deck.root, deck.entry)
  await checkDeck(deck.root, content, deck.entry)
  return content
}

/** The code is somebody else's, and expects Slidev around it: it runs in a process of its own, in the deck's folder. */
async function readInProcess(deck: Deck, mode: Reading['mode'], slides: Slides | null): Promise<Content> {
  const child = fork(join(paths.root, 'server', 'build', 'slidev.ts'), ['read', pathOfDeck(deck), '--mode', mode], { cwd: deck.root, execArgv: [], silent: true, timeout: PATIENCE_MS })
  let output = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', chunk => output += chunk)
  let readout: Readout | undefined
  child.on('message', message => readout = message as Readout)
  await new Promise<void>((resolve, reject) => child.once('close', () => resolve()).once('error', reject))
  if (readout && 'content' in readout)
    return readout.content
  if (readout)
    throw new ContentError(readout.problems)
  const missing = slides && missingPart(deck, slides, output)
  if (missing)
    throw new ContentError([missing])
  throw new UserError(`Slidev cannot read ${pathOfDeck(deck)}; look at its theme, its addons and setup/preparser.ts:\n${output.trim()}`)
}

/** Whether something may change the slides before Slidev draws them; in case of doubt it does. */
function mayHavePreparsers(deck: Deck, headmatter: Slides['headmatter']): boolean {
  const { root } = deck
  if (root !== paths.root && hasPreparser(root))
    return true
  if (isFilled(headmatter.addons) || isFilled(addonsOfPackage(deck)))
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
