import type { Ref } from 'vue'
import { onMounted, shallowRef, watch } from 'vue'

const KEY = 'workshop:draft '

/** Half-typed text, kept by this browser: a reload or a call that came in loses nothing. What is kept is there once the page is. */
export function useDraft(round: () => string): Ref<string> {
  const draft = shallowRef('')
  onMounted(() => {
    draft.value ||= keptFor(round())
    watch(round, id => draft.value = keptFor(id))
    watch(draft, text => keep(round(), text))
  })
  return draft
}

function keptFor(round: string): string {
  try {
    return sessionStorage.getItem(KEY + round) ?? ''
  }
  catch {
    return ''
  }
}

function keep(round: string, text: string): void {
  try {
    sessionStorage.setItem(KEY + round, text)
  }
  catch {
    // Full or forbidden: the text lives as long as the page does.
  }
}
