import type { ObjectDirective } from 'vue'

/**
 * Whether a radio or a checkbox is checked, asserted each time its component is drawn: a tap checks it by itself, whatever comes of
 * that tap, and `:checked` only writes what is another than the last time.
 */
export const vChecked: ObjectDirective<HTMLInputElement, boolean> = {
  created: assert,
  updated: assert,
  getSSRProps: ({ value }) => value ? { checked: '' } : {},
}

function assert(input: HTMLInputElement, { value }: { value: boolean }): void {
  input.checked = value
}
