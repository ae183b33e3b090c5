import type { Ref } from 'vue'
import { useTimeoutFn } from '@vueuse/core'
import { computed, shallowRef } from 'vue'

export interface Notice {
  text: string
  tone: 'done' | 'refused'
}

/**
 * What a command came to, for long enough to read it. Words that are a function follow what they are about: the answer to a
 * command may be here before the state that it led to.
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
