import type { IncomingMessage } from 'node:http'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAuth, facilitatorSecret } from '../../server/auth.ts'
import { UserError } from '../../server/user-error.ts'
import { tempFolder } from '../support/temp-folder.ts'

function request(cookie?: string): IncomingMessage {
  return { headers: { cookie } } as IncomingMessage
}

describe('the facilitator\'s secret', () => {
  it('is made once, for its owner only', () => {
    const folder = tempFolder()
    const secret = facilitatorSecret(folder)
    expect(secret).toMatch(/^[\w-]{32}$/)
    expect(facilitatorSecret(folder)).toBe(secret)
    expect(statSync(join(folder, 'facilitator.key')).mode & 0o077).toBe(0)
    expect(facilitatorSecret(tempFolder())).not.toBe(secret)
  })

  it.each(['', '\n'])('is made anew where a power cut left %j', (left) => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'facilitator.key'), left)
    const secret = facilitatorSecret(folder)
    expect(secret).toMatch(/^[\w-]{32}$/)
    expect(readFileSync(join(folder, 'facilitator.key'), 'utf8')).toBe(secret)
    expect(createAuth(secret).isFacilitator(request())).toBe(false)
  })

  it('is told, and stays, when it is none of ours: seat codes are made of it', () => {
    const path = join(tempFolder(), 'facilitator.key')
    writeFileSync(path, 'short')
    expect(() => facilitatorSecret(dirname(path))).toThrow(UserError)
    expect(() => facilitatorSecret(dirname(path))).toThrow(`${path} holds no key of ours`)
    expect(readFileSync(path, 'utf8')).toBe('short')
  })
})

describe('a sign-in code', () => {
  it('is exchanged once for the cookie', () => {
    const auth = createAuth('secret')
    const code = auth.newSignInPath().split('/').at(-1)!
    expect(auth.exchange('another')).toBe(null)
    const [pair, ...attributes] = auth.exchange(code)!.split('; ')
    expect(attributes).toEqual(expect.arrayContaining(['Path=/', 'HttpOnly', 'SameSite=Strict']))
    expect(auth.isFacilitator(request(pair))).toBe(true)
    expect(auth.exchange(code)).toBe(null)
  })
})

describe('a seat', () => {
  it('is one attendee as long as its cookie is kept', () => {
    const auth = createAuth('secret')
    const { attendee, setCookie } = auth.seat(request())
    const [pair] = setCookie!.split('; ')
    expect(auth.seat(request(pair))).toEqual({ attendee, setCookie: null })
    expect(auth.seat(request()).attendee).not.toBe(attendee)
  })

  it('tells the log nothing that could be voted with', () => {
    const { attendee, setCookie } = createAuth('secret').seat(request())
    expect(setCookie).not.toContain(attendee.replace('a:', ''))
    expect(attendee).toMatch(/^a:[\w-]{16}$/)
  })

  it.each(['', 'facilitator', '<script>', 'x'.repeat(33)])('is a new one where the cookie is %j', (token) => {
    expect(createAuth('secret').seat(request(`workshop_seat=${token}`)).setCookie).toMatch(/^workshop_seat=[\w-]{32};/)
  })
})
