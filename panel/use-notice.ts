import type { Ref } from 'vue'
import { useTimeoutFn } from '@vueuse/core'
import { readonly, shallowRef } from 'vue'

export interface Notice {
  text: string
  tone: 'done' | 'refused'
}

/** What a command came to, for long enough to read it. */
export function useNotice(milliseconds = 6000): { notice: Readonly<Ref<Notice | null>>, say: (tone: Notice['tone'], text: string) => void, clear: () => void } {
  const notice = shallowRef<Notice | null>(null)
  const { start, stop } = useTimeoutFn(() => notice.value = null, milliseconds, { immediate: false })
  return {
    notice: readonly(notice),
    say(tone, text) {
      notice.value = { tone, text }
      start()
    },
    clear() {
      notice.value = null
      stop()
    },
  }
}
