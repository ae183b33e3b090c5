import type { Buffer } from 'node:buffer'
import type { Page } from 'playwright-chromium'
import type { PrintedDeck } from './printer.ts'
import PptxGenJS from 'pptxgenjs'
import { withOutlineTitles } from './outline.ts'

/** The strip under each slide of a PDF, with workshop, date, tabs and page number. As a fraction of the slide's width. */
export const STRIP = 44 / 1280

/** The deck as one PDF with its outline, links and text; dated with the workshop. */
export async function pdfOf({ page, slide, startedAt }: Pick<PrintedDeck, 'page' | 'slide' | 'startedAt'>): Promise<Uint8Array> {
  const root = page.locator('html')
  const width = Math.ceil(slide.width)
  const height = Math.ceil(slide.height + STRIP * slide.width)
  await root.evaluate((html, [slide, page]) => {
    html.classList.add('paged')
    html.style.setProperty('--slide-height', slide)
    html.style.setProperty('--page-height', page)
  }, [`${slide.height}px`, `${height}px`] as const)
  // Slidev's own rule for pages knows slides alone, and comes before what is asked for below.
  await page.addStyleTag({ content: `@page { size: ${width}px ${height}px; margin: 0 }` })
  const pdf = await page.pdf({
    preferCSSPageSize: true,
    printBackground: true,
    outline: true,
    tagged: true,
  })
  await root.evaluate(html => html.classList.remove('paged'))
  const headings = await page.locator('#print-container').locator(':is(h1, h2, h3, h4, h5, h6):not([role="paragraph"])').allTextContents()
  return withOutlineTitles(pdf, headings, startedAt)
}

/**
 * Each slide as a PNG of 1920 × 1080 pixels.
 * @param onSlide called after each, with how many are done and how many there are
 */
export async function pngsOf(page: Page, onSlide: (done: number, all: number) => void): Promise<Buffer[]> {
  const slides = await page.locator('.print-slide-container').all()
  const pngs: Buffer[] = []
  for (const slide of slides) {
    pngs.push(await slide.screenshot({ animations: 'disabled' }))
    onSlide(pngs.length, slides.length)
  }
  return pngs
}

/**
 * A presentation with each slide as a picture, its heading as the picture's text, and the speaker notes that the page shows.
 * @param pngs what `pngsOf` gave for the same page
 */
export async function pptxOf(page: Page, pngs: readonly Buffer[]): Promise<Buffer> {
  const texts = await page.locator('.print-slide-container').evaluateAll(slides => slides.map((slide) => {
    // Its further pages stand between them.
    let next = slide.nextElementSibling
    while (next?.matches('[data-further-page]'))
      next = next.nextElementSibling
    return {
      heading: slide.querySelector('h1, h2')?.textContent.trim() ?? '',
      // `innerText` keeps the lines of paragraphs and lists apart.
      // eslint-disable-next-line unicorn/prefer-dom-node-text-content
      note: next?.querySelector<HTMLElement>('.note')?.innerText ?? '',
    }
  }))
  const pptx = new PptxGenJS()
  pptx.layout = 'LAYOUT_WIDE'
  pngs.forEach((png, index) => {
    const { heading, note } = texts[index]!
    const slide = pptx.addSlide()
    slide.addImage({ data: `data:image/png;base64,${png.toString('base64')}`, x: 0, y: 0, w: '100%', h: '100%', altText: heading })
    if (note)
      slide.addNotes(note)
  })
  return await pptx.write({ outputType: 'nodebuffer' }) as Buffer
}
