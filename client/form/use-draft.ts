import type { Ref } from 'vue'
import { shallowRef, watch } from 'vue'

const KEY = 'workshop:draft '

/** Half-typed text, kept by this browser: a reload or a call that came in loses nothing. */
export function useDraft(round: () => string): Ref<string> {
  const draft = shallowRef('')
  watch(round, (id) => {
    try {
      draft.value = sessionStorage.getItem(KEY + id) ?? ''
    }
    catch {
      draft.value = ''
    }
  }, { immediate: true })
  watch(draft, (text) => {
    try {
      sessionStorage.setItem(KEY + round(), text)
    }
    catch {
      // Full or forbidden: the text lives as long as the page does.
    }
  })
  return draft
}
