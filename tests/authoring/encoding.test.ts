import { Buffer } from 'node:buffer'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadContent } from '../../authoring/load.ts'
import { tempFolder } from '../support/temp-folder.ts'

const POLL = '---\npoll: { kind: choice }\n---\n\n## Größe?\n\n- A\n- B\n'

function deck(imported: string | Buffer): string {
  const root = tempFolder()
  writeFileSync(join(root, 'slides.md'), '# Start\n\n---\nsrc: q.md\n---\n')
  writeFileSync(join(root, 'q.md'), imported)
  return root
}

it.each<[what: string, file: string | Buffer, line: number, words: string]>([
  ['with a byte order mark', `\uFEFF${POLL}`, 1, 'save the file as UTF-8 without BOM'],
  ['in UTF-16 with a mark', Buffer.from(`\uFEFF${POLL}`, 'utf16le'), 1, 'likely as UTF-16; save the file as UTF-8'],
  ['in UTF-16 without one', Buffer.from(POLL, 'utf16le'), 1, 'likely as UTF-16; save the file as UTF-8'],
  ['in Latin-1', Buffer.from(POLL, 'latin1'), 5, 'a letter of this line is not saved as UTF-8'],
  ['with line ends of old Macs', POLL.replaceAll('\n', '\r'), 1, 'save the file with line ends LF or CRLF'],
])('refuses a file %s, and says how to save it', async (_, file, line, words) => {
  await expect(loadContent(deck(file))).rejects.toMatchObject({ problems: [{ file: 'q.md', line, message: expect.stringContaining(words) }] })
})

it.each([
  ['line ends of Windows', POLL.replaceAll('\n', '\r\n')],
  ['the sign for an unknown letter, where it is meant', POLL.replace('ö', '\uFFFD')],
])('takes a file with %s', async (_, file) => {
  expect((await loadContent(deck(file))).polls).toHaveLength(1)
})
