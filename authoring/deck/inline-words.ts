import type { Token } from 'markdown-exit'

/** Elements that only style text. Anything else that looks like a tag is text: `List<String>`. */
const LOOKS = new Set('a abbr b bdi bdo big center cite code del dfn div em font i ins kbd mark p q rp rt ruby s samp small span strike strong sub sup time tt u var'.split(' '))
const EMPTY = new Set(['br', 'wbr'])
const TAG = /^<(\/?)([a-z][\w-]*)/i
/** Vue's directives that replace the text. */
const REWRITES = /\sv-(?:text|html|if|else|show|for|slot)\b/

/** The plain text of inline Markdown; line breaks are kept. */
export function wordsOf(tokens: readonly Token[]): string {
  return withoutTags(tokens).map(({ type, content }) => {
    switch (type) {
      case 'text':
      case 'code_inline':
      case 'image':
        return content
      case 'softbreak':
      case 'hardbreak':
        return '\n'
      case 'html_inline':
        return /^<br\b/i.test(content) ? '\n' : ''
      default:
        return ''
    }
  }).join('').trim()
}

/** The same tokens; tags that do more than style text become text, and so do all tags if they are not nested properly. */
export function withoutTags(tokens: readonly Token[]): Token[] {
  const stays = areClosed(tokens.filter(isLook)) ? isLook : () => false
  return tokens.map(token => token.type === 'html_inline' && !stays(token) ? Object.assign(Object.create(token) as Token, { type: 'text' }) : token)
}

/** A comment, or a known element: Vue takes others for components. */
function isLook({ type, content }: Token): boolean {
  if (type !== 'html_inline')
    return false
  const [, , name = ''] = TAG.exec(content) ?? []
  return content.startsWith('<!--') || ((LOOKS.has(name) || EMPTY.has(name)) && !REWRITES.test(content))
}

/** Vue can't compile an element that is not closed. */
function areClosed(tags: readonly Token[]): boolean {
  const open: string[] = []
  for (const { content } of tags) {
    const [, closes, name = ''] = TAG.exec(content) ?? []
    if (!LOOKS.has(name))
      continue
    if (!closes)
      open.push(name)
    else if (open.pop() !== name)
      return false
  }
  return open.length === 0
}
