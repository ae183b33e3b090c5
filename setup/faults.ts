import type { App, ComponentPublicInstance } from 'vue'

declare global {
  interface Window {
    /** What went wrong in the components of a deck that is printed, and on which slide. */
    __WORKSHOP_FAULTS__?: { slide: number | null, words: string }[]
  }
}

/** A built deck only logs a component's error to the console; the export reads it here. */
export function keepFaults(app: App): void {
  const faults: NonNullable<Window['__WORKSHOP_FAULTS__']> = window.__WORKSHOP_FAULTS__ = []
  app.config.errorHandler = (error, instance) => {
    console.error(error)
    const name = instance?.$options.__name
    faults.push({ slide: slideOf(instance), words: `${name ? `<${name}> ` : ''}${error instanceof Error ? error.message : String(error)}` })
  }
}

/** During setup a component has no element yet, but it has parents, one of which is Slidev's for the slide. */
function slideOf(instance: ComponentPublicInstance | null): number | null {
  for (let each = instance; each; each = each.$parent) {
    const { route } = each.$props as { route?: { no?: unknown } }
    if (typeof route?.no === 'number')
      return route.no
  }
  return null
}
