import type { InjectionKey, Ref } from 'vue'
import { inject, onMounted, onUnmounted } from 'vue'

type Field = HTMLInputElement | HTMLTextAreaElement

/** What was typed before the page's script ran; empty once it has been taken over. */
export const TYPED_EARLY: InjectionKey<{ text: string }> = Symbol('typed early')

/**
 * Keeps a text field and its state in sync: some keyboards and password managers fill a field in without an event, and a browser
 * that restores a page may put back the text of another round.
 * @returns reads the field's text into the state; call it before using the state
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
