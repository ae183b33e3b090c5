import type { Buffer } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import type { Links } from '../log/store.ts'
import { createHash, hash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import { derive } from '../log/secret.ts'
import { ownLinks } from '../log/store.ts'
import { isOverHttps } from './addresses.ts'
import { codeOf } from './join-codes.ts'

const WEEK_S = 7 * 24 * 3600
/** How long an invitation to one workshop can be taken up. It may have been sent to somebody, or left in a chat. */
const INVITED_MS = 3_600_000
/** Characters; more would make the QR code finer. */
const JOIN_KEY = 8
/** Characters of what proves that a one-time link is ours: 144 bits. */
const SEAL = 24
const TOKEN = /^[\w-]{32}$/

function newToken(): string {
  return randomBytes(24).toString('base64url')
}

type Request = Pick<IncomingMessage, 'headers'>

/** What a one-time link was exchanged for. */
export interface SignedIn {
  setCookie: string
  /** The only workshop that it is for; null: all of this server. */
  workshop: string | null
}

/** What a one-time link is for. */
export interface OneTimeLink {
  /** The only workshop that it invites to; null: all of this server. */
  workshop: string | null
  /** It was used, or its time is over. */
  isOver: boolean
}

/** Who facilitates: all workshops of a server, or one; the one-time links that are exchanged for it, and the attendees' identities. */
export interface Auth {
  /**
   * A path that signs its first visitor in as a facilitator, below the server's own.
   * @param workshop the id of the only workshop that the visitor may run, who has an hour; all of them if not given
   */
  newSignInPath: (workshop?: string) => string
  /** What a one-time code is for; null: it is none of ours. */
  linkOf: (code: string) => Promise<OneTimeLink | null>
  /** What a one-time code gives, or null if it is unknown or used. */
  exchange: (code: string, request: Request) => Promise<SignedIn | null>
  /** The visitor runs this workshop by a cookie: as its facilitator, or as a host. */
  isFacilitator: (request: Request, workshop: string) => boolean
  /** The same for many workshops of one request. */
  runs: (request: Request) => (workshop: string) => boolean
  /** The visitor runs all workshops of this server, and starts new ones. */
  isHost: (request: Request) => boolean
  /** The `Set-Cookie` that makes the visitor a host. */
  makeHost: (request: Request) => string
  /** The `Set-Cookie` that makes the visitor a facilitator of one workshop. */
  letIn: (request: Request, workshop: string) => string
  /** Each `Set-Cookie` that it takes until the visitor neither is a host nor runs a workshop. */
  signOut: (request: Request) => string[]
  /** What the address in a workshop's QR code ends with: whoever has it has not guessed the code. It gives no rights. */
  joinKey: (workshop: string) => string
  /** An HMAC of a text, 32 bytes. */
  digest: (text: string) => Buffer
  /** The visitor has a wrong cookie of a host, or of a facilitator of this workshop. */
  isGuess: (request: Request, workshop?: string) => boolean
  /** The visitor's identity from the cookie, or a new one with its `Set-Cookie`; the same at every call for a request. */
  identify: (request: Request) => Identity
}

export interface Identity {
  attendee: string
  setCookie: string | null
}

/** The names of a data folder's cookies. They differ between folders, because a browser sends a host's cookies to all of its ports. */
export interface CookieNames {
  /** Of whoever runs all workshops. */
  facilitator: string
  attendee: string
  person: string
  signIn: string
}

/** @param secret of the store */
export function cookieNames(secret: string): CookieNames {
  const suffix = derive(secret, 'names of cookies').toString('hex').slice(0, 8)
  return {
    facilitator: `workshop_facilitator_${suffix}`,
    attendee: `workshop_attendee_${suffix}`,
    person: `workshop_person_${suffix}`,
    signIn: `workshop_sign_in_${suffix}`,
  }
}

/**
 * The facilitator's cookie. The network can read it over plain http, so nothing else is derived from it.
 * @param workshop the id of the only workshop that it is for
 */
export function facilitatorToken(secret: string, workshop?: string): string {
  return derive(secret, `cookie of the facilitator${workshop === undefined ? '' : ` of ${workshop}`}`).toString('base64url')
}

/**
 * @param secret of the store
 * @param publicUrl the address that phones use, if it is not this machine's; cookies go to its path only
 * @param links what is known of one-time links
 * @param now milliseconds since 1970
 */
export function createAuth(secret: string, publicUrl?: string, links: Links = ownLinks(randomUUID()), now = Date.now): Auth {
  const identities = new WeakMap<Request, Identity>()
  const names = cookieNames(secret)
  const token = facilitatorToken(secret)
  const nameFor = (workshop: string) => `${names.facilitator}_${codeOf(workshop)}`
  const isHost = (request: Request) => same(cookie(request, names.facilitator) ?? '', token)
  const isOfWorkshop = (name: string) => name.startsWith(`${names.facilitator}_`)
  const isFacilitator = (request: Request, workshop: string) => runs(request)(workshop)
  // Other servers may have the rest of the host.
  const path = publicUrl === undefined ? '/' : new URL(publicUrl).pathname
  const setCookie = (request: Request, name: string, value: string, sameSite: 'strict' | 'lax', maxAge = WEEK_S) =>
    stringifySetCookie({ name, value, path, maxAge, httpOnly: true, sameSite, secure: isOverHttps(request.headers, publicUrl) })
  const makeHost = (request: Request) => setCookie(request, names.facilitator, token, 'strict')
  const letIn = (request: Request, workshop: string) => setCookie(request, nameFor(workshop), facilitatorToken(secret, workshop), 'strict')
  return {
    newSignInPath(workshop) {
      const lasts = workshop === undefined ? links.hostMs : INVITED_MS
      const said = [randomBytes(12).toString('base64url'), ...lasts === undefined ? [] : [(now() + lasts).toString(36)], ...workshop === undefined ? [] : [workshop]].join('.')
      return `/facilitate/sign-in/${said}.${sealOf(said)}`
    },
    async linkOf(code) {
      const link = read(code)
      return link && { workshop: link.workshop, isOver: link.isLate || await links.isUsed(code) }
    },
    async exchange(code, request) {
      const link = read(code)
      if (!link || link.isLate || !await links.take(code))
        return null
      const { workshop } = link
      return { setCookie: workshop === null ? makeHost(request) : letIn(request, workshop), workshop }
    },
    makeHost,
    letIn,
    signOut: request => Object.keys(cookies(request)).filter(name => name === names.facilitator || isOfWorkshop(name)).map(name => setCookie(request, name, '', 'strict', 0)),
    isHost,
    isFacilitator,
    runs,
    isGuess: (request, workshop) => [names.facilitator, ...workshop === undefined ? [] : [nameFor(workshop)]].some(name => cookie(request, name) !== undefined)
      && !(workshop === undefined ? isHost(request) : isFacilitator(request, workshop)),
    joinKey: workshop => derive(secret, `the QR code of ${workshop}`).toString('base64url').slice(0, JOIN_KEY),
    digest: text => derive(secret, text),
    identify(request) {
      const identity = identities.get(request) ?? identityOf(request)
      identities.set(request, identity)
      return identity
    },
  }

  function runs(request: Request): (workshop: string) => boolean {
    const sent = cookies(request)
    if (isHost(request))
      return () => true
    // Whoever has none is asked nothing, however many workshops there are.
    if (!Object.keys(sent).some(isOfWorkshop))
      return () => false
    return (workshop) => {
      const given = sent[nameFor(workshop)]
      return given !== undefined && same(given, facilitatorToken(secret, workshop))
    }
  }

  /** Nobody else makes links, and those of another epoch have another one. */
  function sealOf(said: string): string {
    return derive(secret, `one-time link ${links.epoch} ${said}`).toString('base64url').slice(0, SEAL)
  }

  /** A code that this server, or another one on the store, has made; it may have been used. */
  function read(code: string): { workshop: string | null, isLate: boolean } | null {
    const end = code.lastIndexOf('.')
    const said = code.slice(0, Math.max(0, end))
    if (!same(code.slice(end + 1), sealOf(said)))
      return null
    const [, until, workshop = null] = said.split('.')
    const isLate = until === undefined ? links.hostMs !== undefined : now() > Number.parseInt(until, 36)
    return { workshop, isLate }
  }

  function identityOf(request: Request): Identity {
    const known = cookie(request, names.attendee)
    const token = known && TOKEN.test(known) ? known : newToken()
    return {
      // The log holds a digest: a copy of it cannot be used to vote in somebody's name.
      attendee: `a:${hash('sha256', token, 'base64url').slice(0, 16)}`,
      setCookie: token === known ? null : setCookie(request, names.attendee, token, 'lax'),
    }
  }
}

function cookies(request: Request): Partial<Record<string, string>> {
  return parseCookie(request.headers.cookie ?? '')
}

function cookie(request: Request, name: string): string | undefined {
  return cookies(request)[name]
}

function same(given: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(secret))
}
