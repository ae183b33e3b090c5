import type { CompilerError } from 'vue/compiler-sfc'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { compileTemplate, parse } from 'vue/compiler-sfc'
import { isIn, relativeTo } from '../../../authoring/slashed.ts'
import { UserError } from '../../user-error.ts'

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
/** Places that tools write into their messages: in a frame, on a line of its own, or in quotes. */
const PLACES = [/╭─+\[ (.+?):(\d+):\d+ \]/, /^\s*(\S.*?):(\d+):\d+$/m, / from "([^"]+)"/]
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
  // Vite takes what follows for the end of an address, and a picture for a script.
  const hint = /[#?]/.exec(root)?.[0]
  if (hint && !lines.includes(undefined))
    lines.push(`The path of the deck has a ${hint} in it, which Vite cannot handle: rename that folder`)
  return lines.includes(undefined) ? error : new UserError(lines.join('\n'))
}

function lineOf(error: ToolError, root: string, slides: readonly SlideSource[]): string | undefined {
  const message = stripVTControlCharacters(error.message)
  const words = wordsOf(message).replace(TAG, '').replace(/ \(\d+:\d+\)$/, '').replace(/ in \S+__slidev_\d+\.md$/, '').trim()
  const [file = '', line] = placeOf(error, message, root)
  const [, path, no] = SLIDE.exec(file) ?? []
  const slide = no === undefined ? undefined : slides[Number(no) - 1]
  if (slide)
    return `${relativeTo(root, path!)}:${slide.start + 1 + lineInSlide(slide, words)}  slide ${no}: ${words}`
  // A tool's error about nothing that its author wrote: an icon or a package that is not there.
  if (file === '')
    return error.plugin === undefined ? undefined : words
  const at = lineInComponent(file, words) ?? (line ? lineInFile(file, line, message) : lineOfQuoted(file, words))
  return `${relativeTo(root, file)}${at ? `:${at}` : ''}  ${words}`
}

/** What is wrong, without where. */
function wordsOf(message: string): string {
  const [first = ''] = message.split('\n')
  return first.replace(/^(?:Error|ParseError|SyntaxError): /, '').replace(/^(\[vite\]: Rolldown failed to resolve import "[^"]+") from .*/, '$1').replace(/^\[vite\]: Rolldown failed to resolve import ("[^"]+")$/, '$1 was not found; install it, or correct the import')
}

/** The file of the deck that an error is about; empty where there is none. */
function placeOf({ id, loc, stack = '' }: ToolError, message: string, root: string): [file: string, line?: number] {
  const [file] = (id ?? loc?.file ?? '').split('?')
  if (file && isAbsolute(file) && (SLIDE.test(file) || existsSync(file)))
    return [file, loc?.line]
  for (const place of PLACES) {
    const [, path, line] = place.exec(message) ?? []
    const at = path && resolve(root, path)
    if (at && (SLIDE.test(at) || statSync(at, { throwIfNoEntry: false })?.isFile()))
      return [at, Number(line) || undefined]
  }
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

/** Of a template, which the compiler counts in what Slidev and others made of the component. */
function lineInComponent(file: string, words: string): number | undefined {
  if (!file.endsWith('.vue') || !existsSync(file))
    return undefined
  const { descriptor: { template }, errors } = parse(readFileSync(file, 'utf8'), { sourceMap: false })
  const found = template && errors.length === 0 ? compileTemplate({ source: template.content, ast: template.ast, filename: file, id: file }).errors : errors
  return found.find((error): error is CompilerError => typeof error !== 'string' && error.message.startsWith(words))?.loc?.start.line
}

/** What an import names, where no line is given. */
function lineOfQuoted(file: string, words: string): number | undefined {
  const [, quoted] = /['"]([^'"]+)['"]/.exec(words) ?? []
  const at = quoted === undefined || !existsSync(file) ? -1 : readFileSync(file, 'utf8').split('\n').findIndex(line => line.includes(quoted))
  return at === -1 ? undefined : at + 1
}

/** Slidev puts lines of its own into components: the line as the message shows it is looked for in the file. */
function lineInFile(file: string, line: number, message: string): number {
  const shown = new RegExp(`^${line}\\s*\\|(.*)$`, 'm').exec(message)?.[1]?.trim()
  if (!shown || !existsSync(file))
    return line
  const at = readFileSync(file, 'utf8').split('\n').slice(0, line).findLastIndex(text => text.trim() === shown)
  return at === -1 ? line : at + 1
}
