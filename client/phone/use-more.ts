import type { Ref } from 'vue'
import { onMounted, shallowRef, watch } from 'vue'

type More = typeof import('./more.ts')

/** The wifi may be gone when it is needed, so it is fetched ahead once the page has come to rest. */
const AHEAD_MS = 3000

/** Every component of it draws nothing. */
const PENDING = new Proxy({}, { get: () => () => null }) as More

/**
 * What the first vote does not need.
 * @param needed it is to be drawn now
 */
export function useMore(needed: () => boolean): Readonly<Ref<More>> {
  const more = shallowRef(PENDING)
  async function load(): Promise<void> {
    if (more.value === PENDING)
      more.value = await import('./more.ts').catch(() => PENDING)
    // The network lost it.
    if (more.value === PENDING)
      setTimeout(load, AHEAD_MS)
  }
  watch(needed, now => now && load(), { immediate: true })
  onMounted(() => setTimeout(load, AHEAD_MS))
  return more
}
