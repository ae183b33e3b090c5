import type { Document, Pair, Scalar } from 'yaml'
import { isCollection, isMap, isScalar, visit } from 'yaml'
import { CURLY, inQuotes, lineAt, ODD_SPACE } from './text.ts'

/** What is wrong with a piece of YAML. */
export interface YamlFault {
  /** Where an author has to look: a character of the text, counted from 0. */
  offset: number
  /** What is wrong there, and how to fix it. */
  message: string
}

/**
 * What YAML allows, and reads in another way than anybody means it: comments that eat a text, entries that run together.
 * @param within the fields at the top that are looked at; all of them if not given
 */
export function slipsOf(text: string, doc: Document, within?: readonly string[]): YamlFault[] {
  const slips: YamlFault[] = []
  const add = (offset: number, message: string) => void slips.push({ offset, message })
  const quotes = (from: number, why: string) => add(from, `${why}${why.endsWith('quotes') ? '' : '; put the text in quotes'}${exampleOf(text, from)}`)
  const isMeant = (path: readonly unknown[]) => within === undefined || within.includes(topOf(path))

  for (const { code, pos } of doc.warnings) {
    if (code === 'TAG_RESOLVE_FAILED' && (within === undefined || within.includes(topAt(doc, pos[0]))))
      quotes(pos[0], `a word that begins with ${text[pos[0]]} has a meaning of its own in YAML`)
  }
  visit(doc, {
    Pair(_, pair, path) {
      if (isMeant([...path, pair]))
        pairSlip(pair)
    },
    Alias(_, alias) {
      // No reader gets past it.
      if (!alias.resolve(doc))
        quotes(alias.range![0], 'a text that begins with * needs quotes')
    },
    Scalar(key, node, path) {
      if (key !== 'key' && isMeant(path))
        scalarSlip(node)
    },
    Seq(_, { items }, path) {
      for (const item of isMeant(path) ? items : []) {
        const [pair, more] = isMap(item) && !item.flow ? item.items : []
        if (pair && !more && isScalar(pair.key) && isScalar(pair.value) && !/^[a-z][\w-]*$/.test(String(pair.key.value)))
          quotes(pair.key.range![0], 'a text with a colon in it needs quotes')
      }
    },
  })
  return slips

  function pairSlip({ key, value }: Pair): void {
    if (isScalar(key) && /^[^\S \n]/.test(text.slice(key.range![0]))) {
      add(key.range![0], ODD_SPACE)
    }
    else if (isCollection(key)) {
      quotes(key.range![0] - (text[key.range![0] - 1] === '{' ? 1 : 0), 'a text that begins with { needs quotes')
    }
    else if (isScalar(key) && (value === null || (isScalar(value) && value.value === null))) {
      const [from, to] = key.range!
      const word = text.slice(from, to)
      const after = text.slice(to)
      if (isScalar(value) && value.anchor)
        quotes(to + after.indexOf('&'), 'a text that begins with & needs quotes')
      else if (/^[ \t]*:[ \t]+#/.test(after))
        quotes(to + after.indexOf('#'), 'what follows # is a comment, so this field is empty')
      else if (/^[\w-]+:\S/.test(word))
        add(from, `a space is missing after the colon: "${word.replace(':', ': ')}"`)
      else if (!/^[ \t]*:/.test(after))
        add(from, `"${word}" has no value; where it belongs to the text before the comma, put all of that text in quotes`)
    }
  }

  function scalarSlip({ type, range, value }: Scalar): void {
    if (type !== 'PLAIN' || !range)
      return
    const [from, to] = range
    const rest = lineAt(text, to - 1)
    if (typeof value === 'string' && value !== '' && /^[ \t]+#[^\s#]/.test(text.slice(to, rest.to)))
      quotes(from, 'what follows # is a comment, and no part of this text')
    const written = text.slice(from, to)
    for (const match of written.includes('\n') ? written.matchAll(/(?:^|\n)[ \t]*(-(?![-\s\d])|[a-z][\w-]*:(?=[^\s/]))/g) : []) {
      const offset = from + match.index + match[0].length - match[1]!.length
      add(offset, match[1] === '-' ? `an entry needs a space after its hyphen: "- ${lineAt(text, offset).text.trim().slice(1)}"` : `a space is missing after the colon: "${match[1]} …"`)
    }
    if (/^[“„«‘]/.test(written) && !/[”“»’]$/.test(written))
      add(from, CURLY)
  }
}

function nameOf({ key }: Pair): string {
  return isScalar(key) ? String(key.value) : ''
}

/** The field at the top that something stands in. */
function topOf(path: readonly unknown[]): string {
  const pair = path.find(step => typeof step === 'object' && step !== null && 'key' in step) as Pair | undefined
  return pair ? nameOf(pair) : ''
}

function topAt({ contents }: Document, offset: number): string {
  const pair = isMap(contents) ? contents.items.findLast(({ key }) => isScalar(key) && key.range![0] <= offset) : undefined
  return pair ? nameOf(pair) : ''
}

/** How the rest of a line looks in quotes, where it is all of a field's text. */
function exampleOf(text: string, from: number): string {
  const line = lineAt(text, from)
  const before = line.text.slice(0, from - line.from)
  return /(?:^|:|-) *$/.test(before) ? `: ${before.trimStart()}${inQuotes(line.text.slice(from - line.from).trimEnd())}` : ''
}
