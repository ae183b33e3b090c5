import type { Ref } from 'vue'
import { onMounted, shallowRef, watch } from 'vue'

const KEY = 'workshop:draft '

/** A draft, kept by this browser over reloads and interruptions. It is restored when the page has been mounted. */
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
    // Storage is full or forbidden: the draft is kept in memory only.
  }
}
