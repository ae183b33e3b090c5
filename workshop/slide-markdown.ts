import type { Token } from 'markdown-exit'
import { createMarkdownExit } from 'markdown-exit'

/** An entry of a slide's list. */
export interface Bullet {
  label: string
  /** What follows the label: text of its own, or a list below it. */
  detail: string | undefined
  /** From `{#my-id}` at the end of the bullet. */
  pinned: string | undefined
  /** Counted from 0 in the slide's content. */
  line: number
}

/** The parts of a slide's Markdown that a poll is made of. Lines are counted from 0 in the slide's content. */
export interface SlideParts {
  /** The first heading. */
  heading: { text: string, line: number } | undefined
  /** The first list that stands in no other block; `to` is the line after its last. */
  list: { from: number, to: number, bullets: Bullet[] } | undefined
  /** The poll that the first `<Poll id="…">` places. */
  placed: string | undefined
}

const PIN = /\s*\{#([^{}\s]*)\}\s*$/
const POLL_TAG = /<Poll\s(?:[^>]*\s)?id="([^"]*)"/

/** The parser that Slidev draws slides with. */
const markdown = createMarkdownExit({ html: true })

export function partsOf(content: string): SlideParts {
  const tokens = markdown.parse(content, {})
  const heading = tokens.findIndex(({ type }) => type === 'heading_open')
  const list = tokens.findIndex(({ type, level }) => level === 0 && isListOpen(type))
  return {
    heading: heading === -1 ? undefined : { text: textOf(tokens[heading + 1]!), line: tokens[heading]!.map![0] },
    list: list === -1 ? undefined : listOf(tokens, list),
    placed: placedPolls(content)[0]?.id,
  }
}

/** Every `<Poll id="…">` of a slide, examples in code left out; with the tag's first line as it stands. */
export function placedPolls(content: string): { id: string, tag: string }[] {
  return [...content.replaceAll(/^```[\s\S]+?^```/gm, '').matchAll(new RegExp(POLL_TAG, 'g'))]
    .map(([tag, id]) => ({ id: id!, tag: tag.split('\n')[0]! }))
}

function isListOpen(type: string): boolean {
  return type === 'bullet_list_open' || type === 'ordered_list_open'
}

function listOf(tokens: readonly Token[], open: number): NonNullable<SlideParts['list']> {
  const [from] = tokens[open]!.map!
  const close = tokens.findIndex(({ level, nesting }, index) => index > open && level === 0 && nesting === -1)
  const inside = tokens.slice(open + 1, close)
  const starts = inside.flatMap(({ type, level }, index) => type === 'list_item_open' && level === 1 ? [index] : [])
  const bullets = starts.map((start, index) => bulletOf(inside.slice(start, starts[index + 1])))
  // A list's own end takes in the blank lines after it.
  const to = Math.max(...inside.flatMap(({ map, type }) => map && type !== 'list_item_open' && !isListOpen(type) ? [map[1]] : []), from + 1)
  return { from, to, bullets }
}

function bulletOf(tokens: readonly Token[]): Bullet {
  const [first = '', ...rest] = tokens.filter(({ type }) => type === 'inline').flatMap(token => textOf(token).split('\n'))
  const [, pinned] = PIN.exec(first) ?? []
  return {
    label: first.replace(PIN, '').trim(),
    detail: rest.map(text => text.trim()).filter(Boolean).join(', ') || undefined,
    pinned,
    line: tokens[0]!.map![0],
  }
}

/** The words without their marks; a line break stays one. */
function textOf({ children }: Token): string {
  return (children ?? []).map(({ type, content }) => {
    switch (type) {
      case 'text':
      case 'code_inline':
      case 'image':
        return content
      case 'softbreak':
      case 'hardbreak':
        return '\n'
      default:
        return ''
    }
  }).join('').trim()
}
