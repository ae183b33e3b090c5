import { readFileSync } from 'node:fs'

/** What a file that is no UTF-8 turns into when it is read. */
const UNKNOWN = '\uFFFD'
const MARK = '\uFEFF'

/**
 * What is wrong with the way in which a file is saved; undefined where nothing is. Slidev takes any file for UTF-8 and reads what it can.
 * @param path of the file
 * @param text as it was read
 */
export function encodingFault(path: string, text: string): { line: number, message: string } | undefined {
  const lineAt = (offset: number) => text.slice(0, offset).split(/\r\n|\r|\n/).length
  if (text.startsWith(MARK))
    return { line: 1, message: 'begins with a byte order mark, which keeps Slidev from seeing the frontmatter; save the file as UTF-8 without BOM' }
  if (text.includes('\0'))
    return { line: 1, message: 'is not saved as UTF-8, but likely as UTF-16; save the file as UTF-8' }
  const unknown = text.indexOf(UNKNOWN)
  // The sign itself may be meant.
  if (unknown !== -1 && !isUtf8(path))
    return { line: lineAt(unknown), message: 'a letter of this line is not saved as UTF-8; save the file as UTF-8, and look whether its letters are right then' }
  if (/\r(?!\n)/.test(text) && !text.includes('\n'))
    return { line: 1, message: 'has line ends of old Macs (CR), which Slidev does not know; save the file with line ends LF or CRLF' }
  return undefined
}

function isUtf8(path: string): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path))
    return true
  }
  catch {
    return false
  }
}
