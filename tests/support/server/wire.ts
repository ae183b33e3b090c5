import type { Command } from '../../../core/commands/commands.ts'
import type { Down, DownType } from '../../../core/protocol/down.ts'
import type { ConnectionRole } from '../../../core/protocol/handshake.ts'
import type { Reply } from '../../../core/protocol/refusal.ts'
import { randomBytes } from 'node:crypto'
import WebSocket from 'ws'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'

/**
 * A page as light as it can be: Socket.IO's frames by hand over a bare WebSocket. Thousands of them fit into one process
 * without being what is measured.
 */
export interface Wire {
  /** Messages of the server that are not answers, and answers; pings are not counted. */
  readonly messages: number
  readonly answers: number
  /** Bytes of the last answer's frame. */
  readonly answerBytes: number
  /** The newest message of each name. */
  readonly latest: Partial<{ [Type in DownType]: Down<Type> }>
  /** Resolves with the server's answer; rejects when the connection ends before. The first command's answer has the number 0. */
  send: (command: Command) => Promise<Reply>
  /** Sends a frame as it is. */
  raw: (frame: string) => void
  /** Resolves with the newest message of that name that fits, at once when it is there. */
  until: <Type extends DownType>(type: Type, fits?: (payload: Down<Type>) => boolean) => Promise<Down<Type>>
  onMessage: (listener: (type: DownType, payload: unknown) => void) => void
  /** Resolves when the connection has ended, by whomever. */
  closed: Promise<void>
  close: () => void
  /** Ends without a word, as a phone that lost its network. */
  terminate: () => void
}

export interface WireOptions {
  role?: ConnectionRole
  /** The code of the workshop, where the server has several. */
  workshop?: string | undefined
  /** The same number is the same attendee. */
  attendee?: number
  /** In place of an attendee's, or beside it. */
  cookie?: string
  headers?: Record<string, string>
  /** The address that it connects from, such as `127.0.1.7`. */
  localAddress?: string
  /** Told of every frame as it came. */
  onFrame?: (frame: string) => void
}

/** What each server calls the cookie of an attendee. */
const cookieNames = new Map<string, Promise<string>>()

/** The name of the cookie that a server gives an attendee. */
export async function cookieName(url: string): Promise<string> {
  const known = cookieNames.get(url)
  if (known)
    return known
  // Whatever workshops there are, a connection brings an identity.
  const asked = fetch(`${url}/socket.io/?EIO=4&transport=polling`).then(({ headers }) => /^workshop_attendee[^=]*/.exec(headers.getSetCookie()[0]!)![0])
  cookieNames.set(url, asked)
  asked.catch(() => cookieNames.delete(url))
  return asked
}

/** The cookie of an attendee; the same number is the same attendee. */
export async function attendeeCookie(url: string, number: number): Promise<string> {
  return `${await cookieName(url)}=${String(number).padStart(32, 's')}`
}

/** A command id that no other has. */
export function newId(): string {
  return randomBytes(12).toString('base64url')
}

/**
 * Connects as a page does. Resolves when the server has let it in and sent what a page starts with.
 * @throws Error when it is refused or the connection fails
 */
export async function connectWire(url: string, { role = 'attendee', workshop, attendee, cookie, headers, localAddress, onFrame }: WireOptions = {}): Promise<Wire> {
  const cookies = [...attendee === undefined ? [] : [await attendeeCookie(url, attendee)], ...cookie ? [cookie] : []].join('; ')
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, { perMessageDeflate: false, headers: { ...cookies && { cookie: cookies }, ...headers }, ...localAddress && { localAddress } })
  const waiting = new Map<number, { resolve: (reply: Reply) => void, reject: (error: Error) => void }>()
  const listeners: ((type: DownType, payload: unknown) => void)[] = []
  const state = { messages: 0, answers: 0, answerBytes: 0, latest: {} as Record<string, unknown> }
  let nextAnswer = 0
  const closed = new Promise<void>(resolve => socket.once('close', () => {
    waiting.forEach(({ reject }) => reject(new Error('The connection ended before the answer.')))
    waiting.clear()
    resolve()
  }))
  const wire: Wire = {
    get messages() { return state.messages },
    get answers() { return state.answers },
    get answerBytes() { return state.answerBytes },
    latest: state.latest as Wire['latest'],
    closed,
    send: command => new Promise((resolve, reject) => {
      if (socket.readyState !== WebSocket.OPEN)
        return reject(new Error('The connection has ended.'))
      const no = nextAnswer++
      waiting.set(no, { resolve, reject })
      socket.send(`42${no}${JSON.stringify(['command', command])}`)
    }),
    raw: frame => socket.send(frame),
    until: (type, fits = () => true) => new Promise((resolve, reject) => {
      const known = state.latest[type]
      if (known !== undefined && fits(known as never))
        return resolve(known as never)
      const listener = (name: string, payload: unknown) => {
        if (name === type && fits(payload as never)) {
          listeners.splice(listeners.indexOf(listener), 1)
          resolve(payload as never)
        }
      }
      listeners.push(listener)
      void closed.then(() => reject(new Error(`The connection ended before "${type}" came.`)))
    }),
    onMessage: listener => void listeners.push(listener),
    close: () => socket.close(),
    terminate: () => socket.terminate(),
  }
  const first: DownType = role === 'attendee' ? 'attendee' : 'welcome'
  return new Promise((resolve, reject) => {
    socket.once('error', reject)
    void closed.then(() => reject(new Error('The connection ended before the server let us in.')))
    socket.on('message', (data: { length: number, toString: () => string }) => {
      const frame = data.toString()
      onFrame?.(frame)
      if (frame.startsWith('43')) {
        state.answers++
        state.answerBytes = data.length
        const start = frame.indexOf('[')
        const no = Number(frame.slice(2, start))
        waiting.get(no)?.resolve((JSON.parse(frame.slice(start)) as [Reply])[0])
        waiting.delete(no)
      }
      else if (frame.startsWith('42')) {
        state.messages++
        const [type, payload] = JSON.parse(frame.slice(2)) as [DownType, unknown]
        state.latest[type] = payload
        for (const listener of [...listeners])
          listener(type, payload)
        if (type === first)
          resolve(wire)
      }
      else if (frame === '2') {
        socket.send('3')
      }
      else if (frame.startsWith('0')) {
        socket.send(`40${JSON.stringify({ role, v: PROTOCOL_VERSION, ...workshop !== undefined && { workshop } })}`)
      }
      else if (frame.startsWith('44')) {
        reject(new Error((JSON.parse(frame.slice(2)) as { message: string }).message))
        socket.close()
      }
    })
  })
}

/** Connects many, a hundred at a time. */
export async function connectMany(url: string, count: number, options: (index: number) => WireOptions = index => ({ attendee: index })): Promise<Wire[]> {
  const wires: Wire[] = []
  for (let from = 0; from < count; from += 100)
    wires.push(...await Promise.all(Array.from({ length: Math.min(100, count - from) }, (_, index) => connectWire(url, options(from + index)))))
  return wires
}
