import type { Token } from 'markdown-exit'

/** Elements that give words a look and add none. Anything else that looks like a tag is a word: `List<String>`. */
const LOOKS = new Set('a abbr b bdi bdo big center cite code del dfn div em font i ins kbd mark p q rp rt ruby s samp small span strike strong sub sup time tt u var'.split(' '))
const EMPTY = new Set(['br', 'img', 'wbr'])
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

/** The same tokens; where their tags are more than a look, these are text, all of them. */
export function withoutTags(tokens: readonly Token[]): Token[] {
  return onlyLooks(tokens)
    ? [...tokens]
    : tokens.map(token => token.type === 'html_inline' ? Object.assign(Object.create(token) as Token, { type: 'text' }) : token)
}

/** Known elements alone, each of them closed: Vue takes others for components, and builds nothing where one is open. */
function onlyLooks(tokens: readonly Token[]): boolean {
  const open: string[] = []
  for (const { type, content } of tokens) {
    if (type !== 'html_inline' || content.startsWith('<!--'))
      continue
    const [, closes, name = ''] = TAG.exec(content) ?? []
    if (EMPTY.has(name))
      continue
    if (!LOOKS.has(name) || REWRITES.test(content) || (closes && open.pop() !== name))
      return false
    if (!closes)
      open.push(name)
  }
  return open.length === 0
}
