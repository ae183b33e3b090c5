import type { Ref } from 'vue'
import type { Down, DownType } from '../core/protocol/down.ts'
import type { ConnectionRole, ConnectRefusal, Handshake } from '../core/protocol/handshake.ts'
import type { Reply } from '../core/protocol/refusal.ts'
import type { Command } from '../core/protocol/up.ts'
import { io } from 'socket.io-client'
import { shallowRef } from 'vue'
import { PROTOCOL_VERSION } from '../core/protocol/version.ts'

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

/** Opens the page's one connection and keeps it up. WebSocket first; long polling where a network blocks that. */
export function openConnection(role: ConnectionRole): Connection {
  const auth: Handshake = { role, v: PROTOCOL_VERSION }
  const socket = io({
    auth,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    reconnectionDelay: 250,
    reconnectionDelayMax: 2500,
    randomizationFactor: 0.5,
    timeout: 5000,
    forceNew: true,
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

  const retryNow = () => {
    if (!socket.connected)
      socket.disconnect().connect()
  }
  // A phone that slept finds its timers late and its socket dead, though nobody told it: do not wait for either.
  const retryWhenSeen = async () => {
    if (document.visibilityState !== 'visible')
      return
    if (!socket.connected)
      return retryNow()
    // Any answer proves that the line is alive, and a refusal is one.
    await socket.timeout(3000).emitWithAck('alive').catch(() => socket.disconnect().connect())
  }
  window.addEventListener('online', retryNow)
  document.addEventListener('visibilitychange', retryWhenSeen)

  return {
    status,
    refusal,
    on: (type, listener) => void socket.on(type as string, listener),
    onUp: listener => void socket.on('connect', listener),
    send: (command, timeout = 5000) => socket.timeout(timeout).emitWithAck('command', command),
    retryNow,
    close: () => {
      window.removeEventListener('online', retryNow)
      document.removeEventListener('visibilitychange', retryWhenSeen)
      socket.disconnect()
    },
  }
}
