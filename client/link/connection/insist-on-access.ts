import type { Connection } from './connection.ts'
import { watch } from 'vue'
import { reloadPage } from './reload.ts'

const REFUSED_RETRY_MS = 10_000

/** A refused page is outdated or has lost its cookie. Reloading it fixes both. */
export function insistOnAccess(connection: Pick<Connection, 'status' | 'retryNow'>): void {
  askWhileRefused(connection, () => void (reloadPage() || connection.retryNow()))
}

/** Slides and panel ask again and keep what they show: only an outdated page is reloaded. */
export function waitForAccess(connection: Pick<Connection, 'status' | 'refusal' | 'retryNow'>): () => void {
  return askWhileRefused(connection, () => void ((connection.refusal.value === 'client_too_old' && reloadPage()) || connection.retryNow()))
}

/** Asks at once and then every ten seconds, for as long as the page is refused. Returns a function that stops. */
function askWhileRefused({ status }: Pick<Connection, 'status'>, ask: () => void): () => void {
  let timer: ReturnType<typeof setInterval> | undefined
  const stop = watch(status, (now) => {
    clearInterval(timer)
    if (now !== 'refused')
      return
    ask()
    timer = setInterval(ask, REFUSED_RETRY_MS)
  })
  return () => {
    stop()
    clearInterval(timer)
  }
}
