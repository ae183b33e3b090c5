import type { z } from 'zod'
import type { PollDef } from '../../core/kinds/kinds.ts'
import type { SlideParts } from './slide-markdown.ts'
import { isPollKind, rulesOf } from '../../core/kinds/kinds.ts'
import { pollDef, schemas } from '../../core/kinds/schemas/schemas.ts'
import { slugOf } from '../slug.ts'
import { partsOf } from './slide-markdown.ts'

/** The value of `poll:` in the frontmatter if it declares a poll instead of naming one. */
export type Declared = Record<string, unknown>

/** Where a field of a slide's poll comes from: its frontmatter, or a line of its content, counted from 0. */
export type Origin = { path: PropertyKey[] } | { line: number }

export interface SlidePoll {
  parsed: z.ZodSafeParseResult<PollDef>
  /** Where an author looks for a field of the poll. */
  originOf: (path: readonly PropertyKey[]) => Origin
}

/** Where the preparser keeps a declaration that it replaces by the poll's id. It gets into no page, because JSON omits symbols. */
const DECLARATION = Symbol.for('workshop:poll')
/** Where a slide's original text is kept, before preparsers change it. */
const WRITTEN = Symbol.for('workshop:written')

type Frontmatter = Record<PropertyKey, unknown>

/** Whether a frontmatter's `poll:` declares a poll. */
export function isDeclared(poll: unknown): poll is Declared {
  return typeof poll === 'object' && poll !== null && !Array.isArray(poll)
}

/** The poll that a slide's frontmatter declares, written by the author or by a preparser. */
export function declaredOn(frontmatter: Frontmatter): Declared | undefined {
  const poll = frontmatter[DECLARATION] ?? frontmatter.poll
  return isDeclared(poll) ? poll : undefined
}

/** Replaces a poll's declaration by its id; `declaredOn` still finds the declaration. */
export function replaceDeclaration(frontmatter: Frontmatter, declared: Declared, id: string | undefined): void {
  frontmatter[DECLARATION] = declared
  if (id === undefined)
    delete frontmatter.poll
  else
    frontmatter.poll = id
}

/**
 * Keeps a slide's text, before preparsers change it.
 * @param frontmatter not an object if text follows the `---` of a slide: YAML reads that as one string
 */
export function keepWritten(frontmatter: unknown, content: string): void {
  if (typeof frontmatter === 'object' && frontmatter !== null)
    Object.assign(frontmatter, { [WRITTEN]: content })
}

/** A slide's text as its author wrote it. */
export function writtenText(content: string, frontmatter: Frontmatter): string {
  const written = frontmatter[WRITTEN]
  return typeof written === 'string' ? written : content
}

/** The parts of a slide as it is drawn, those that its author wrote before those that a preparser added. */
export function drawnParts(content: string, frontmatter: Frontmatter): SlideParts {
  return partsOf(content, writtenText(content, frontmatter))
}

/** The poll that a slide puts on the phones: what its frontmatter names or declares, else the first `<Poll>` on it. */
export function pollIdOf(poll: unknown, parts: SlideParts): string | undefined {
  if (typeof poll === 'string')
    return poll
  return isDeclared(poll) ? idOf(poll, parts) : poll === undefined ? parts.placed : undefined
}

function idOf({ id, title }: Declared, { heading }: SlideParts): string | undefined {
  if (id !== undefined)
    return String(id)
  const wording = title ?? heading?.text
  return wording === undefined ? undefined : slugOf(String(wording))
}

/** The heading that becomes the poll's title; undefined if the poll has its own. */
export function titleHeading({ title }: Declared, { heading }: SlideParts): SlideParts['heading'] {
  return title === undefined ? heading : undefined
}

/** The list that becomes the poll's options; undefined if the poll has none, or its own. */
export function optionList(poll: Declared, parts: SlideParts): SlideParts['list'] {
  return poll.options === undefined && 'options' in fieldsOf(poll.kind) ? parts.list : undefined
}

/**
 * Reads the poll that a slide declares.
 * @param poll the frontmatter's `poll:`
 * @param parts of the slide
 * @param defaults for fields that the author left out; those that the kind doesn't have are ignored
 */
export function readSlidePoll(poll: Declared, parts: SlideParts, defaults: Declared = {}): SlidePoll {
  const list = optionList(poll, parts)
  const fields = fieldsOf(poll.kind)
  const written = poll.options === undefined
    ? list?.bullets.map(({ label, detail, pinned }) => optionOf({ id: pinned, label, detail }))
    : Array.isArray(poll.options) ? poll.options.map(optionOf) : poll.options
  const left = Object.entries({ ...isPollKind(poll.kind) && rulesOf({ kind: poll.kind }).slideDefaults, ...defaults }).filter(([field]) => field in fields)
  const parsed = pollDef.safeParse(withoutUndefined({
    ...Object.fromEntries(left),
    title: parts.heading?.text.replaceAll('\n', ' '),
    ...poll,
    id: idOf(poll, parts),
    options: written,
  }), { reportInput: true })
  return { parsed, originOf: path => originOf(path, poll, parts, list) }
}

function originOf([field, index, ...rest]: readonly PropertyKey[], poll: Declared, { heading }: SlideParts, list: SlideParts['list']): Origin {
  const bullet = field === 'options' && list ? list.bullets[Number(index ?? 0)] : undefined
  if (bullet)
    return { line: bullet.line }
  const fromHeading = heading && ((field === 'title' && poll.title === undefined) || (field === 'id' && poll.id === undefined && poll.title === undefined))
  return fromHeading ? { line: heading.from } : { path: ['poll', ...[field, index].filter(part => part !== undefined), ...rest] }
}

/** An option as its schema wants it, from a text or from fields of which the id may be left out. */
function optionOf(option: unknown): unknown {
  if (typeof option === 'string')
    return { id: slugOf(option), label: option }
  if (!isDeclared(option) || typeof option.label !== 'string')
    return option
  return withoutUndefined({ ...option, id: option.id ?? slugOf(option.label) })
}

/** The fields of a kind of poll; none where there is no such kind. */
function fieldsOf(kind: unknown): Record<string, unknown> {
  return isPollKind(kind) ? schemas[kind].def.shape : {}
}

function withoutUndefined(fields: Declared): Declared {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
