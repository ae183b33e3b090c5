import type { SlidevMarkdown, SourceSlideInfo } from '@slidev/types'
import type { Problem } from '../problem.ts'
import type { YamlFault } from '../yaml/slips.ts'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseSync } from '@slidev/parser'
import { isMap, parseDocument } from 'yaml'
import { relativeTo } from '../slashed.ts'
import { encodingFault } from '../yaml/encoding.ts'
import { faultsOf } from '../yaml/fault.ts'
import { firstFault } from '../yaml/first-fault.ts'

/** Our fields; the rest of a deck's frontmatter is not checked. */
const OWN = ['poll', 'workshop']
const CONCERNS_POLL = /^(?:poll|workshop):|<Poll\b/m
/** Begins with words, a list, a quote, a table, a tag or an image, and not with a field. */
const TEXT = /^\s*(?:[*+>|] |- |\d+\. |<[a-z]|!\[|\p{L}+[,;]? \p{L})/iu

/** What keeps a file of slides from being read as intended; Slidev's reader ignores most of it silently. */
export function fileProblems(root: string, { filepath, raw, slides, errors = [] }: SlidevMarkdown): Problem[] {
  const file = relativeTo(root, filepath)
  const encoding = encodingFault(filepath, raw)
  if (encoding)
    return [{ file, ...encoding }]
  return [
    ...errors.map(({ row, message }) => ({ file, line: row + 1, message })),
    ...slides.flatMap(slide => frontmatterProblem(root, slide) ?? []),
  ]
}

/**
 * What keeps a slide's frontmatter from being read as intended; undefined if nothing does.
 * @param root the deck's folder
 */
function frontmatterProblem(root: string, slide: Pick<SourceSlideInfo, 'filepath' | 'raw' | 'start' | 'frontmatterRaw'>): Problem | undefined {
  const { raw, start, frontmatterRaw: text } = slide
  const file = relativeTo(root, slide.filepath)
  // Text may follow the hyphens of a slide without a poll: Slidev loses it and continues.
  const isHarmless = !CONCERNS_POLL.test(raw)
  if (text === undefined) {
    // With a blank line after it, it is a horizontal rule, not frontmatter.
    return /^---(?!-).*\n.*\S/.test(raw)
      ? { file, line: start + 1, message: 'the frontmatter that begins here has no end; put a line with --- after its last field', isWarning: isHarmless }
      : undefined
  }
  const before = start + raw.slice(0, raw.indexOf(text)).split('\n').length - 1
  const { faults, isText } = slideFaults(text)
  const problem = firstFault(text, faults, file, before)
  // Slidev needs YAML at the very start, where the deck's settings are.
  return problem && isText && isHarmless && !(start === 0 && parseDocument(text).errors.length > 0) ? { ...problem, isWarning: true } : problem
}

/** @returns `isText` where all of it was meant to be the slide's text */
function slideFaults(text: string): { faults: YamlFault[], isText?: boolean } {
  const isCut = text !== '' && !text.endsWith('\n')
  if (isCut && /(?:^|\n)[\w-]+:[^\n]*$/.test(text))
    return { faults: [{ offset: text.length, message: 'Slidev ends the frontmatter at three hyphens, also in the middle of a line; write a dash (–) instead' }] }
  const doc = parseDocument(text)
  const faults = faultsOf(text, doc, OWN)
  const [first] = faults
  // Markdown's headings are YAML's comments.
  const heading = /^#{1,6} \S/m.exec(text)
  if (heading && (first ? first.offset > heading.index : /^poll:/m.test(text) && /\n\n#{2,6} \S/.test(text)))
    return { faults: [{ offset: heading.index, message: 'the text of the slide is taken for its frontmatter; put a line with --- above it' }], isText: true }
  if (first ? !TEXT.test(text) : !isCut && (doc.contents === null || isMap(doc.contents)))
    return { faults }
  return { faults: [{ offset: text.search(/\S/), message: 'is taken for frontmatter, because it follows --- at once; put a blank line above the text of a slide' }], isText: true }
}

/**
 * The problems of a deck that Slidev's own reader rejects without a place.
 * @param root the deck's folder
 * @param path the deck's file
 */
export function unreadable(root: string, path: string, seen = new Set<string>()): Problem[] {
  if (seen.has(path) || !existsSync(path))
    return []
  seen.add(path)
  const text = readFileSync(path, 'utf8')
  const encoding = encodingFault(path, text)
  if (encoding)
    return [{ file: relativeTo(root, path), ...encoding }]
  const { slides } = parseSync(text, path, { noParseYAML: true })
  return slides.flatMap((slide) => {
    const [, src] = /^src:\s*["']?([^"'#\n]+)/m.exec(slide.frontmatterRaw ?? '') ?? []
    const imported = src === undefined ? [] : unreadable(root, src.startsWith('/') ? join(root, src.trim()) : join(dirname(path), src.trim()), seen)
    return [frontmatterProblem(root, { ...slide, filepath: path }) ?? [], imported].flat()
  })
}
