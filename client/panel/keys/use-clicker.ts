import { useEventListener } from '@vueuse/core'

/** Keys that clickers send. */
const MOVES = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'])
/** Keys that press the focused control. */
const PRESSES = new Set([' ', 'Enter'])
/** Controls that use arrow keys themselves. */
const WITH_ARROWS = '[role=tab], [role=radio], [role^=menuitem], [role=option], [role=slider], [role=treeitem], [aria-haspopup]'

/**
 * Lets a clicker move the slides whatever has the focus. Slidev ignores its keys while a button or a field has it, so keys that move
 * blur it first. Space and Enter still press a focused control.
 */
export function useClicker(): void {
  // Capture phase: runs before Slidev's own listener.
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

/** Hides Space and Enter on a `<summary>` from Slidev, which doesn't treat it as a button and would go to the next slide. */
export function keepPresses(event: KeyboardEvent): void {
  if (PRESSES.has(event.key) && event.target instanceof Element && event.target.closest('summary'))
    event.stopPropagation()
}
