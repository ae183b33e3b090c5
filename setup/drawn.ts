import { slides } from '#slidev/slides'

declare global {
  interface Window {
    /** The numbers of the slides that are drawn in a print page. */
    __WORKSHOP_DRAWN__?: Set<number>
  }
}

/** Records for the export which slides are drawn. Their elements don't show that: a layout may have any, or none. */
export function keepDrawn(): void {
  const drawn = window.__WORKSHOP_DRAWN__ = new Set<number>()
  for (const { no, load } of slides.value)
    void load().then(() => requestAnimationFrame(() => requestAnimationFrame(() => drawn.add(no))))
}
