/** Slidev's element of a slide, around its layout. */
const SLIDE = '[data-slidev-no]'

/**
 * The element of a slide's layout, or the slide if the layout doesn't fill it. Layouts of other themes may lack the class of Slidev's.
 */
export function layoutOf(element: HTMLElement): HTMLElement | null {
  const slide = element.closest<HTMLElement>(SLIDE)
  const named = element.closest<HTMLElement>('.slidev-layout')
  if (named)
    return named
  let outermost = element
  while (outermost.parentElement && outermost.parentElement !== slide)
    outermost = outermost.parentElement
  return slide && outermost !== element && outermost.offsetHeight >= slide.clientHeight ? outermost : slide
}
