import type { ManagerOptions, Socket, SocketOptions } from 'socket.io-client'
import type { Ref } from 'vue'
import type { Command } from '../../../core/commands/commands.ts'
import type { Down, DownType } from '../../../core/protocol/down.ts'
import type { ClientToServerEvents, ServerToClientEvents } from '../../../core/protocol/events.ts'
import type { ConnectionRole, ConnectRefusal, Handshake } from '../../../core/protocol/handshake.ts'
import type { Reply } from '../../../core/protocol/refusal.ts'
import { io } from 'socket.io-client'
import { shallowRef } from 'vue'
import { PROTOCOL_VERSION } from '../../../core/protocol/version.ts'
import { placeOfPage, splitPlace } from './place.ts'

/** `connecting`: not up yet. `up`: connected. `away`: lost, reconnecting. `refused`: refused by the server, see `refusal`. */
export type ConnectionStatus = 'connecting' | 'up' | 'away' | 'refused'

export interface Connection {
  status: Readonly<Ref<ConnectionStatus>>
  refusal: Readonly<Ref<ConnectRefusal | null>>
  /** Listens to messages of a type. */
  on: <Type extends DownType>(type: Type, listener: (payload: Down<Type>) => void) => void
  /** Listens to connects and reconnects. */
  onUp: (listener: () => void) => void
  /**
   * Sends a command and resolves with the server's reply.
   * @throws Error without a reply within `timeout` milliseconds; the command may have counted, so resend it with the same id
   */
  send: (command: Command, timeout?: number) => Promise<Reply>
  /** Reconnects immediately, without waiting for the scheduled retry. */
  retryNow: () => void
  close: () => void
}

/** Options that have defaults in a browser, for connections outside of one; and options of Socket.IO. */
export interface ConnectionOptions extends Partial<ManagerOptions & SocketOptions> {
  url?: string
  /** Where the workshop is served, see `placeOfPage`. */
  place?: string
  /**
   * Listens for the return of the user or the network; returns a function that stops. `thawed`: the page comes back from the
   * back/forward cache.
   */
  onReturn?: (listener: (thawed?: boolean) => void) => () => void
}

/** How long a page on its way to another server shows nothing of it, in milliseconds. */
const HUSH_MS = 1000

/** Opens the page's only connection and keeps it up. Uses WebSocket, or long polling where a network blocks it. */
export function openConnection(role: ConnectionRole, { url, place = placeOfPage(), onReturn = onPageReturn, ...options }: ConnectionOptions = {}): Connection {
  const [above, workshop] = splitPlace(place)
  const auth: Handshake = { role, v: PROTOCOL_VERSION, ...workshop && { workshop } }
  const socket: Socket<ServerToClientEvents, ClientToServerEvents> = io(url as string, {
    auth,
    path: `${above}/socket.io/`,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: 2500,
    randomizationFactor: 0.5,
    timeout: 5000,
    forceNew: true,
    ...options,
  })
  const status = shallowRef<ConnectionStatus>('connecting')
  /** Commands that are not answered yet. */
  const open = new Set<Promise<unknown>>()
  let move: ReturnType<typeof setTimeout> | undefined
  /** Ends the time in which a page that goes to another server says nothing of it. */
  let hush: ReturnType<typeof setTimeout> | undefined
  const refusal = shallowRef<ConnectRefusal | null>(null)

  socket.on('connect', () => {
    clearTimeout(hush)
    hush = undefined
    refusal.value = null
    status.value = 'up'
  })
  socket.on('disconnect', (reason) => {
    clearTimeout(move)
    move = undefined
    if (hush === undefined)
      status.value = 'away'
    if (reason === 'io server disconnect')
      socket.connect()
  })
  // If a server middleware refused, `active` is false and Socket.IO doesn't retry.
  socket.on('connect_error', (error) => {
    if (!socket.active) {
      refusal.value = error.message as ConnectRefusal
      status.value = 'refused'
    }
  })

  const connectAnew = () => void socket.disconnect().connect()
  socket.on('move', ({ within }) => {
    move ??= setTimeout(async () => {
      await Promise.allSettled(open)
      if (move === undefined)
        return
      // A phone says nothing of short interruptions anyway.
      if (role !== 'attendee') {
        hush = setTimeout(() => {
          hush = undefined
          status.value = 'away'
        }, HUSH_MS)
      }
      connectAnew()
    }, Math.random() * within)
  })
  const retryNow = () => {
    if (!socket.connected)
      connectAnew()
  }
  /** Reconnects if a reply doesn't arrive: a dead connection may not be reported for a long time. */
  const ask = async (question: () => Promise<Reply>): Promise<Reply> => {
    const line = socket.id
    const answer = question()
    open.add(answer)
    try {
      return await answer
    }
    catch (error) {
      if (socket.connected && socket.id === line)
        connectAnew()
      throw error
    }
    finally {
      open.delete(answer)
    }
  }
  // After sleep, timers are late and the socket may be dead without an event: check it immediately.
  const stopHearing = onReturn((thawed) => {
    // A page from the back/forward cache has missed messages.
    if (thawed || !socket.connected)
      return connectAnew()
    ask(() => socket.timeout(3000).emitWithAck('alive')).catch(() => {})
  })

  return {
    status,
    refusal,
    // TypeScript can't resolve Socket.IO's types of a listener for an event that is a type parameter.
    on: (type, listener) => void (socket as Pick<Connection, 'on'>).on(type, listener),
    onUp: listener => void socket.on('connect', listener),
    send: (command, timeout = 5000) => ask(() => socket.timeout(timeout).emitWithAck('command', command)),
    retryNow,
    close: () => {
      clearTimeout(move)
      clearTimeout(hush)
      move = undefined
      stopHearing()
      socket.disconnect()
    },
  }
}

function onPageReturn(listener: (thawed?: boolean) => void): () => void {
  const stop = new AbortController()
  const { signal } = stop
  window.addEventListener('online', () => listener(), { signal })
  window.addEventListener('pageshow', ({ persisted }) => persisted && listener(true), { signal })
  document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && listener(), { signal })
  return () => stop.abort()
}
