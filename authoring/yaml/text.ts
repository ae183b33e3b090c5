export const ODD_SPACE = 'begins with a space that is none to YAML (a no-break space, perhaps from a web page); type ordinary spaces'
export const CURLY = 'has curly quotes, which are letters to YAML; type straight ones: " or \''

/** A line of a text. */
export interface Line {
  /** From 1. */
  no: number
  text: string
  /** Its first character, and the one after its last, counted from 0 in the text. */
  from: number
  to: number
  /** White space that it begins with, in characters. */
  indent: number
}

/** The line that a character of a text stands on; where a text ends with a line break, its end is on the last line that has words. */
export function lineAt(text: string, offset: number): Line {
  const within = Math.min(offset, text.trimEnd().length)
  const from = text.lastIndexOf('\n', within - 1) + 1
  const end = text.indexOf('\n', within)
  const to = end === -1 ? text.length : end
  const line = text.slice(from, to).replace(/\r$/, '')
  return { no: text.slice(0, from).split('\n').length, text: line, from, to, indent: /^\s*/.exec(line)![0].length }
}

/** A text as YAML has it in quotes. Quotes around a part of it go. */
export function inQuotes(text: string): string {
  const inner = text.slice(1, -1)
  const isQuoted = /^(["']).*\1$/.test(text) && inner.split(text[0]!).length <= 2
  const bare = isQuoted ? inner : text
  return bare.includes('"') || bare.includes('\\') ? `'${bare.replaceAll('\'', '\'\'')}'` : `"${bare}"`
}
