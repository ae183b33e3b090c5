import type { Ref } from 'vue'
import { useTimeoutFn } from '@vueuse/core'
import { computed, shallowRef } from 'vue'

export interface Notice {
  text: string
  tone: 'done' | 'refused'
}

/**
 * Shows the outcome of a command, long enough to be read. A text can be a function, which is evaluated again when the state changes:
 * the reply to a command can arrive before the state it leads to.
 */
export function useNotice(milliseconds = 6000): { notice: Readonly<Ref<Notice | null>>, show: (tone: Notice['tone'], text: string | (() => string)) => void, clear: () => void } {
  const notice = shallowRef<{ tone: Notice['tone'], text: string | (() => string) } | null>(null)
  const { start, stop } = useTimeoutFn(() => notice.value = null, milliseconds, { immediate: false })
  return {
    notice: computed(() => {
      if (!notice.value)
        return null
      const { tone, text } = notice.value
      return { tone, text: typeof text === 'string' ? text : text() }
    }),
    show(tone, text) {
      notice.value = { tone, text }
      start()
    },
    clear() {
      notice.value = null
      stop()
    },
  }
}
