import type { Buffer } from 'node:buffer'
import type { AddressInfo, Socket } from 'node:net'
import type { Piece } from '../server/web-socket-frames.ts'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { randomFrom } from '../polls/random.ts'
import { createSplitter } from '../server/web-socket-frames.ts'

/**
 * What may happen to a connection, from its n-th command on:
 * - `delay`: everything comes late, both ways, in order
 * - `cut`: the command is lost and the connection with it
 * - `half-open`: the connection stays up and swallows everything, one way or both
 * - `lost-answer`: the command gets through, and the connection ends when its answer is about to
 * - `late`: the phone is cut off, and the command gets through when it has long moved on
 * - `twice`: commands come a second time, at once or after others
 */
export const FAULTS = ['delay', 'cut', 'half-open', 'lost-answer', 'late', 'twice'] as const
export type Fault = typeof FAULTS[number]

export interface FaultProxy {
  url: string
  /** How often each fault took place; for `twice`, the commands. */
  counts: Readonly<Record<Fault, number>>
  /** No further faults begin; resolves when nothing is in the air any more. What a connection has swallowed stays lost. */
  heal: () => Promise<void>
  /** Ends every connection. */
  close: () => void
}

/** Of the connections, how many are left in peace. */
const PEACEFUL = 0.25
const DELAY_MOST_MS = 400
const LATE_MOST_MS = 2000

/** A bad network between phones and the server at this port of this machine: what it does follows from the seed. */
export async function startFaultProxy(port: number, seed: number): Promise<FaultProxy> {
  const counts: Record<Fault, number> = { 'delay': 0, 'cut': 0, 'half-open': 0, 'lost-answer': 0, 'late': 0, 'twice': 0 }
  const open = new Set<Socket>()
  let faulty = true
  let connections = 0
  const inTheAir = new Set<Promise<void>>()
  const server = createServer({ noDelay: true }, (phone) => {
    // Of its own for each connection: what befalls it does not hang on what others do meanwhile.
    const random = randomFrom(seed * 1_000_003 + connections++)
    const fault = random() < PEACEFUL ? null : FAULTS[Math.floor(random() * FAULTS.length)]!
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true })
    for (const socket of [phone, upstream]) {
      open.add(socket)
      // An end that is cut is what this is for; both sides see it as a close.
      socket.on('error', () => {}).on('close', () => open.delete(socket))
    }
    carry(phone, upstream, { fault, random, isFaulty: () => faulty, tookPlace: fault => counts[fault]++, inTheAir })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    async heal() {
      faulty = false
      await Promise.all(inTheAir)
    },
    close() {
      server.close()
      open.forEach(socket => socket.destroy())
    },
  }
}

interface Fate {
  fault: Fault | null
  random: () => number
  isFaulty: () => boolean
  tookPlace: (fault: Fault) => void
  /** What comes later than what was sent after it. */
  inTheAir: Set<Promise<void>>
}

/** Carries one connection, until its fault comes. */
function carry(phone: Socket, upstream: Socket, { fault, random, isFaulty, tookPlace, inTheAir }: Fate): void {
  const at = 1 + Math.floor(random() * 5)
  const way = Math.floor(random() * 3)
  const delay = fault === 'delay' ? 1 + random() * DELAY_MOST_MS : 0
  const swallows = { up: false, down: false }
  let losesAnswer = false
  let commands = 0
  if (delay > 0)
    tookPlace('delay')

  const after = (ms: number, task: () => void) => ms > 0 ? void setTimeout(task, ms) : task()
  const write = (to: Socket, bytes: Buffer) => after(delay, () => void (to.writable && to.write(bytes)))
  const writeLate = (bytes: Buffer, ms: number, then = () => {}) => {
    const arrived = sleep(ms).then(() => {
      if (upstream.writable)
        upstream.write(bytes)
      then()
      inTheAir.delete(arrived)
    })
    inTheAir.add(arrived)
  }
  const cut = () => [phone, upstream].forEach(socket => random() < 0.5 ? socket.resetAndDestroy() : socket.destroy())

  function carryUp({ bytes, text }: Piece): void {
    if (swallows.up)
      return
    const isTurn = isCommand(text) && ++commands >= at && isFaulty()
    if (!isTurn)
      return write(upstream, bytes)
    switch (fault) {
      case 'cut':
        tookPlace(fault)
        return cut()
      case 'half-open':
        tookPlace(fault)
        swallows.up = way !== 0
        swallows.down = way !== 1
        return swallows.up ? undefined : write(upstream, bytes)
      case 'lost-answer':
        losesAnswer = true
        return write(upstream, bytes)
      case 'late':
        tookPlace(fault)
        swallows.up = swallows.down = true
        phone.destroy()
        return writeLate(bytes, random() * LATE_MOST_MS, () => upstream.end())
      case 'twice':
        tookPlace(fault)
        write(upstream, bytes)
        return random() < 0.3 ? write(upstream, bytes) : writeLate(bytes, random() * LATE_MOST_MS)
      default:
        return write(upstream, bytes)
    }
  }

  function carryDown({ bytes, text }: Piece): void {
    if (losesAnswer && text?.startsWith('43')) {
      tookPlace('lost-answer')
      return cut()
    }
    if (!swallows.down)
      write(phone, bytes)
  }

  const splitUp = createSplitter()
  const splitDown = createSplitter()
  phone.on('data', chunk => splitUp(chunk as Buffer).forEach(carryUp))
  upstream.on('data', chunk => splitDown(chunk as Buffer).forEach(carryDown))
  // Of a half-open connection, neither end hears that the other has gone.
  phone.on('close', () => after(delay, () => void (swallows.up || upstream.end())))
  upstream.on('close', () => after(delay, () => void (swallows.down || phone.end())))
}

/** A frame of Socket.IO that wants an answer. */
function isCommand(text: string | undefined): boolean {
  return text !== undefined && /^42\d+\["command"/.test(text)
}
