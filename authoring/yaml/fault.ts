import type { Document, YAMLError } from 'yaml'
import type { YamlFault } from './slips.ts'
import { isCollection, isMap, isScalar, visit } from 'yaml'
import { slipsOf } from './slips.ts'
import { CURLY, inQuotes, lineAt, ODD_SPACE } from './text.ts'

const TAB = 'is indented with a tab; YAML takes spaces only: put two spaces in place of each tab'

/**
 * What is wrong with a text of YAML: what the parser refuses, and what it reads in another way than it was meant.
 * @param doc the same text, parsed
 * @param within the fields at the top whose readings are looked at; all of them if not given
 * @returns the faults in the order of the text. Those after the first often follow from it.
 */
export function faultsOf(text: string, doc: Document, within?: readonly string[]): YamlFault[] {
  const refused = doc.errors.map(error => faultOf(text, doc, error))
  const faults = refused.length > 0 ? refused : slipsOf(text, doc, within)
  return faults.sort((a, b) => a.offset - b.offset)
}

function faultOf(text: string, doc: Document, error: YAMLError): YamlFault {
  const [from, to] = error.pos
  const line = lineAt(text, from)
  const at = (message: string, offset = from): YamlFault => ({ offset, message })
  const indent = /^[^\S ]+|^ +[^\S ]+/.exec(line.text)?.[0]
  if (error.code === 'TAB_AS_INDENT' || indent?.includes('\t'))
    return at(TAB, line.from)
  if (indent)
    return at(ODD_SPACE, line.from)

  switch (error.code) {
    case 'DUPLICATE_KEY': {
      const [first, name] = earlierKey(doc, from) ?? []
      return at(`"${name}" stands here a second time${first === undefined ? '' : `, after line ${lineAt(text, first).no}`}; take one of them out`)
    }
    case 'MULTIPLE_DOCS':
      return at('a line of --- begins another document; take it out, or put it in quotes where it is text')
    case 'BAD_DQ_ESCAPE':
      return at('in "double quotes" a backslash begins a special sign; use \'single quotes\' there')
    case 'BAD_SCALAR_START':
    case 'BAD_ALIAS':
      return at(cannotBegin(text, from))
    case 'BLOCK_IN_FLOW':
      return at(`"${text.slice(from, to)}" has a colon in it; put the text in quotes, or add the comma that is missing before a field`)
  }
  const unclosed = openAt(text, doc, from)
  if (unclosed !== undefined)
    return at(unclosedAt(text, unclosed), unclosed)
  const known = lineFault(line)
  if (known)
    return at(known, line.from + line.indent)
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY' || error.code === 'MULTILINE_IMPLICIT_KEY')
    return badKey(text, from)
  return badToken(text, from)
}

/** Slips that a line shows on its own, whatever the parser stumbled over; undefined where it shows none. */
function lineFault({ text }: { text: string }): string | undefined {
  const trimmed = text.trim()
  const [, name = ''] = /^(?:- )?([\w-]+):(?=[^\s/])/.exec(trimmed) ?? []
  if (/^-(?![-\s])/.test(trimmed) && !/^-\d/.test(trimmed))
    return `an entry needs a space after its hyphen: "- ${trimmed.slice(1)}"`
  if (name !== '')
    return `a space is missing after the colon: "${trimmed.replace(`${name}:`, `${name}: `)}"`
  if (/(?:^|[:[{,-] *)[“”„‟«»‘‚‹›]/.test(trimmed))
    return CURLY
  if (/^[^\s:]+ *：/.test(trimmed))
    return 'has a wide colon, which is a letter to YAML; type ":" and a space after it'
  if (/^[\w-]+ *= *\S/.test(trimmed))
    return `a field is written with a colon: "${trimmed.replace(/ *= */, ': ')}"`
  if (/^[\w-]+:\u00A0/.test(trimmed))
    return ODD_SPACE.replace('begins with', 'has after its colon')
  return undefined
}

/** A value that became a field of its own, or a line that is no field. */
function badKey(text: string, from: number): YamlFault {
  const line = lineAt(text, from)
  const value = valueOf(line)
  if (value && (/:(?:\s|$)/.test(value.text) || value.text.startsWith('? ')))
    return { offset: line.from + value.at, message: `a text with a colon in it needs quotes: ${line.text.slice(0, value.at).trimStart()}${inQuotes(value.text)}` }
  // The parser names the line before the one that does not fit.
  const wrong = line.text.trim() === '' || /^#+ /.test(line.text) || value ? nextLine(text, line.to) : line
  if (value && wrong)
    return { offset: wrong.from + wrong.indent, message: `is indented deeper than the field above it, which has its value already; begin it in column ${line.indent + (line.text.trimStart().startsWith('- ') ? 2 : 0) + 1}, or write the text on one line` }
  return { offset: wrong ? wrong.from + wrong.indent : from, message: strayLine(wrong?.text ?? line.text) }
}

/** What stands where nothing can stand. */
function badToken(text: string, from: number): YamlFault {
  const line = lineAt(text, from)
  const at = (message: string, offset = from): YamlFault => ({ offset, message })
  const value = valueOf(line)
  const [first = ''] = value?.text ?? ''
  if (value && line.from + value.at <= from) {
    const offset = line.from + value.at
    const before = line.text.slice(0, value.at).trimStart()
    if (/[\]}]/.test(text[from]!))
      return at(`there is one ${text[from]} too many; take it out`)
    if (first === '"' || first === '\'')
      return at(`the quotes end before the text does; put all of it in quotes: ${before}${inQuotes(value.text)}`, offset)
    if ('|>'.includes(first))
      return at(`after ${first} the text begins on the next line; or put it in quotes: ${before}${inQuotes(value.text)}`, offset)
    if ('-[{?'.includes(first))
      return at(cannotBegin(text, offset), offset)
  }
  if (/[\]}]/.test(text[from] ?? ''))
    return at(`there is one ${text[from]} too many; take it out`)
  return at(strayLine(line.text), line.from + line.indent)
}

