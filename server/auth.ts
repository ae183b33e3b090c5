import type { Buffer } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { createHash, createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseCookie } from 'cookie'
import { withDataFile } from './data-folder.ts'
import { UserError } from './user-error.ts'

const SEAT = 'workshop_seat'
const FACILITATOR_COOKIE = 'workshop_facilitator'
const WEEK = 7 * 24 * 3600
const TOKEN = /^[\w-]{32}$/

function newToken(): string {
  return randomBytes(24).toString('base64url')
}

/** The facilitator's secret, the one-time links that are exchanged for it, and the attendees' seats. */
export interface Auth {
  /** A path that signs its first visitor in as the facilitator. */
  newSignInPath: () => string
  /** The `Set-Cookie` for a one-time code, or null where it is unknown or used. */
  exchange: (code: string) => string | null
  isFacilitator: (request: Pick<IncomingMessage, 'headers'>) => boolean
  /** 32 bytes that only this secret makes of a text, and that do not tell it. */
  digest: (text: string) => Buffer
  /** The visitor carries a facilitator's cookie that is not ours. */
  isGuess: (request: IncomingMessage) => boolean
  /** Who the visitor is: from the cookie, or a new seat with the `Set-Cookie` that keeps it. */
  seat: (request: IncomingMessage) => { attendee: string, setCookie: string | null }
}

/** @param secret see `facilitatorSecret` */
export function createAuth(secret: string): Auth {
  const codes = new Set<string>()
  const isFacilitator = (request: Pick<IncomingMessage, 'headers'>) => same(cookie(request, FACILITATOR_COOKIE) ?? '', secret)
  return {
    newSignInPath() {
      const code = newToken()
      codes.add(code)
      return `/facilitator/sign-in/${code}`
    },
    exchange: code => codes.delete(code)
      ? `${FACILITATOR_COOKIE}=${secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${WEEK}`
      : null,
    isFacilitator,
    isGuess: request => cookie(request, FACILITATOR_COOKIE) !== undefined && !isFacilitator(request),
    digest: text => createHmac('sha256', secret).update(text).digest(),
    seat(request) {
      const known = cookie(request, SEAT)
      const token = known && TOKEN.test(known) ? known : newToken()
      return {
        // The log holds a digest: a copy of it cannot be used to vote in somebody's name.
        attendee: `a:${hash('sha256', token, 'base64url').slice(0, 16)}`,
        setCookie: token === known ? null : `${SEAT}=${token}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${WEEK}`,
      }
    },
  }
}

/**
 * The secret of a data folder, made on first use, readable by its owner only: a restart keeps the facilitator signed in.
 * @throws UserError when it cannot be read or written, or holds something else
 */
export function facilitatorSecret(dataFolder: string): string {
  const path = join(dataFolder, 'facilitator.key')
  return withDataFile(path, () => secretAt(path))
}

function secretAt(path: string): string {
  const known = existsSync(path) ? readFileSync(path, 'utf8').trim() : ''
  // A power cut can leave an empty file, and an empty secret would be everybody's.
  if (TOKEN.test(known))
    return known
  if (known !== '')
    throw new UserError(`${path} holds no key of ours: 32 letters, digits, _ and -. Put the right one back; or delete it, and everybody signs in anew, with new seat codes.`)
  const secret = newToken()
  writeFileSync(path, secret, { mode: 0o600 })
  return secret
}

function cookie(request: Pick<IncomingMessage, 'headers'>, name: string): string | undefined {
  return parseCookie(request.headers.cookie ?? '')[name]
}

function same(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}
