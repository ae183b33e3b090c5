import type { Ref } from 'vue'
import type { ConnectionStatus } from '../link/connection/connection.ts'
import { shallowRef, watch } from 'vue'

/** Shorter interruptions are not shown. */
const GRACE_MS = 1500

/** True once the connection has been lost for a while, longer than a wifi handover. */
export function useOffline(status: Readonly<Ref<ConnectionStatus>>): Readonly<Ref<boolean>> {
  const offline = shallowRef(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(() => status.value === 'up', (up) => {
    clearTimeout(timer)
    if (up)
      offline.value = false
    else
      timer = setTimeout(() => offline.value = true, GRACE_MS)
  }, { immediate: true })
  return offline
}
