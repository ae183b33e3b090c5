import type { Token } from 'markdown-exit'

/** Elements that give words a look and add none. Anything else that looks like a tag is a word: `List<String>`. */
const LOOKS = new Set('a abbr b bdi bdo big center cite code del dfn div em font i ins kbd mark p q rp rt ruby s samp small span strike strong sub sup time tt u var'.split(' '))
const EMPTY = new Set(['br', 'wbr'])
const TAG = /^<(\/?)([a-z][\w-]*)/i
/** What of Vue puts other words in the place of those that are written. */
const REWRITES = /\sv-(?:text|html|if|else|show|for|slot)\b/

/** The words of a piece of Markdown, without their marks; a line break stays one. */
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

/** The same tokens; tags that are more than a look are text. Where looks are not closed in their order, all tags are. */
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

/** Vue builds nothing where an element is open. */
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
