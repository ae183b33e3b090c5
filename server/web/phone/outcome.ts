import type { Request } from 'express'
import type { Note } from '../../../client/link/attendee.ts'
import type { FormCommand } from '../../../client/phone/form.ts'
import type { Refusal, RefusalCode } from '../../../core/protocol/refusal.ts'
import { parseCookie, stringifySetCookie } from 'cookie'
import { isEmpty } from '../../../core/kinds/kinds.ts'

const STATUS: Partial<Record<RefusalCode, number>> = { rate_limited: 429, malformed: 400, storage_failed: 503, internal: 503 }

/** The status of HTTP that a refusal has. */
export function statusOf({ code }: Refusal): number {
  return STATUS[code] ?? 409
}

/** Why a form was refused, for its sender. */
export function refusedNote(command: FormCommand, { message }: Refusal): Note {
  return command.type === 'ballot:cast' ? { text: `That did not count. ${message}`, refused: command.answer } : { text: message }
}

const COOKIE = 'outcome'
/** The browser asks for the page at once. */
const SECONDS = 60
/** What became of a vote that was taken. */
const SENTENCES: Readonly<Record<string, string>> = { counted: 'Your vote is in.', withdrawn: 'Your vote is taken back.' }

/**
 * A cookie for the page that the browser asks for next, of whichever server: what became of its form. Undefined where that page
 * says it by itself.
 * @param path of the page, such as `/bcdfgh`
 */
export function outcomeCookie(command: FormCommand, path: string): string | undefined {
  return command.type === 'ballot:cast' ? setCookie(path, isEmpty(command.answer) ? 'withdrawn' : 'counted', SECONDS) : undefined
}

/** @returns what the cookie says, if there is one, and the header that removes it: whoever loads the page again has read it */
export function readOutcome({ headers }: Pick<Request, 'headers'>, path: string): { note: Note, clearCookie: string } | undefined {
  const text = SENTENCES[parseCookie(headers.cookie ?? '')[COOKIE] ?? '']
  return text === undefined ? undefined : { note: { text }, clearCookie: setCookie(path, '', 0) }
}

function setCookie(path: string, value: string, maxAge: number): string {
  return stringifySetCookie({ name: COOKIE, value, path: path || '/', maxAge, httpOnly: true, sameSite: 'strict' })
}
