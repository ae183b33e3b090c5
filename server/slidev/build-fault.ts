import { existsSync, readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { isIn, relativeTo } from '../../workshop/slashed.ts'
import { UserError } from '../user-error.ts'

/** What a slide is written in. */
export interface SlideSource {
  filepath: string
  /** Its first line, counted from 0. */
  start: number
  raw: string
}

/** What a tool may say of an error. */
interface ToolError extends Error {
  id?: string
  plugin?: string
  loc?: { file?: string, line: number }
  errors?: ToolError[]
}

/** Slidev builds each slide as a file of its own. */
const SLIDE = /^(.*\.md)__slidev_(\d+)\.md$/
/** Lines of a stack: a function with its place in brackets, or a place alone. A place is a path or a file's URL, with line and column. */
const FRAMES = [/^at .*? \((.+):(\d+):\d+\)$/, /^at (?:async )?(.+):(\d+):\d+$/]
const OF_SLIDEV = /^\[slidev\]\s*/i
/** Where a message about a file was written over it, in front of it. */
const TAG = /^(?:\[[\w/ :-]+\]\s*)+/

/**
 * An error of a build in the words of its author: file, line and what is wrong, without our stack.
 * @param root the deck's folder
 * @param slides in the order of their numbers
 * @returns the error itself where it is not about a file of the deck
 */
export function buildFault(error: unknown, root: string, slides: readonly SlideSource[]): unknown {
  if (!(error instanceof Error) || error instanceof UserError)
    return error
  // Slidev's own words to authors, such as about a setting that it no longer has.
  if (OF_SLIDEV.test(error.message))
    return new UserError(error.message.replace(OF_SLIDEV, ''))
  const lines = ((error as ToolError).errors ?? [error as ToolError]).map(each => lineOf(each, root, slides))
  return lines.includes(undefined) ? error : new UserError(lines.join('\n'))
}

function lineOf(error: ToolError, root: string, slides: readonly SlideSource[]): string | undefined {
  const message = stripVTControlCharacters(error.message)
  const words = message.split('\n')[0]!.replace(TAG, '').replace(/ \(\d+:\d+\)$/, '').replace(/ in \S+__slidev_\d+\.md$/, '').trim()
  const [file = '', line] = placeOf(error, message, root)
  const [, path, no] = SLIDE.exec(file) ?? []
  const slide = no === undefined ? undefined : slides[Number(no) - 1]
  if (slide)
    return `${relativeTo(root, path!)}:${slide.start + 1 + lineInSlide(slide, words)}  slide ${no}: ${words}`
  // A tool's error about nothing that its author wrote: an icon or a package that is not there.
  if (file === '')
    return error.plugin === undefined ? undefined : words
  return `${relativeTo(root, file)}${line ? `:${lineInFile(file, line, message)}` : ''}  ${words}`
}

/** The file of the deck that an error is about; empty where there is none. */
function placeOf({ id, loc, stack = '' }: ToolError, message: string, root: string): [file: string, line?: number] {
  const [file] = (id ?? loc?.file ?? '').split('?')
  if (file && isAbsolute(file) && (SLIDE.test(file) || existsSync(file)))
    return [file, loc?.line]
  for (const frame of stack.slice(stack.indexOf(message) + message.length).split('\n')) {
    const [, place = '', line] = FRAMES.map(pattern => pattern.exec(frame.trim())).find(match => match !== null) ?? []
    const at = place.startsWith('file:///') ? fileURLToPath(place) : place
    if (isAbsolute(at) && isIn(root, at) && !relativeTo(root, at).includes('node_modules'))
      return [at, Number(line)]
  }
  return ['']
}

/** Of what a message quotes, the line that it stands on; else the first one with words. */
function lineInSlide({ raw }: SlideSource, words: string): number {
  const [, quoted] = /['"]([^'"]+)['"]/.exec(words) ?? []
  const lines = raw.split('\n')
  const at = lines.findIndex(line => quoted !== undefined && line.includes(quoted))
  return Math.max(0, at === -1 ? lines.findIndex(line => line.trim() !== '') : at)
}

/** Slidev puts lines of its own into components: the line as the message shows it is looked for in the file. */
function lineInFile(file: string, line: number, message: string): number {
  const shown = new RegExp(`^${line}\\s*\\|(.*)$`, 'm').exec(message)?.[1]?.trim()
  if (!shown || !existsSync(file))
    return line
  const at = readFileSync(file, 'utf8').split('\n').slice(0, line).findLastIndex(text => text.trim() === shown)
  return at === -1 ? line : at + 1
}
