import type { Document, LineCounter } from 'yaml'
import type { z } from 'zod'
import { isNode } from 'yaml'

/** Something an author should fix: where it is, and what to do. */
export interface Problem {
  file: string
  /** From 1; absent where the whole file is meant. */
  line?: number
  /** From 1; where one sign of the line is meant. */
  column?: number
  /** The line itself, where it has to be seen. */
  excerpt?: string
  /** The path of the field, such as `bottlenecks[2].title`. */
  field?: string
  message: string
  /** Slidev goes on without it, and no poll is concerned. */
  isWarning?: boolean
}

export class ContentError extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'))
    this.name = 'ContentError'
    this.problems = problems
  }
}

/** Without what Slidev goes on without. */
export function errorsAmong(problems: readonly Problem[]): Problem[] {
  return problems.filter(({ isWarning }) => !isWarning)
}

export function formatProblem({ file, line, column, field, message, excerpt }: Problem): string {
  const place = [file, line, column].filter(part => part !== undefined).join(':')
  return `${place}  ${field ? `${field}: ` : ''}${message}${excerpt === undefined ? '' : `\n    ${line} | ${excerpt}`}`
}

/** Ties a schema's complaints to the lines of the YAML they are about. */
export function problemsOf(error: z.ZodError, file: string, line: (path: readonly PropertyKey[]) => number): Problem[] {
  return error.issues.flatMap(issue => pathsOf(issue).map(path => ({ file, line: line(path), field: fieldName(path), message: fixFor(issue) })))
}

/** What a complaint is about: a field, or each one that there should not be. */
export function pathsOf(issue: z.core.$ZodIssue): PropertyKey[][] {
  return issue.code === 'unrecognized_keys' ? issue.keys.map(key => [...issue.path, key]) : [issue.path]
}

/** What to do about a schema's complaint, in an author's words. */
export function fixFor(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'there is no such field; check its spelling or remove it'
    case 'too_big':
      return issue.origin === 'string'
        ? `is too long for a slide; ${issue.maximum} characters at most`
        : issue.origin === 'array' ? `has too many entries; ${issue.maximum} at most` : `is too large; ${issue.maximum} at most`
    case 'too_small':
      return issue.origin === 'array' ? `needs ${issue.minimum} entries at least` : issue.origin === 'string' ? 'is empty; write something here' : `is too small; ${issue.minimum} at least`
    case 'invalid_type':
      return issue.input === undefined ? `is missing; add ${kindOf(issue.expected)}` : `should be ${kindOf(issue.expected)}${exampleOf(issue)}`
    case 'invalid_value':
      return `should be one of: ${issue.values.join(', ')}`
    case 'invalid_union':
      return issue.input === undefined || isEmptyKind(issue)
        ? `is missing; say which kind it is: ${kindsOf(issue)}`
        : `is no kind that there is; it should be one of: ${kindsOf(issue)}`
    case 'invalid_format':
      return issue.format === 'url' ? 'should be a whole address that begins with https://' : issue.message
    default:
      return issue.message
  }
}

/** The kinds of a union that tells its members apart by one field. */
function kindsOf(issue: z.core.$ZodIssueInvalidUnion): string {
  return 'options' in issue ? (issue.options ?? []).map(String).join(', ') : ''
}

function isEmptyKind({ input, discriminator }: z.core.$ZodIssueInvalidUnion): boolean {
  return typeof input === 'object' && input !== null && discriminator !== undefined && (input as Record<string, unknown>)[discriminator] === undefined
}

/** What YAML took for something else than a text, as it is written to be one. */
function exampleOf({ expected, input }: z.core.$ZodIssueInvalidType): string {
  return expected === 'string' && (typeof input === 'number' || typeof input === 'boolean') ? `; put it in quotes, such as "${input}"` : ''
}

/** In an author's words. */
function kindOf(expected: string): string {
  switch (expected) {
    case 'string':
      return 'a text'
    case 'array':
      return 'a list, each entry on a line that begins with "- " (a hyphen and a space)'
    case 'object':
    case 'record':
      return 'a set of fields, each on a line of its own, such as "title: …"'
    case 'int':
      return 'a whole number'
    case 'boolean':
      return 'true or false'
    default:
      return `a ${expected}`
  }
}

/** A field's path, such as `options[2].label`. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.map((part, index) => typeof part === 'number' ? `[${part}]` : index ? `.${String(part)}` : String(part)).join('')
}

/** The line that an author should look at for a field: its own, or that of the nearest thing around it. */
export function lineOf(path: readonly PropertyKey[], doc: Document, lines: LineCounter): number {
  const offset = offsetOf(path, doc)
  return offset === undefined ? 1 : lines.linePos(offset).line
}

/** Where a field, or the nearest thing around it, begins in the YAML; undefined where nothing of it is there. */
export function offsetOf(path: readonly PropertyKey[], doc: Document): number | undefined {
  for (let depth = path.length; depth > 0; depth--) {
    // A key is where its author looks; a list entry has none, so its value stands for it.
    const parent = doc.getIn(path.slice(0, depth - 1), true) as { items?: { key?: { value?: unknown, range?: [number, number, number] } }[] } | undefined
    const key = parent?.items?.find(item => item.key?.value === path[depth - 1])?.key
    const node = key?.range ? key : doc.getIn(path.slice(0, depth), true)
    const range = key?.range ?? (isNode(node) ? node.range : undefined)
    if (range)
      return range[0]
  }
  return undefined
}
