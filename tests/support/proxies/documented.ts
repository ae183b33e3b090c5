import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { paths } from '../../../server/paths.ts'

/** The address of the examples. */
export const PUBLIC_URL = 'https://vote.example.org/votes'

const TEXT = readFileSync(join(paths.root, 'docs/hosting.md'), 'utf8')

/** The only block of code in a language that a page of `docs/` has. */
export function documented(language: string, page = 'hosting.md'): string {
  const text = page === 'hosting.md' ? TEXT : readFileSync(join(paths.root, 'docs', page), 'utf8')
  const blocks = [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code!)
  if (blocks.length !== 1)
    throw new Error(`docs/${page} has ${blocks.length} blocks of ${language}, not one.`)
  return blocks[0]!
}

/** A line that `docs/hosting.md` names in a sentence. */
export function mentioned(line: string): string {
  if (!TEXT.includes(`\`${line}\``))
    throw new Error(`docs/hosting.md does not mention \`${line}\`.`)
  return line
}

/** Replaces a part of a configuration. @throws Error when it has no such part */
export function replaced(config: string, part: string, by: string): string {
  if (!config.includes(part))
    throw new Error(`The configuration has no "${part}":\n${config}`)
  return config.replace(part, by)
}
