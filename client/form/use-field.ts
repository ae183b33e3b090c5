import type { InjectionKey, Ref } from 'vue'
import { inject, onMounted, onUnmounted } from 'vue'

type Field = HTMLInputElement | HTMLTextAreaElement

/** What was typed before the page's script came; empty once it has been taken over. */
export const TYPED_EARLY: InjectionKey<{ text: string }> = Symbol('typed early')

/**
 * Keeps what a text field shows and what the page knows of it the same: some keyboards and password managers fill it in
 * without a word, and a browser that shows a page again may put back what it remembers of another round.
 * @returns takes over what the field shows; to be called before it is used
 */
export function useField(field: Readonly<Ref<Field | null>>, text: Ref<string>): () => void {
  const early = inject(TYPED_EARLY, null)
  function assert(): void {
    if (field.value)
      field.value.value = text.value
  }
  onMounted(() => {
    if (early?.text)
      [text.value, early.text] = [early.text, '']
    addEventListener('pageshow', assert)
  })
  onUnmounted(() => removeEventListener('pageshow', assert))
  return () => text.value = field.value?.value ?? text.value
}
