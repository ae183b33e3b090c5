import type { Page } from 'playwright-chromium'

/** The width that sizes of text are told for, whatever the deck's canvas. */
const CANVAS = 1280
/** Smaller text cannot be read from the last row. */
const LEAST = 20

/**
 * Finds what cannot be read on slides, by the boxes of the letters as they are drawn: text that is cut off, covered, smaller than
 * 20 px of a canvas of 1280, or that runs into other text or into the bar of another row; and bodies without anything in them.
 * @param page the print page, or one with a slide on it
 * @param slides what a slide is on that page
 * @param within the parts of a slide that are looked at: the rest is its author's
 * @returns one line for each fault, with the slide's number
 */
export function findFaults(page: Page, { slides = '.print-slide-container', within = '.slidev-layout' } = {}): Promise<string[]> {
  return page.locator(slides).evaluateAll(faultsIn, { within, canvas: CANVAS, least: LEAST })
}

/** Runs in the page. */
async function faultsIn(slides: (HTMLElement | SVGElement)[], { within, canvas, least }: { within: string, canvas: number, least: number }): Promise<string[]> {
  interface Line { element: Element, text: string, slack: number, box: DOMRect }
  const faults = new Set<string>()
  const overlap = (a: DOMRect, b: DOMRect) => ({ x: Math.min(a.right, b.right) - Math.max(a.left, b.left), y: Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) })
  const rowOf = (element: Element) => element.closest('li, tr') ?? element
  /** Many texts stand in the same elements. */
  const edges = new Map<Element, { box: DOMRect, cuts: boolean, ends: boolean }>()
  const edgeOf = (edge: Element, slide: Element) => {
    let known = edges.get(edge)
    if (!known) {
      const { overflow, textOverflow, webkitLineClamp } = getComputedStyle(edge)
      const isEllipsis = textOverflow === 'ellipsis' || webkitLineClamp !== 'none'
      known = {
        box: edge.getBoundingClientRect(),
        cuts: edge === slide || overflow !== 'visible',
        ends: isEllipsis && (edge.scrollHeight > edge.clientHeight + 1 || edge.scrollWidth > edge.clientWidth + 1),
      }
      edges.set(edge, known)
    }
    return known
  }

  const visible = slides.filter(slide => slide.checkVisibility())
  const was = visible.map(slide => slide.style.visibility)
  // To ask what lies at a point is to ask every slide that shows.
  visible.forEach(slide => slide.style.visibility = 'hidden')
  for (const [index, slide] of slides.entries()) {
    const shown = visible.indexOf(slide)
    if (shown < 0)
      continue
    slide.style.visibility = was[shown]!
    const no = slide.querySelector('[data-slidev-no]')?.getAttribute('data-slidev-no') ?? slide.getAttribute('data-slidev-no') ?? index + 1
    const title = slide.querySelector('h1, h2')?.textContent.trim().slice(0, 30)
    const say = (text: string, fault: string) => faults.add(`slide ${no} (${title}), "${text.slice(0, 40)}" ${fault}`)
    // What lies over what can be asked of what is in sight only.
    slide.scrollIntoView({ block: 'start' })
    // What is known of its elements is known at this place of the page.
    edges.clear()
    const around = slide.getBoundingClientRect()
    const lines: Line[] = []

    for (const element of slide.querySelectorAll<HTMLElement>(within.split(',').map(part => `${part} *`).join())) {
      const text = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.textContent!.trim()).join('')
      // Pictures made of type, and words for screen readers, are not for reading.
      if (!text || element.closest('[aria-hidden="true"], .unseen') || !element.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        continue
      const range = document.createRange()
      const boxes = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).flatMap((node) => {
        range.selectNodeContents(node)
        return [...range.getClientRects()].filter(({ width }) => width > 0)
      })
      const drawn = Number.parseFloat(getComputedStyle(element).fontSize) * (element.currentCSSZoom ?? 1)
      const size = drawn * canvas / slide.clientWidth
      if (size < least - 0.1)
        say(text, `is set at ${size.toFixed(1)} px`)
      // A line's box holds room for accents that tightly set type does without.
      const slack = drawn * around.width / slide.clientWidth * 0.2
      for (const box of boxes) {
        // Words of a cloud are packed letter by letter: a line's box says nothing there.
        const other = !element.closest('.cloud') && lines.find(({ element: other, slack: more, box: its }) => {
          const { x, y } = overlap(box, its)
          return !other.contains(element) && x > 2 && y > slack + more
        })
        if (other)
          say(text, `runs into "${other.text.slice(0, 40)}"`)
        const [x, y] = [[0.1, 0.5, 0.9].map(at => box.left + box.width * at), box.top + box.height / 2]
        for (const top of x.flatMap(at => document.elementFromPoint(at, y) ?? [])) {
          // Slidev's own controls come and go over a slide.
          if (slide.contains(top) && !element.contains(top) && !top.contains(element))
            say(text, `is covered by "${top.className || top.tagName}"`)
        }
      }
      lines.push(...boxes.map(box => ({ element, text, slack, box })))
      for (let edge: Element | null = element; edge && edge !== slide.parentElement; edge = edge.parentElement) {
        const { box: { left, right, top, bottom }, cuts, ends } = edgeOf(edge, slide)
        if (ends || (cuts && boxes.some(box => box.left < left - 1 || box.right > right + 1 || box.top < top - slack || box.bottom > bottom + slack)))
          say(text, `is cut off by "${edge.className}"`)
      }
    }

    for (const bar of slide.querySelectorAll('.bar, .track, .segment, .fill, .badge')) {
      const box = bar.getBoundingClientRect()
      for (const { element, text, slack, box: line } of lines) {
        const { x, y } = overlap(box, line)
        if (!bar.contains(element) && x > 2 && y > slack && box.width * box.height > 0)
          say(text, `lies on a bar${rowOf(bar) === rowOf(element) ? '' : ' of another row'}`)
      }
      if (box.right > around.right + 1 || box.bottom > around.bottom + 1)
        say(bar.className, 'leaves the slide')
    }
    for (const body of slide.querySelectorAll<HTMLElement>('.stage .body')) {
      if (!body.textContent.trim() && !body.querySelector('svg, canvas'))
        say('', 'has nothing in its body')
    }
    slide.style.visibility = 'hidden'
  }
  visible.forEach((slide, shown) => slide.style.visibility = was[shown]!)
  return [...faults]
}
