import type { Hash } from 'node:crypto'
import type { Deck } from '../paths.ts'
import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { cpSync, existsSync, globSync, readdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import process from 'node:process'
import pLimit from 'p-limit'
import { removePatiently, renamePatiently } from '../files.ts'
import { isOwnDeck, ownDeck, pathOfDeck, paths } from '../paths.ts'
import { UserError } from '../user-error.ts'
import { areUnchanged } from './outside-files.ts'
import { LOCK, removeUnused, takeIntoUse } from './pages-in-use.ts'
import { slidevFor } from './slidev/package.ts'
import { toolScript } from './tool-script.ts'

/** What the built pages are not made of. Everything else counts: a new folder that is missing here costs a build, not a stale page. */
const NOT_SOURCES = new Set(['.git', '.ci', 'data', 'dist', 'docs', 'hosting', 'node_modules', 'out', 'server', 'tests', 'tools'])

/** What the phone's pages are made by. Nothing else in `server` counts. */
const PHONE_BUILD = join('server', 'build', 'phone')

/** What the phone's pages are not made of, besides: they are the same for every deck. */
const NOT_PHONE = new Set([...NOT_SOURCES, 'components', 'content', 'layouts', 'public', 'setup', 'slides.md', 'theme'])
/** Says from which sources the phone's pages of a build were made. */
const PHONE_STAMP = 'phone.stamp'
const PHONE_PAGES = ['phone', 'phone-server']

/** Bytes of a file that is read to see whether it has changed. */
const MOST_READ = 1_000_000

/** What somebody else's deck is not made of; names that begin with a dot are neither. */
const NOT_DECK = new Set(['node_modules', 'dist'])

/** A script for Node, and its options. */
interface Step { title: string, args: string[] }

/** Two builds of the deck, `deck` and `facilitator`: what attendees can reach holds no speaker notes. */
function deckSteps(deck: Deck, root: string, draft: string): Step[] {
  if (!isOwnDeck(deck))
    return [{ title: 'deck', args: [join(paths.root, 'server', 'build', 'slidev.ts'), 'build', pathOfDeck(deck), '--out', draft] }]
  const build = [toolScript(root, '@slidev/cli', 'slidev'), 'build', deck.entry]
  return [
    { title: 'deck', args: [...build, '--base', './', '--without-notes', '--out', join(draft, 'deck')] },
    { title: 'facilitator', args: [...build, '--base', './', '--out', join(draft, 'facilitator')] },
  ]
}

function phoneSteps(root: string, draft: string): Step[] {
  const phone = [toolScript(root, 'vite', 'vite'), 'build', 'client/phone', '--config', 'server/build/phone/vite.config.ts', '--emptyOutDir']
  return [
    { title: 'phone', args: [...phone, '--outDir', join(draft, 'phone')] },
    { title: 'phone-server', args: [...phone, '--ssr', 'render.ts', '--outDir', join(draft, 'phone-server')] },
  ]
}

/** Builds that stay though nobody uses them: whoever goes back and forth between decks waits for none. */
const KEPT = 4

/** The folder of the pages that the sources as they are now make: `deck`, `facilitator` and `phone` in it. */
export function pagesFolder(root: string, deck: Deck = ownDeck): string {
  const dist = join(root, 'dist')
  const stamp = stampOf(root, deck)
  // What lies outside of the deck's folder is known from a build alone, so several may have the same stamp.
  const builds = globSync(`${stamp}{,-*}`, { cwd: dist, exclude: name => name.includes('.') }).map(name => join(dist, name))
  const isFree = (folder: string) => !builds.includes(folder)
  const names = [stamp, ...builds.map((_, index) => `${stamp}-${index + 1}`)]
  return builds.find(areUnchanged) ?? names.map(name => join(dist, name)).find(isFree)!
}

/**
 * Builds the deck, the facilitator's deck and the phone page, unless that was done for the sources as they are now.
 * @param root the project's folder
 * @param report called with a line about what is going on
 * @param deck whose slides; the project's own if not given
 * @returns the folder that holds the pages; further builds may remove it
 * @throws UserError with the tool's own output when a step fails
 */
export async function buildPages(root: string, report: (line: string) => void, deck: Deck = ownDeck): Promise<string> {
  const folder = pagesFolder(root, deck)
  const release = takeIntoUse(folder)
  try {
    await makePages(folder, root, report, deck)
    return folder
  }
  finally {
    release()
  }
}

/** The same for whoever uses the pages: until this process ends, nobody removes them. */
export async function usePages(root: string, report: (line: string) => void, deck: Deck = ownDeck): Promise<string> {
  const folder = pagesFolder(root, deck)
  used.push(takeIntoUse(folder))
  await makePages(folder, root, report, deck)
  return folder
}

/** References that keep the garbage collector from releasing them. */
const used: (() => void)[] = []

/** A build takes all processors that there are. */
const turns = pLimit(1)
/** Builds that failed, by their folders, and when, in monotonic milliseconds: from the same sources, the same fault comes again. */
const failures = new Map<string, { error: unknown, at: number }>()
/** It may have been the machine's, though: a full disk, too little memory. */
const AGAIN_MS = 5 * 60_000

function makePages(folder: string, root: string, report: (line: string) => void, deck: Deck): Promise<void> {
  return turns(async () => {
    const failed = failures.get(folder)
    if (failed && performance.now() - failed.at < AGAIN_MS)
      throw failed.error
    try {
      await makeMissing(folder, root, report, deck)
      failures.delete(folder)
    }
    catch (error) {
      failures.set(folder, { error, at: performance.now() })
      throw error
    }
  })
}

async function makeMissing(folder: string, root: string, report: (line: string) => void, deck: Deck): Promise<void> {
  if (!existsSync(folder)) {
    report(`Building the slides and the phone page …${aboutSlidev(deck)}`)
    const draft = `${folder}.${randomUUID()}`
    try {
      const both = await Promise.allSettled([
        runSteps(deckSteps(deck, root, draft), root),
        makePhone(draft, root),
      ])
      const failed = both.find(one => one.status === 'rejected')
      if (failed)
        throw failed.reason
      settle(draft, folder)
    }
    finally {
      removeDraft(draft)
    }
  }
  tidy(folder)
}

async function makePhone(draft: string, root: string): Promise<void> {
  const stamp = stampOfPhone(root)
  if (!copyPhone(draft, stamp))
    await runSteps(phoneSteps(root, draft), root)
  writeFileSync(join(draft, PHONE_STAMP), stamp)
}

/** Copies the phone's pages from a build that has them already; false where none has all of them. */
function copyPhone(draft: string, stamp: string): boolean {
  const dist = dirname(draft)
  try {
    const from = globSync(`*/${PHONE_STAMP}`, { cwd: dist }).find(path => readFileSync(join(dist, path), 'utf8') === stamp)
    if (from === undefined)
      return false
    PHONE_PAGES.forEach(name => cpSync(join(dist, dirname(from), name), join(draft, name), { recursive: true }))
    return true
  }
  catch {
    // Another process is removing that build.
    return false
  }
}

async function runSteps(steps: Step[], root: string): Promise<void> {
  for (const { title, args } of steps)
    await run(title, args, root)
}

/** What stays of it, because somebody reads it, goes with the old builds. */
function removeDraft(draft: string): void {
  try {
    removePatiently(draft)
  }
  catch {}
}

/** A deck may look different in another Slidev than its author's. */
function aboutSlidev({ root }: Deck): string {
  const { version, isOwn, passedOver } = slidevFor(root)
  if (isOwn)
    return ` with the deck's own Slidev ${version}`
  return passedOver === undefined ? '' : ` with Slidev ${version}; the deck's own, ${passedOver}, is not one that this works with`
}

/** Of the builds that nobody uses, those that were used last stay. */
function tidy(folder: string): void {
  try {
    const now = new Date()
    utimesSync(folder, now, now)
    removeOld(folder)
  }
  catch (error) {
    // They belong to another account, which tidies up when it builds.
    // On Windows, a scanner may still read an old one.
    if (!['EACCES', 'EBUSY', 'ENOTEMPTY', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code!))
      throw error
  }
}

/** A virus scanner looks through a new build for no longer than that, in milliseconds. */
const SCANNED_MS = 20_000

/** Whole or not at all; when two processes build the same pages, the first one's stay. */
function settle(draft: string, folder: string): void {
  try {
    renamePatiently(draft, folder, { patience: existsSync(folder) ? 0 : SCANNED_MS })
  }
  catch (error) {
    if (!existsSync(folder))
      throw error
  }
}

/** @param current stays in any case: the clock of a laptop can be set back */
function removeOld(current: string): void {
  const dist = dirname(current)
  const names = readdirSync(dist).filter(name => !name.endsWith(LOCK) && join(dist, name) !== current)
  const isDraft = (name: string) => name.includes('.')
  const usedAt = new Map(names.map(name => [name, statSync(join(dist, name), { throwIfNoEntry: false })?.mtimeMs ?? 0]))
  const builds = names.filter(name => !isDraft(name)).sort((a, b) => usedAt.get(b)! - usedAt.get(a)!)
  // A draft that nobody works on was left by a build that was cut off.
  for (const name of [...builds.slice(KEPT - 1), ...names.filter(isDraft)])
    removeUnused(join(dist, name.split('.')[0]!), () => removePatiently(join(dist, name)))
}

/** Adds names, sizes and times of the files in a folder, which takes milliseconds. */
function addFiles(hash: Hash, folder: string, exclude: (name: string) => boolean, as = ''): void {
  for (const name of globSync('**/*', { cwd: folder, exclude }).sort())
    addFile(hash, join(folder, name), `${as}/${name}`)
}

/** By what is in it: times don't survive an image or a checkout. Only those of large files count, such as videos, which take long to read. */
function addFile(hash: Hash, path: string, as: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  // A link may lead nowhere.
  if (!found?.isFile())
    return void hash.update(`${as}\n`)
  hash.update(`${as} ${found.size} `)
  if (found.size > MOST_READ)
    hash.update(`${Math.floor(found.mtimeMs / 1000)}\n`)
  else
    hash.update(readFileSync(path)).update('\n')
}

/** @param except entries of the root; folders of the same names further down are sources */
function addSources(hash: Hash, root: string, except: ReadonlySet<string>): void {
  for (const entry of readdirSync(root, { withFileTypes: true }).filter(({ name }) => !except.has(name)).sort((a, b) => a.name < b.name ? -1 : 1)) {
    if (entry.isDirectory())
      addFiles(hash, join(root, entry.name), () => false, entry.name)
    else
      addFile(hash, join(root, entry.name), entry.name)
  }
  addFiles(hash, join(root, PHONE_BUILD), () => false)
}

function stampOfPhone(root: string): string {
  const hash = createHash('sha256')
  addSources(hash, root, NOT_PHONE)
  return hash.digest('hex')
}

/** Changes whenever a source does. */
function stampOf(root: string, deck: Deck): string {
  const hash = createHash('sha256')
  addSources(hash, root, NOT_SOURCES)
  if (!isOwnDeck(deck)) {
    hash.update(`${pathOfDeck(deck)}\n`)
    addFiles(hash, join(root, 'server', 'build'), path => !/^(?:slidev|deck-needs|outside-files)(?:\.ts$|$|[\\/])/.test(path))
    const { folder, version } = slidevFor(deck.root)
    hash.update(`${folder} ${version}\n`)
    // This project itself may lie in the folder, with a log that changes all the time.
    addFiles(hash, deck.root, path => NOT_DECK.has(basename(path)) || basename(path).startsWith('.') || resolve(deck.root, path) === root)
  }
  return hash.digest('hex').slice(0, 16)
}

function run(title: string, args: string[], root: string): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, WORKSHOP_SERVER: '1', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => output += chunk)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => code === 0
      ? resolve()
      : reject(new UserError(`Building the ${title} pages failed${packageMissing(output) ?? `:\n${output.trim()}`}`)))
  })
}

/** Node's own words for it are a stack. */
function packageMissing(output: string): string | undefined {
  const [words] = /Cannot find (?:package|module) '[^']+'/.exec(output.includes('ERR_MODULE_NOT_FOUND') ? output : '') ?? []
  return words && `: ${words}. Run: npm ci`
}