function strayLine(line: string): string {
  const trimmed = line.trim()
  if (trimmed.startsWith('- '))
    return 'an entry of a list stands among fields here; indent it below its field, or check the lines above'
  return /^[^\s:]+:(?:\s|$)/.test(trimmed)
    ? 'does not line up with what it belongs to; begin it in the same column as its neighbours'
    : `is neither a field, such as "title: …", nor an entry of a list, which begins with "- "`
}

function cannotBegin(text: string, from: number): string {
  const line = lineAt(text, from)
  const value = valueOf(line)
  const whole = value && line.from + value.at === from
  const example = whole ? `: ${line.text.slice(0, value.at).trimStart()}${inQuotes(value.text)}` : ''
  return `a text that begins with ${text[from]} needs quotes${example}`
}

/** What stands after the first colon or hyphen of a line; undefined where nothing does. */
function valueOf({ text }: { text: string }): { text: string, at: number } | undefined {
  const [, before = '', value = ''] = /^(\s*(?:- +)*(?:[^\s:#"'[\]{},][^:]*: +)?)(\S.*)$/.exec(text) ?? []
  const isField = /[:-] +$/.test(before)
  return isField && value ? { text: value.trimEnd(), at: before.length } : undefined
}

function nextLine(text: string, from: number): ReturnType<typeof lineAt> | undefined {
  // Behind the last word there is no further line to come to.
  for (let offset = from + 1; offset < text.trimEnd().length;) {
    const line = lineAt(text, offset)
    if (line.text.trim() !== '' && !line.text.trimStart().startsWith('#'))
      return line
    offset = line.to + 1
  }
  return undefined
}

/** Where the same key stands before, in the same map. */
function earlierKey(doc: Document, from: number): [at: number | undefined, name: string] | undefined {
  let found: [number | undefined, string] | undefined
  visit(doc, {
    Map(_, { items }) {
      const again = items.findIndex(({ key }) => isScalar(key) && key.range?.[0] === from)
      const first = items.find(({ key }, index) => index < again && isScalar(key) && key.value === (items[again]!.key as { value?: unknown }).value)
      if (first && isScalar(first.key))
        found = [first.key.range?.[0], String(first.key.value)]
    },
  })
  return found
}

/** Where the quote, bracket or brace opens that the parser found no end of before a place; undefined where all are closed. */
function openAt(text: string, doc: Document, before: number): number | undefined {
  let found: number | undefined
  visit(doc, {
    Node(_, node) {
      const [from, to] = node.range ?? []
      if (from === undefined || to === undefined || from > before)
        return
      const ends = isCollection(node) && node.flow ? isMap(node) ? '}' : ']' : isScalar(node) && (node.type ?? '').startsWith('QUOTE') ? text[from]! : ''
      if (ends !== '' && (text[to - 1] !== ends || to - 1 === from || (isScalar(node) && before >= from && before < to)))
        found = from
    },
  })
  return found
}

function unclosedAt(text: string, offset: number): string {
  const sign = text[offset]!
  const line = lineAt(text, offset)
  if (sign === '"' || sign === '\'')
    return `the ${sign} that opens here is never closed, or not on this line; add one at the end of the text`
  const close = sign === '[' ? ']' : '}'
  return / #/.test(line.text.slice(offset - line.from))
    ? `what follows # is a comment, so the ${sign} that opens here is never closed; put a text with # in quotes`
    : `the ${sign} that opens here is never closed; add ${close} where it ends`
}
