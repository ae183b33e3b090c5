import { printedPages, printPage } from '../poll/pages.ts'

declare global {
  interface Window {
    /** Called by the export once all slides are drawn: results that take more than one page get the others. */
    __WORKSHOP_FURTHER_PAGES__?: () => Promise<void>
  }
}

/** Offers the export to add the further pages of results, each a copy of its slide as it looks with that page. */
export function offerFurtherPages(): void {
  window.__WORKSHOP_FURTHER_PAGES__ = async () => {
    for (const slide of document.querySelectorAll<HTMLElement>('.print-slide-container')) {
      const no = Number(slide.querySelector('[data-slidev-no]')?.getAttribute('data-slidev-no'))
      let last: Element = slide
      for (let page = 2; page <= printedPages(no); page++) {
        printPage(no, page)
        await drawn()
        const copy = copyOf(slide)
        last.after(copy)
        last = copy
      }
      printPage(no, 1)
    }
    await drawn()
  }
}

/** What fits is found out by trying, which takes some updates of the page. */
async function drawn(): Promise<void> {
  for (let frame = 0; frame < 3; frame++)
    await new Promise(requestAnimationFrame)
}

/** Nothing in it is there twice: an id is its original's, and its heading leads to the first page alone. */
function copyOf(slide: HTMLElement): HTMLElement {
  const copy = slide.cloneNode(true) as HTMLElement
  copy.dataset.furtherPage = ''
  copy.querySelectorAll('[id]').forEach(element => element.removeAttribute('id'))
  copy.querySelectorAll('h1, h2, h3, h4, h5, h6').forEach(heading => heading.setAttribute('role', 'paragraph'))
  return copy
}
