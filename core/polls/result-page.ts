import type { Workshop } from '../workshop.ts'

/** [P2] */
export function showFirstPage(workshop: Workshop, poll: string): void {
  const { page, ...slide } = workshop.slide
  if (page?.poll === poll)
    workshop.slide = slide
}

/** Stops showing a text alone once it is removed from the screen. [P2] */
export function takeAlone(workshop: Workshop, poll: string, post: string): void {
  const { page } = workshop.slide
  if (page?.poll === poll && page.post === post)
    workshop.slide = { ...workshop.slide, page: { ...page, post: null } }
}
