import type { Ref } from 'vue'
import { useMediaQuery } from '@vueuse/core'

/** Whether the screen is high enough for the tools and the peek. On a lower one, opening one closes the other. */
export function useRoomForAll(): Readonly<Ref<boolean>> {
  return useMediaQuery('(min-height: 56.25em)')
}
