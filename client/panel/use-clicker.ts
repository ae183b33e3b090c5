import { useEventListener } from '@vueuse/core'

/** What clickers send, as do arrow keys. */
const MOVES = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'])
/** Keys that press what has the focus. */
const PRESSES = new Set([' ', 'Enter'])
/** Controls that arrows have a use for. */
const WITH_ARROWS = '[role=tab], [role=radio], [role^=menuitem], [role=option], [role=slider], [role=treeitem], [aria-haspopup]'

/**
 * Lets a clicker move the slides whatever has the focus: Slidev rests its keys while a button or a field has it. The focus is
 * given up for the keys that move, and Slidev does the rest. Space and Enter press a control that was reached by Tab.
 */
export function useClicker(): void {
  // In the capture phase, before Slidev's own listener.
  useEventListener(window, 'keydown', (event) => {
    const focused = document.activeElement
    if (!(focused instanceof HTMLElement) || event.ctrlKey || event.altKey || event.metaKey || document.querySelector('dialog[open]'))
      return
    const isControl = focused.matches('button, a, summary') && !focused.matches(WITH_ARROWS)
    const isLine = focused.matches('.panel input')
    if (MOVES.has(event.key) && (isControl || (isLine && event.key.startsWith('Page'))))
      focused.blur()
  }, { capture: true })
}

/** Keeps Space and Enter on a fold from Slidev, to which it is no button: it would go on to the next slide as well. */
export function keepPresses(event: KeyboardEvent): void {
  if (PRESSES.has(event.key) && event.target instanceof Element && event.target.closest('summary'))
    event.stopPropagation()
}
