/** Slidev's own element of a slide, around whatever its layout draws. */
const SLIDE = '[data-slidev-no]'

/**
 * The element that a slide's content has to itself: that of its layout, where it takes up the slide, else the slide. Not every
 * layout has the class that those of Slidev have.
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
