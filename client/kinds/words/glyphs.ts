/** The extent of a text in one line, in em. */
export interface Extent {
  width: number
  /** The extent of its letters above and below the baseline. */
  above: number
  below: number
}

/** The font size for measuring, in pixels. */
const SIZE = 100
const known = new Map<string, Extent>()
/** Widths are rounded up to a multiple of this, in em, because engines differ slightly and must place words identically. */
const GRID = 0.1
/** For the same reason, the extents of Archivo's heaviest letters are constants; those of other fonts are measured. */
const OURS = /^[\u0020-\u007E]*$/
const ABOVE = 0.76
const [BELOW, TAILS, BELOW_TAILS] = [0.03, /[gjpqy()[\]{}|@,;/\\_Q$]/, 0.23]

/**
 * Measures texts in the style of a class. Widths are measured on the page, because WebKit's canvas ignores `font-stretch`.
 * @param className a class of elements inside a `workshop-part`; its fonts have to be loaded
 */
export function extentsOf(texts: readonly string[], className: string): Extent[] {
  const keyOf = (text: string) => `${className} ${text}`
  const unknown = [...new Set(texts)].filter(text => !known.has(keyOf(text)))
  if (unknown.length > 0) {
    const host = document.body.appendChild(document.createElement('div'))
    host.className = 'workshop-part'
    host.setAttribute('aria-hidden', 'true')
    host.style.cssText = `position: fixed; visibility: hidden; width: ${10 * SIZE}px; font-size: ${SIZE}px`
    const spans = unknown.map((text) => {
      const span = host.appendChild(document.createElement('span'))
      span.className = className
      span.style.position = 'absolute'
      span.textContent = text
      return span
    })
    // Compensates for the page's zoom.
    const pixel = host.getBoundingClientRect().width / (10 * SIZE)
    const { fontWeight, fontFamily } = getComputedStyle(spans[0]!)
    const context = document.createElement('canvas').getContext('2d')!
    context.font = `${fontWeight} ${SIZE}px ${fontFamily}`
    spans.forEach((span, index) => {
      const text = unknown[index]!
      const { actualBoundingBoxAscent, actualBoundingBoxDescent } = context.measureText(text)
      const width = Math.ceil(span.getBoundingClientRect().width / pixel / SIZE / GRID) * GRID
      known.set(keyOf(text), OURS.test(text)
        ? { width, above: ABOVE, below: TAILS.test(text) ? BELOW_TAILS : BELOW }
        : { width, above: Math.max(ABOVE, actualBoundingBoxAscent / SIZE), below: Math.max(BELOW, actualBoundingBoxDescent / SIZE) })
    })
    host.remove()
  }
  return texts.map(text => known.get(keyOf(text))!)
}

/** Clears the measurements, because fonts have changed. */
export function forgetExtents(): void {
  known.clear()
}

/** The distance from the top of a line to its baseline, in em. */
export function baselineOf(className: string): number {
  const host = document.body.appendChild(document.createElement('div'))
  host.className = 'workshop-part'
  host.style.cssText = `position: fixed; visibility: hidden; font-size: ${SIZE}px`
  const line = host.appendChild(document.createElement('div'))
  line.className = className
  line.textContent = 'x'
  const foot = line.appendChild(document.createElement('span'))
  foot.style.cssText = 'display: inline-block; height: 0; vertical-align: baseline'
  const box = line.getBoundingClientRect()
  const baseline = (foot.getBoundingClientRect().bottom - box.top) / box.height
  host.remove()
  return baseline
}
