import type { MaybeRefOrGetter, Ref } from 'vue'
import * as slidev from '@slidev/client/state/index.ts'
import { useEventListener } from '@vueuse/core'
import { toValue } from 'vue'

// Not part of Slidev's public types. In the overview a digit picks a slide.
const { showOverview } = slidev as unknown as { showOverview: Ref<boolean> }

/**
 * Single-key shortcuts of the panel, in addition to Slidev's. Inactive while typing, while a dialog or the overview is open, with a
 * modifier, on repeat, and if Slidev uses the key (drawing uses `r` and digits).
 */
export function usePanelKeys(keys: MaybeRefOrGetter<Record<string, () => void>>): void {
  useEventListener(window, 'keydown', (event) => {
    const run = toValue(keys)[event.key.toLowerCase()]
    if (!run || event.defaultPrevented || event.repeat || event.ctrlKey || event.altKey || event.metaKey)
      return
    if (showOverview.value || isTyping(event) || document.querySelector('dialog[open]'))
      return
    event.preventDefault()
    run()
  })
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0]
  return target instanceof Element && target.closest('textarea, select, input, [contenteditable]') !== null
}
