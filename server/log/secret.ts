import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UserError } from '../user-error.ts'
import { withDataFile } from './data-folder.ts'

/** The file of a data folder that its secret is in. */
export const SECRET_FILE = 'facilitator.key'
const SECRET = /^[\w-]{32}$/

export function isSecret(text: string): boolean {
  return SECRET.test(text)
}

export function newSecret(): string {
  return randomBytes(24).toString('base64url')
}

/**
 * The secret of a data folder, made on first use, readable by its owner only: a restart keeps the facilitator signed in.
 * @throws UserError when it cannot be read or written, or holds something else
 */
export function secretIn(data: string): string {
  const path = join(data, SECRET_FILE)
  return withDataFile(path, () => secretAt(path))
}

/** Puts another secret in the place of a data folder's. */
export function writeSecret(data: string, secret: string): void {
  const path = join(data, SECRET_FILE)
  withDataFile(path, () => writeFileSync(path, secret, { mode: 0o600 }))
}

function secretAt(path: string): string {
  const known = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  // A power cut can leave an empty file, and anybody could guess an empty secret.
  if (isSecret(known))
    return known
  if (known !== '')
    throw new UserError(`${path} holds no key of ours: 32 letters, digits, _ and -. Put the right one back; or delete it, and everybody signs in anew, with new seat codes.`)
  const secret = newSecret()
  writeFileSync(path, secret, { mode: 0o600 })
  return secret
}
