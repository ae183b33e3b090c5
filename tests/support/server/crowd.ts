import type { Command } from '../../../core/commands/commands.ts'
import type { Answer } from '../../../core/kinds/kinds.ts'
import type { Wire } from './wire.ts'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as after } from 'node:timers/promises'
import WebSocket from 'ws'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { connectWire, newId } from './wire.ts'

/** One phone's way in: the page, what it loads, the socket, the poll, one vote. */
export interface Joined {
  wire: Wire
  /** Milliseconds from the first request to the acknowledged vote. */
  ms: number
}

/** Joins as a phone does that was never here. @throws Error that says what did not work */
export async function join(url: string, answer: Answer): Promise<Joined> {
  const began = performance.now()
  // A phone opens six connections at most.
  const agent = new Agent({ keepAlive: true, maxSockets: 6 })
  try {
    const { body, setCookie } = await get(url, agent, 'identity')
    const cookie = setCookie.split(';')[0]!
    const assets = [...body.matchAll(/(?:src|href)="(\/?(?:\.\/)?assets\/[^"]+)"/g)].map(([, path]) => new URL(path!, url).href)
    if (assets.length === 0)
      throw new Error('the page loads nothing')
    await Promise.all(assets.map(asset => get(asset, agent, 'br, gzip')))
    const wire = await connectWire(url, { cookie })
    const { poll } = await wire.until('attendee', view => view.poll?.voting === 'open')
    const reply = await wire.send({ type: 'ballot:cast', id: newId(), poll: poll!.def.id, round: poll!.round, answer })
    if (!reply.ok)
      throw new Error(`its vote: ${reply.code}`)
    return { wire, ms: performance.now() - began }
  }
  finally {
    agent.destroy()
  }
}

function get(url: string, agent: Agent, encoding: string): Promise<{ body: string, setCookie: string }> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers: { 'accept-encoding': encoding } }, (response) => {
      let body = ''
      response.setEncoding('latin1').on('data', chunk => body += chunk).on('error', reject)
      response.on('end', () => response.statusCode === 200 ? resolve({ body, setCookie: response.headers['set-cookie']?.[0] ?? '' }) : reject(new Error(`${url}: ${response.statusCode}`)))
    }).on('error', reject).end()
  })
}

/** Does something so many times a second, for so long; nothing waits for its end. @returns what came of each */
export async function atPace<Value>(perSecond: number, seconds: number, work: (no: number) => Promise<Value>): Promise<PromiseSettledResult<Value>[]> {
  const began = performance.now()
  const all: Promise<Value>[] = []
  for (let no = 0; no < perSecond * seconds; no++) {
    const wait = began + no * 1000 / perSecond - performance.now()
    if (wait > 1)
      await after(wait)
    const one = work(no)
    // It is heard of at the end.
    one.catch(() => {})
    all.push(one)
  }
  return Promise.allSettled(all)
}

/** Floods the server with a message, so many a second. @returns how often each answer came */
export async function flood(wire: Wire, message: (no: number) => Command, perSecond: number, seconds: number): Promise<Record<string, number>> {
  const replies = await atPace(perSecond, seconds, no => wire.send(message(no)))
  const counts: Record<string, number> = {}
  for (const reply of replies) {
    const name = reply.status === 'rejected' ? 'cut off' : reply.value.ok ? 'ok' : reply.value.code
    counts[name] = (counts[name] ?? 0) + 1
  }
  return counts
}

/** Sends messages that want no answer. @returns whether the server has ended that */
export async function mumble(url: string, frame: string, perSecond: number, seconds: number): Promise<boolean> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
  await once(socket, 'message')
  socket.send(`40${JSON.stringify({ role: 'attendee', v: PROTOCOL_VERSION })}`)
  await once(socket, 'message')
  socket.on('error', () => {})
  await atPace(perSecond, seconds, async () => socket.send(frame))
  const isEnded = socket.readyState !== WebSocket.OPEN
  socket.terminate()
  return isEnded
}

const SILENCE_MS = 40_000

/** Connections that never say a word, of each sort. @returns for each the milliseconds until the server closed it; Infinity after 40 seconds */
export async function silence(port: number, each: number): Promise<{ bare: number[], unconnected: number[] }> {
  const began = performance.now()
  const signal = AbortSignal.timeout(SILENCE_MS)
  // Whoever is still held by then is held for good.
  const lasted = (closed: Promise<unknown>) => closed.then(() => performance.now() - began, () => Infinity)
  const bare = Array.from({ length: each }, () => {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    socket.resume()
    return lasted(once(socket, 'close', { signal }))
  })
  const unconnected = Array.from({ length: each }, () => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/socket.io/?EIO=4&transport=websocket`).on('error', () => {})
    // It does answer pings, as a library does by itself.
    socket.on('message', (data: { toString: () => string }) => data.toString() === '2' && socket.send('3'))
    return lasted(once(socket, 'close', { signal }))
  })
  return { bare: await Promise.all(bare), unconnected: await Promise.all(unconnected) }
}

/** Megabytes that a process holds (Linux). */
export function residentMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
}
