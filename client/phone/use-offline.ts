import type { Ref } from 'vue'
import type { ConnectionStatus } from '../link/connection.ts'
import { shallowRef, watch } from 'vue'

/** A shorter gap is not worth a word. */
const GRACE_MS = 1500

/** True when the connection has been gone for a while, not for the blink of a wifi handover. */
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
