import type { Attendee } from '../../../client/link/attendee.ts'
import type { Connection, ConnectionOptions } from '../../../client/link/connection/connection.ts'
import { NodeWebSocket, NodeXHR } from 'socket.io-client'
import { effectScope, watch } from 'vue'
import { useAttendee } from '../../../client/link/attendee.ts'
import { openConnection } from '../../../client/link/connection/connection.ts'
import { rulesOf } from '../../../core/kinds/kinds.ts'

/** What a browser keeps for all its tabs. */
export type TabStorage = Pick<Storage, 'getItem' | 'setItem'>

export function createStorage(): TabStorage {
  const kept = new Map<string, string>()
  return { getItem: key => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) }
}

/** The attendee's page without its looks: connection, outbox and state are those that every phone runs. */
export interface PhoneTab {
  attendee: Attendee
  /** Somebody looks at it again. */
  look: () => void
  /** Resolves with whether it came to fit within so many milliseconds; looks again after every change of the page's state. */
  comesTo: (fits: () => boolean, withinMs: number) => Promise<boolean>
  /** As a tab that is closed or loaded anew. */
  close: () => void
}

/** As in a browser, whatever follows from a message is done before the next one comes. */
class OneByOne extends NodeWebSocket {
  override createSocket(uri: string, protocols: string | string[] | undefined, options: Record<string, unknown>): unknown {
    return super.createSocket(uri, protocols, { ...options, allowSynchronousEvents: false })
  }
}

export interface PhoneTabOptions {
  url: string
  cookie: string
  storage: TabStorage
  /** Stands between the page and its connection. */
  through?: (connection: Connection) => Connection
  /** Further options of its connection, such as more headers. */
  options?: ConnectionOptions
}

export function openTab({ url, cookie, storage, through = connection => connection, options = {} }: PhoneTabOptions): PhoneTab {
  const scope = effectScope(true)
  const lookers = new Set<() => void>()
  const connection = through(openConnection('attendee', {
    url,
    place: '',
    ...options,
    extraHeaders: { ...options.extraHeaders, cookie },
    transports: [OneByOne, NodeXHR],
    onReturn: (listener) => {
      lookers.add(listener)
      return () => lookers.delete(listener)
    },
  }))
  const attendee = scope.run(() => useAttendee({ connection, rulesOf, storage: () => storage, start: null }))!
  return {
    attendee,
    look: () => lookers.forEach(listener => listener()),
    comesTo: (fits, withinMs) => scope.run(() => new Promise<boolean>((resolve) => {
      const stop = watch(fits, fit => fit && settle(true), { flush: 'sync' })
      const tooLate = setTimeout(settle, withinMs, false)
      function settle(fit: boolean): void {
        clearTimeout(tooLate)
        stop()
        resolve(fit)
      }
      if (fits())
        settle(true)
    }))!,
    close() {
      connection.close()
      scope.stop()
    },
  }
}

/** Nothing waits for the server, and the page hears it. */
export function isSettled({ attendee }: PhoneTab): boolean {
  return attendee.status.value === 'up' && attendee.delivery.value?.state !== 'sending'
}
