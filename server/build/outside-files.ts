import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** Files and folders outside of a deck's own that its pages are made of, each with its state at the time of the build. */
export type OutsideFiles = Record<string, string>

/** Never the state of a file: pages that were made of something older are made again. */
const CHANGED = 'changed during the build'

/**
 * Notes what pages were made of, beside them.
 * @param pages the folder of the built pages, such as `…/deck`
 * @param files files, and folders with all that is in them
 * @param startedAt when the build began, in milliseconds since 1970
 */
export function writeOutsideFiles(pages: string, files: Iterable<string>, startedAt: number): void {
  const states = [...new Set(files)].sort().map(file => [file, newestIn(file) >= startedAt ? CHANGED : stateOf(file)] as const)
  writeFileSync(fileBeside(pages), `${JSON.stringify(Object.fromEntries(states) satisfies OutsideFiles, null, 2)}\n`)
}

/** Whether everything outside of the deck's folder that a build was made of is as it was then. */
export function areUnchanged(build: string): boolean {
  return ['deck', 'facilitator'].map(pages => fileBeside(join(build, pages))).filter(existsSync).every((file) => {
    const states = JSON.parse(readFileSync(file, 'utf8')) as OutsideFiles
    return Object.entries(states).every(([path, state]) => stateOf(path) === state)
  })
}

function fileBeside(pages: string): string {
  return `${pages}.outside.json`
}

/** Names, sizes and times; empty where there is no such file. */
function stateOf(path: string): string {
  return filesIn(path).map(({ name, size, mtimeMs }) => `${name} ${size} ${mtimeMs}`.trim()).join('\n')
}

function newestIn(path: string): number {
  return Math.max(0, ...filesIn(path).map(({ mtimeMs }) => mtimeMs))
}

/** Of a file, that one alone. */
function filesIn(path: string): { name: string, size: number, mtimeMs: number }[] {
  const stats = statSync(path, { throwIfNoEntry: false })
  const names = stats?.isDirectory() ? globSync('**/*', { cwd: path, exclude: isNoSource }).sort() : ['']
  return names.flatMap((name) => {
    const file = statSync(join(path, name), { throwIfNoEntry: false })
    return file?.isFile() ? [{ name, size: file.size, mtimeMs: file.mtimeMs }] : []
  })
}

function isNoSource(path: string): boolean {
  return ['node_modules', 'dist'].includes(basename(path)) || basename(path).startsWith('.')
}
