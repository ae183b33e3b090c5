import type { Ref } from 'vue'
import { onMounted, onUnmounted } from 'vue'

type Field = HTMLInputElement | HTMLTextAreaElement

/**
 * Keeps what a text field shows and what the page knows of it the same: some keyboards and password managers fill it in
 * without a word, and a browser that shows a page again may put back what it remembers of another round.
 * @returns takes over what the field shows; to be called before it is used
 */
export function useField(field: Readonly<Ref<Field | null>>, text: Ref<string>): () => void {
  function assert(): void {
    if (field.value)
      field.value.value = text.value
  }
  onMounted(() => addEventListener('pageshow', assert))
  onUnmounted(() => removeEventListener('pageshow', assert))
  return () => text.value = field.value?.value ?? text.value
}
