import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import process from 'node:process'
import { UserError } from './user-error.ts'

/** What the built pages are not made of. */
const NOT_SOURCES = new Set(['.git', '.ci', 'data', 'dist', 'docs', 'node_modules', 'out', 'server', 'tests'])

/** Two builds of the deck: what attendees can reach holds no speaker notes. */
const STEPS = [
  { title: 'deck', command: ['slidev', 'build', 'slides.md', '--base', '/deck/', '--without-notes', '--out'] },
  { title: 'facilitator', command: ['slidev', 'build', 'slides.md', '--base', '/facilitator/', '--out'] },
  { title: 'phone', command: ['vite', 'build', 'phone', '--config', 'phone/vite.config.ts', '--emptyOutDir', '--outDir'] },
] as const

/**
 * Builds the deck, the facilitator's deck and the phone page into `dist`, unless they are as new as their sources.
 * @param root the project's folder
 * @param say told of what is going on, in a line
 * @throws UserError with the tool's own output when a step fails; the pages built before stay
 */
export async function buildPages(root: string, say: (line: string) => void): Promise<void> {
  const dist = join(root, 'dist')
  const stampFile = join(dist, 'stamp')
  const stamp = stampOf(root)
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp)
    return
  say('Building the slides and the phone page …')
  rmSync(stampFile, { force: true })
  await Promise.all(STEPS.map(({ title, command }) => run(title, [...command, join(dist, title)], root)))
  writeFileSync(stampFile, stamp)
}

/** Changes whenever a source does: names, sizes and times, so that it takes milliseconds. */
function stampOf(root: string): string {
  const hash = createHash('sha256')
  for (const name of globSync('**/*', { cwd: root, exclude: path => NOT_SOURCES.has(path) }).sort()) {
    const { size, mtimeMs } = statSync(join(root, name))
    hash.update(`${name} ${size} ${mtimeMs}\n`)
  }
  return hash.digest('hex')
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
    child.once('exit', code => code === 0
      ? resolve()
      : reject(new UserError(`Building the ${title} pages failed:\n${output.trim()}`)))
  })
}
