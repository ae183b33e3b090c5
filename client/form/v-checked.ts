import type { ObjectDirective } from 'vue'

/**
 * Sets `checked` on every render. A tap changes a radio or a checkbox even if the page refuses it, and `:checked` only writes
 * values that differ from the previous render.
 */
export const vChecked: ObjectDirective<HTMLInputElement, boolean> = {
  created: assert,
  updated: assert,
  getSSRProps: ({ value }) => value ? { checked: '' } : {},
}

function assert(input: HTMLInputElement, { value }: { value: boolean }): void {
  input.checked = value
}
