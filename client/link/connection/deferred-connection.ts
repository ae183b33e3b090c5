import type { ConnectRefusal } from '../../../core/protocol/handshake.ts'
import type { Connection, ConnectionStatus } from './connection.ts'
import { shallowRef, watch } from 'vue'

const RETRY_MS = 3000

export interface DeferredConnection extends Connection {
  /** Loads the connection's code and connects. */
  open: () => void
}

/** A connection whose code is loaded after the page. Until it is open, its status is `connecting` and commands wait. */
export function deferConnection(load: () => Promise<Connection>): DeferredConnection {
  const status = shallowRef<ConnectionStatus>('connecting')
  const refusal = shallowRef<ConnectRefusal | null>(null)
  let open = () => {}
  const opened = new Promise<void>(resolve => open = resolve)
  const connected = opened.then(() => insist(load))
  void connected.then(connection => watch([connection.refusal, connection.status], ([why, how]) => {
    refusal.value = why
    status.value = how
  }, { immediate: true, flush: 'sync' }))
  return {
    status,
    refusal,
    on: (type, listener) => void connected.then(connection => connection.on(type, listener)),
    onUp: listener => void connected.then(connection => connection.onUp(listener)),
    send: (command, timeout) => connected.then(connection => connection.send(command, timeout)),
    retryNow: () => void connected.then(connection => connection.retryNow()),
    close: () => void connected.then(connection => connection.close()),
    open,
  }
}

/** Retries until loading succeeds. */
async function insist<Value>(load: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await load()
    }
    catch {
      await new Promise(resolve => setTimeout(resolve, RETRY_MS))
    }
  }
}
