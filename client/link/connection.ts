import type { ManagerOptions, SocketOptions } from 'socket.io-client'
import type { Ref } from 'vue'
import type { Command } from '../../core/commands/commands.ts'
import type { Down, DownType } from '../../core/protocol/down.ts'
import type { ConnectionRole, ConnectRefusal, Handshake } from '../../core/protocol/handshake.ts'
import type { Reply } from '../../core/protocol/refusal.ts'
import { io } from 'socket.io-client'
import { shallowRef } from 'vue'
import { PROTOCOL_VERSION } from '../../core/protocol/version.ts'

/** `connecting`: not up yet. `up`: talking. `away`: was up, is trying again. `refused`: the server said no, see `refusal`. */
export type ConnectionStatus = 'connecting' | 'up' | 'away' | 'refused'

export interface Connection {
  status: Readonly<Ref<ConnectionStatus>>
  refusal: Readonly<Ref<ConnectRefusal | null>>
  /** Calls back with every message of that name. */
  on: <Type extends DownType>(type: Type, listener: (payload: Down<Type>) => void) => void
  /** Calls back whenever the connection comes up, the first time too. */
  onUp: (listener: () => void) => void
  /**
   * Sends a command and resolves with the server's answer.
   * @throws Error when no answer came in `timeout` milliseconds; the command may have counted, so resend it with the same id
   */
  send: (command: Command, timeout?: number) => Promise<Reply>
  /** Tries again at once, without waiting for the next planned try. */
  retryNow: () => void
  close: () => void
}

/** What a browser knows by itself, for whoever opens a connection elsewhere; and further options of Socket.IO. */
export interface ConnectionOptions extends Partial<ManagerOptions & SocketOptions> {
  url?: string
  /**
   * Calls back whenever somebody is there again, or a network; returns how to stop that. `thawed`: the page was frozen
   * when it was left, and is now shown again as it was.
   */
  onReturn?: (listener: (thawed?: boolean) => void) => () => void
}

/** Opens the page's one connection and keeps it up. WebSocket first; long polling where a network blocks that. */
export function openConnection(role: ConnectionRole, { url, onReturn = onPageReturn, ...options }: ConnectionOptions = {}): Connection {
  const auth: Handshake = { role, v: PROTOCOL_VERSION }
  const socket = io(url as string, {
    auth,
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
  const refusal = shallowRef<ConnectRefusal | null>(null)

  socket.on('connect', () => {
    refusal.value = null
    status.value = 'up'
  })
  socket.on('disconnect', (reason) => {
    status.value = 'away'
    if (reason === 'io server disconnect')
      socket.connect()
  })
  // A middleware of the server refused: `active` is false and Socket.IO does not try again by itself.
  socket.on('connect_error', (error) => {
    if (!socket.active) {
      refusal.value = error.message as ConnectRefusal
      status.value = 'refused'
    }
  })

  const connectAnew = () => void socket.disconnect().connect()
  const retryNow = () => {
    if (!socket.connected)
      connectAnew()
  }
  /** A line on which no answer comes is dead, though nobody may be told so for a long while: another one takes its place. */
  const ask = async (timeout: number, event: string, ...payload: unknown[]): Promise<Reply> => {
    const line = socket.id
    try {
      return await socket.timeout(timeout).emitWithAck(event, ...payload)
    }
    catch (error) {
      if (socket.connected && socket.id === line)
        connectAnew()
      throw error
    }
  }
  // A phone that slept finds its timers late and its socket dead, though nobody told it: do not wait for either.
  const stopHearing = onReturn((thawed) => {
    // Whatever was connected when the page froze has missed what was said since.
    if (thawed || !socket.connected)
      return connectAnew()
    // Any answer proves that the line is alive, and a refusal is one.
    ask(3000, 'alive').catch(() => {})
  })

  return {
    status,
    refusal,
    on: (type, listener) => void socket.on(type as string, listener),
    onUp: listener => void socket.on('connect', listener),
    send: (command, timeout = 5000) => ask(timeout, 'command', command),
    retryNow,
    close: () => {
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
