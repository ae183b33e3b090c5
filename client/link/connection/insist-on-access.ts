import type { Connection } from './connection.ts'
import { watch } from 'vue'
import { reloadPage } from './reload.ts'

const REFUSED_RETRY_MS = 10_000

/** A refused page is outdated or has lost its cookie. Reloading it fixes both. */
export function insistOnAccess({ status, retryNow }: Pick<Connection, 'status' | 'retryNow'>): void {
  let timer: ReturnType<typeof setInterval> | undefined
  const refetch = () => void (reloadPage() || retryNow())
  watch(status, (now) => {
    clearInterval(timer)
    if (now !== 'refused')
      return
    refetch()
    timer = setInterval(refetch, REFUSED_RETRY_MS)
  })
}
