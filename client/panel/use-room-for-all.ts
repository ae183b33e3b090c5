import type { Ref } from 'vue'
import { useMediaQuery } from '@vueuse/core'

/** High enough for the tools and the peek at once. On a lower screen opening one closes the other. */
export function useRoomForAll(): Readonly<Ref<boolean>> {
  return useMediaQuery('(min-height: 900px)')
}
