import { spawn } from 'node:child_process'
import { createHash, randomUUID } from 'node:crypto'
import { existsSync, globSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import process from 'node:process'
import { UserError } from './user-error.ts'

/** What the built pages are not made of. */
const NOT_SOURCES = new Set(['.git', '.ci', 'data', 'dist', 'docs', 'gallery', 'node_modules', 'out', 'scripts', 'server', 'tests'])

/**
 * Lines of steps that go on side by side. Two builds of the deck: what attendees can reach holds no speaker notes.
 * They follow each other, because Slidev keeps files in one place and would read in one build what the other has half written.
 */
const LINES = [
  [
    { title: 'deck', command: ['slidev', 'build', 'slides.md', '--base', '/deck/', '--without-notes', '--out'] },
    { title: 'facilitator', command: ['slidev', 'build', 'slides.md', '--base', '/facilitator/', '--out'] },
  ],
  [
    { title: 'phone', command: ['vite', 'build', 'phone', '--config', 'phone/vite.config.ts', '--emptyOutDir', '--outDir'] },
  ],
]

/** Builds that stay: a server that runs goes on serving the one it began with. */
const KEPT = 4

/** The folder of the pages that the sources as they are now make: `deck`, `facilitator` and `phone` in it. */
export function pagesFolder(root: string): string {
  return join(root, 'dist', stampOf(root))
}

/**
 * Builds the deck, the facilitator's deck and the phone page, unless that was done for the sources as they are now.
 * @param root the project's folder
 * @param say told of what is going on, in a line
 * @returns the folder that holds the pages
 * @throws UserError with the tool's own output when a step fails
 */
export async function buildPages(root: string, say: (line: string) => void): Promise<string> {
  const folder = pagesFolder(root)
  if (!existsSync(folder)) {
    say('Building the slides and the phone page …')
    const draft = `${folder}.${randomUUID()}`
    try {
      const lines = await Promise.allSettled(LINES.map(async (steps) => {
        for (const { title, command } of steps)
          await run(title, [...command, join(draft, title)], root)
      }))
      const failed = lines.find(line => line.status === 'rejected')
      if (failed)
        throw failed.reason
      settle(draft, folder)
    }
    finally {
      rmSync(draft, { recursive: true, force: true })
    }
  }
  const now = new Date()
  utimesSync(folder, now, now)
  removeOld(dirname(folder))
  return folder
}

/** Whole or not at all; when two processes build the same pages, the first one's stay. */
function settle(draft: string, folder: string): void {
  try {
    renameSync(draft, folder)
  }
  catch (error) {
    if (!existsSync(folder))
      throw error
  }
}

function removeOld(dist: string): void {
  const builds = readdirSync(dist).map(name => join(dist, name)).map(path => ({ path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
  for (const { path } of builds.sort((a, b) => b.at - a.at).slice(KEPT))
    rmSync(path, { recursive: true, force: true })
}

/** Changes whenever a source does: names, sizes and times, so that it takes milliseconds. */
function stampOf(root: string): string {
  const hash = createHash('sha256')
  for (const name of globSync('**/*', { cwd: root, exclude: path => NOT_SOURCES.has(path) }).sort()) {
    const { size, mtimeMs } = statSync(join(root, name))
    hash.update(`${name} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex').slice(0, 16)
}

function run(title: string, [tool, ...args]: string[], root: string): Promise<void> {
  const bin = join(root, 'node_modules', '.bin')
  const child = spawn(join(bin, tool!), args, {
    cwd: root,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}`, WORKSHOP_SERVER: '1', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => output += chunk)
  return new Promise((resolve, reject) => {
    child.once('error', error => reject(new UserError(`Cannot run ${tool}: ${error.message}. Run: npm ci`)))
    child.once('close', code => code === 0
      ? resolve()
      : reject(new UserError(`Building the ${title} pages failed:\n${output.trim()}`)))
  })
}
