import { printedPages, printPage } from '../client/draw/pages.ts'

declare global {
  interface Window {
    /** Called by the export once all slides are drawn: adds the further pages of long results. */
    __WORKSHOP_FURTHER_PAGES__?: () => Promise<void>
  }
}

/** Offers the export to add the further pages of results, each a copy of its slide as it looks with that page. */
export function offerFurtherPages(): void {
  window.__WORKSHOP_FURTHER_PAGES__ = async () => {
    const slides = [...document.querySelectorAll<HTMLElement>('.print-slide-container')]
    slides.filter((slide, index) => index > 0 && numberOf(slides[index - 1]) === numberOf(slide)).forEach(makeLesser)
    // With a page per click, the last one shows the whole slide.
    let unfinished = slides.filter((slide, index) => numberOf(slides[index + 1]) !== numberOf(slide)).map(slide => ({ slide, no: numberOf(slide), last: slide }))
    // The second page of every slide, then the third: each time the browser draws all of them in one go.
    for (let page = 2; ; page++) {
      unfinished = unfinished.filter(({ no }) => page <= printedPages(no))
      if (unfinished.length === 0)
        break
      unfinished.forEach(({ no }) => printPage(no, page))
      await drawn()
      for (const each of unfinished) {
        const copy = copyOf(each.slide)
        each.last.after(copy)
        each.last = copy
      }
    }
    slides.forEach(slide => printPage(numberOf(slide), 1))
    await drawn()
  }
}

function numberOf(slide: HTMLElement | undefined): number {
  return Number(slide?.querySelector('[data-slidev-no]')?.getAttribute('data-slidev-no'))
}

/** Fitting takes several updates of the page. */
async function drawn(): Promise<void> {
  for (let frame = 0; frame < 3; frame++)
    await new Promise(requestAnimationFrame)
}

function copyOf(slide: HTMLElement): HTMLElement {
  const copy = slide.cloneNode(true) as HTMLElement
  copy.dataset.furtherPage = ''
  copy.querySelectorAll('[id]').forEach(element => element.removeAttribute('id'))
  makeLesser(copy)
  return copy
}

/** Links and the outline lead to a slide's first page only. */
function makeLesser(page: HTMLElement): void {
  page.querySelectorAll('.print-page-top').forEach(element => element.removeAttribute('id'))
  page.querySelectorAll('h1, h2, h3, h4, h5, h6').forEach(heading => heading.setAttribute('role', 'paragraph'))
}
