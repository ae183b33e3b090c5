import type { Agent } from 'node:https'
import type { WithoutId } from '../../../core/commands/commands.ts'
import type { Down, DownType } from '../../../core/protocol/down.ts'
import type { ConnectionRole } from '../../../core/protocol/handshake.ts'
import type { Reply } from '../../../core/protocol/refusal.ts'
import { randomUUID } from 'node:crypto'
import { io } from 'socket.io-client'
import { onTestFinished } from 'vitest'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'

export interface ConnectOptions {
  cookie?: string
  headers?: Record<string, string>
  transport?: 'websocket' | 'polling'
  /** Where Socket.IO is, if not at the root. */
  path?: string
  /** Makes its connections. */
  agent?: Agent
  /** In place of the handshake that a page of ours sends. */
  auth?: Record<string, unknown>
}

/** What has not come by then will not come; a test that waits longer says less. */
const PATIENCE_MS = 10_000

/** A command; an id is made where none is given. */
export type TestCommand = WithoutId & { id?: string }

/** A page, as the server sees it. */
export interface TestClient {
  /** Every message and every answer as it came over the wire. */
  readonly frames: readonly string[]
  /** Everything of that name that has come, oldest first. */
  all: <Type extends DownType>(type: Type) => Down<Type>[]
  /** The oldest message of that name that was not asked for before and fits; those before it are passed over. */
  next: <Type extends DownType>(type: Type, fits?: (payload: Down<Type>) => boolean) => Promise<Down<Type>>
  send: (command: TestCommand) => Promise<Reply>
  /** Sends anything at all, and resolves with what the server answers. */
  raw: (event: string, ...payload: unknown[]) => Promise<Reply>
  /** Sends without asking for an answer. */
  mumble: (command: TestCommand) => void
  /** Resolves when the connection has come up again. */
  reconnected: () => Promise<void>
  /** Resolves when the connection was lost. */
  lost: () => Promise<void>
  /** Resolves when the server has looked whether the page is still there. */
  pinged: () => Promise<void>
  close: () => void
}

/** Socket.IO's types know no agents. */
export function agentOption(agent: Agent | undefined): object {
  return agent ? { agent } : {}
}

interface Waiter { type: DownType, look: () => boolean }

/**
 * Connects as a page does, and closes with the test.
 * @throws Error whose message is the server's refusal
 */
export async function connect(url: string, role: ConnectionRole, { cookie, headers, transport = 'websocket', path = '/socket.io/', agent, auth = { role, v: PROTOCOL_VERSION } }: ConnectOptions = {}): Promise<TestClient> {
  const socket = io(url, {
    auth,
    transports: [transport],
    path,
    ...agentOption(agent),
    extraHeaders: { ...cookie && { cookie }, ...headers },
    forceNew: true,
    autoConnect: false,
    reconnectionDelay: 5,
    reconnectionDelayMax: 20,
  })
  onTestFinished(() => void socket.disconnect())
  const frames: string[] = []
  const received: { type: DownType, payload: Down<DownType> }[] = []
  const asked = new Map<DownType, number>()
  const waiters = new Set<Waiter>()

  socket.io.on('open', () => socket.io.engine.on('packet', ({ data }: { data?: unknown }) => {
    if (typeof data === 'string')
      frames.push(data)
  }))
  socket.onAny((type: DownType, payload: Down<DownType>) => {
    received.push({ type, payload })
    for (const waiter of waiters) {
      if (waiter.type === type && waiter.look())
        waiters.delete(waiter)
    }
  })

  // A server that stops in good order says goodbye; a page comes back all the same.
  socket.on('disconnect', reason => reason === 'io server disconnect' && socket.connect())

  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', (error) => {
      // Nobody waits for a second try.
      socket.disconnect()
      reject(error)
    })
    socket.connect()
  })
  socket.off('connect_error')

  const all = <Type extends DownType>(type: Type) => received.filter(message => message.type === type).map(({ payload }) => payload as Down<Type>)
  const withId = (command: TestCommand) => ({ id: randomUUID(), ...command })

  return {
    frames,
    all,
    next: <Type extends DownType>(type: Type, fits: (payload: Down<Type>) => boolean = () => true) => new Promise<Down<Type>>((resolve, reject) => {
      const tooLate = setTimeout(() => reject(new Error(`No "${type}" that fits has come. The last one: ${JSON.stringify(all(type).at(-1))}`)), PATIENCE_MS)
      const look = () => {
        const messages = all(type)
        const from = asked.get(type) ?? 0
        const index = messages.findIndex((message, index) => index >= from && fits(message))
        if (index === -1)
          return false
        asked.set(type, index + 1)
        clearTimeout(tooLate)
        resolve(messages[index]!)
        return true
      }
      if (!look())
        waiters.add({ type, look })
    }),
    send: command => socket.emitWithAck('command', withId(command)),
    raw: (event, ...payload) => socket.emitWithAck(event, ...payload),
    mumble: command => void socket.emit('command', withId(command)),
    reconnected: () => new Promise(resolve => socket.once('connect', () => resolve())),
    lost: () => new Promise(resolve => socket.once('disconnect', () => resolve())),
    pinged: () => new Promise(resolve => socket.io.once('ping', () => resolve())),
    close: () => void socket.disconnect(),
  }
}
