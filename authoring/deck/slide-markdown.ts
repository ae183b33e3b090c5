import type { Token } from 'markdown-exit'
import { createMarkdownExit } from 'markdown-exit'
import { withoutTags, wordsOf } from './inline-words.ts'

/** An entry of a slide's list. */
export interface Bullet {
  label: string
  /** The text, or the list, after the label. */
  detail: string | undefined
  /** From `{#my-id}` at the end of the bullet. */
  pinned: string | undefined
  /** Counted from 0 in the slide's content. */
  line: number
}

/** The parts of a slide's Markdown that a poll is made of. Lines are counted from 0 in the slide's content. */
export interface SlideParts {
  /** The first heading. `to` is the line after its last, `html` what draws exactly its words, with their marks. */
  heading: { text: string, tag: string, from: number, to: number, html: string } | undefined
  /** The first list that is in no other block; `to` is the line after its last. */
  list: { from: number, to: number, bullets: Bullet[] } | undefined
  /** The poll that the first `<Poll id="…">` places. */
  placed: string | undefined
}

const PIN = /\s*\{#([^{}\s]*)\}\s*$/
const POLL_TAG = /<Poll\s(?:[^>]*\s)?id="([^"]*)"/

/** The parser that Slidev draws slides with. */
const markdown = createMarkdownExit({ html: true })

/**
 * @param content the slide's Markdown as it is drawn
 * @param written as its author wrote it: headings and lists that a preparser put before the author's are ignored
 */
export function partsOf(content: string, written = content): SlideParts {
  const tokens = markdown.parse(content, {})
  const headings = tokens.flatMap((token, index) => token.type === 'heading_open' ? [headingOf(token, tokens[index + 1]!)] : [])
  const lists = tokens.flatMap(({ type, level }, index) => level === 0 && isListOpen(type) ? [listOf(tokens, index)] : [])
  const own = written === content ? undefined : partsOf(written)
  return {
    heading: headings.find(({ text }) => text === own?.heading?.text) ?? headings.find(({ tag }) => tag === own?.heading?.tag) ?? headings[0],
    list: lists.find(list => labelsOf(list) === labelsOf(own?.list)) ?? lists[0],
    placed: placedPolls(content)[0]?.id,
  }
}

function labelsOf(list: SlideParts['list']): string | undefined {
  return list?.bullets.map(({ label }) => label).join('\n')
}

/** Every `<Poll id="…">` of a slide, examples in code left out; with the tag's first line as it stands. */
export function placedPolls(content: string): { id: string, tag: string }[] {
  return [...content.replaceAll(/^```[\s\S]+?^```/gm, '').matchAll(new RegExp(POLL_TAG, 'g'))]
    .map(([tag, id]) => ({ id: id!, tag: tag.split('\n')[0]! }))
}

function headingOf({ tag, map }: Token, { children }: Token): NonNullable<SlideParts['heading']> {
  const tokens = children ?? []
  const inner = markdown.renderer.renderInline(withoutTags(tokens), markdown.options, {})
  const [from, to] = map!
  // Double braces are text too; Vue would evaluate them.
  return { text: wordsOf(tokens), tag, from, to, html: `<${tag}>${inner.replaceAll('{', '&#123;')}</${tag}>` }
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
  // A list's end includes the blank lines after it.
  const to = Math.max(...inside.flatMap(({ map, type }) => map && type !== 'list_item_open' && !isListOpen(type) ? [map[1]] : []), from + 1)
  return { from, to, bullets }
}

function bulletOf(tokens: readonly Token[]): Bullet {
  const [first = '', ...rest] = tokens.flatMap(token => textOf(token)?.split('\n') ?? [])
  const [, pinned] = PIN.exec(first) ?? []
  return {
    label: first.replace(PIN, '').trim(),
    detail: rest.map(text => text.trim()).filter(Boolean).join(', ') || undefined,
    pinned,
    line: tokens[0]!.map![0],
  }
}

/** The words of a token; undefined for one that has none. */
function textOf({ type, children, content }: Token): string | undefined {
  switch (type) {
    case 'inline':
      return wordsOf(children ?? [])
    case 'html_block':
      return wordsOf(markdown.parseInline(content.trim(), {})[0]?.children ?? [])
    case 'fence':
    case 'code_block':
      return content.trim()
    default:
      return undefined
  }
}
