const STEPS: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** Arrow keys in a group of buttons that are radios: they move on and pick, as they do among the browser's own. */
export function pickByArrow(event: KeyboardEvent): void {
  const step = STEPS[event.key]
  if (!step || event.altKey || event.ctrlKey || event.metaKey)
    return
  event.preventDefault()
  const radios = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('[role=radio]')]
  const next = radios[(radios.indexOf(event.target as HTMLElement) + step + radios.length) % radios.length]
  next?.focus()
  next?.click()
}
