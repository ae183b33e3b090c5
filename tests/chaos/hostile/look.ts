import type { Page } from 'playwright-chromium'

/** Where the texts are on a page. */
export interface Place {
  /** What holds them all; nothing but what a component makes may be in it. */
  root: string
  /** Each holds a text. */
  text: string
  /** Around a text: what it has to keep to. */
  box: string
}

export interface Look {
  /** As the page has them, in its order. */
  texts: string[]
  /** Elements and attributes that no component of ours makes. */
  strangers: string[]
  /** Where something sticks out of its box, or of the page. */
  out: string[]
  /** Texts of which not all is shown. */
  cut: number
  /** Where a text changes the order of what stands beside it. */
  disordered: string[]
}

/** Reads and measures what a page shows of the texts. Positions are pixels of the page. */
export function lookAt(page: Page, place: Place): Promise<Look> {
  return page.evaluate(async ({ root, text, box }) => {
    const ours = new Set('A ARTICLE ASIDE B BDI BUTTON DATALIST DETAILS DIV EM FIELDSET FIGURE FOOTER FORM H1 H2 H3 HEADER I INPUT LABEL LEGEND LI MAIN OL OPTION P SECTION SPAN STRONG SUMMARY TABLE TBODY TD TEXTAREA TH THEAD TR UL'.split(' '))
    const look: Look = { texts: [], strangers: [], out: [], cut: 0, disordered: [] }
    const visible = (element: Element) => element.checkVisibility() && element.getClientRects().length > 0
    const short = (element: Element) => JSON.stringify(element.textContent.trim().slice(0, 30))
    look.strangers.push(...[...document.querySelectorAll('iframe, object, embed')].map(element => element.outerHTML.slice(0, 80)))
    const scripts = [...document.querySelectorAll('script:not([src], [type="application/json"])')]
    // The server worked the policy out before anybody wrote: what it names is ours.
    const policy = scripts.length > 0 ? (await fetch(location.href)).headers.get('content-security-policy') ?? '' : ''
    for (const script of scripts) {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(script.textContent)))
      if (!policy.includes(`'sha256-${btoa(String.fromCharCode(...digest))}'`))
        look.strangers.push(script.outerHTML.slice(0, 80))
    }
    const roots = [...document.querySelectorAll(root)].filter(visible)
    for (const element of roots.flatMap(root => [...root.querySelectorAll('*')])) {
      const drawn = element.closest('svg[aria-hidden="true"]') && ['svg', 'g', 'ellipse', 'line', 'path'].includes(element.tagName)
      if (!ours.has(element.tagName) && !drawn)
        look.strangers.push(element.outerHTML.slice(0, 80))
      for (const { name, value } of element.attributes) {
        if (name.startsWith('on') || /^\s*(?:javascript|data):/i.test(value) || name === 'srcdoc' || (name === 'href' && !value.startsWith('/')))
          look.strangers.push(`${element.tagName} ${name}=${value.slice(0, 40)}`)
      }
    }
    if (document.documentElement.scrollWidth > innerWidth)
      look.out.push(`the page is ${document.documentElement.scrollWidth} px wide, in ${innerWidth}`)
    for (const element of roots.flatMap(root => [...root.querySelectorAll<HTMLElement>(text)]).filter(visible)) {
      const own = [...element.childNodes].filter(node => node.nodeType === Node.TEXT_NODE)
      look.texts.push(own.map(node => node.textContent).join('').trim())
      const range = document.createRange()
      const lines = own.flatMap((node) => {
        range.selectNodeContents(node)
        return [...range.getClientRects()]
      }).filter(({ width }) => width > 0)
      const cuts = getComputedStyle(element).overflow !== 'visible'
      const edge = element.closest(box)!.getBoundingClientRect()
      // A line's box holds room for accents that tightly set type does without.
      const slack = Number.parseFloat(getComputedStyle(element).fontSize) * 0.25
      // What is longer than a column is cut off behind a whole line.
      const shown = lines.filter(({ top }) => !cuts || top < element.getBoundingClientRect().bottom - slack)
      if (shown.length < lines.length)
        look.cut++
      const worst = shown.find(({ left, right, top, bottom }) => left < edge.left - 1 || right > edge.right + 1 || top < edge.top - slack || bottom > edge.bottom + slack || left < -1 || right > innerWidth + 1)
      if (worst)
        look.out.push(`${short(element)} ${worst.left.toFixed()}–${worst.right.toFixed()} × ${worst.top.toFixed()}–${worst.bottom.toFixed()} of ${edge.left.toFixed()}–${edge.right.toFixed()} × ${edge.top.toFixed()}–${edge.bottom.toFixed()}`)
      if (element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display !== 'inline')
        look.out.push(`${short(element)} is ${element.scrollWidth} px wide, in ${element.clientWidth}`)
      // Words of a cloud stand nowhere in particular, and are packed letter by letter: a line's box says nothing there.
      const neighbours = element.closest('.cloud') ? [] : [...element.children, ...element.parentElement!.children].filter(other => other !== element && visible(other))
      for (const neighbour of neighbours) {
        for (const { left, right, top, bottom } of neighbour.getClientRects()) {
          const line = shown.filter(line => Math.min(bottom, line.bottom) - Math.max(top, line.top) > Math.min(bottom - top, line.height) / 2)
          if (line.length > 0 && right > Math.min(...line.map(({ left }) => left)) + 1 && left < Math.max(...line.map(({ right }) => right)) - 1)
            look.disordered.push(`${short(neighbour)} stands within ${short(element)}`)
        }
      }
    }
    return look
  }, place)
}
