import type { Page } from 'playwright-chromium'

/**
 * Finds words of clouds that touch, or leave their cloud, by the boxes of their letters as they are drawn.
 * @param page the print page
 * @returns one line for each fault
 */
export function findTouchingWords(page: Page): Promise<string[]> {
  return page.locator('.cloud').evaluateAll(clouds => clouds.flatMap((cloud) => {
    const faults: string[] = []
    const context = document.createElement('canvas').getContext('2d')!
    const edge = cloud.getBoundingClientRect()
    const words = [...cloud.querySelectorAll<HTMLElement>('li')]
    // All of them before the first is measured: each would make the page lay itself out again.
    const feet = words.map(word => word.appendChild(document.createElement('span')))
    feet.forEach(foot => foot.style.cssText = 'display: inline-block; width: 0; height: 0')
    const boxes = words.map((word, index) => {
      const { fontWeight, fontFamily, fontSize } = getComputedStyle(word)
      const text = word.querySelector('bdi')!
      context.font = `${fontWeight} 100px ${fontFamily}`
      context.fontStretch = 'extra-condensed'
      const letters = context.measureText(text.textContent)
      const baseline = feet[index]!.getBoundingClientRect().bottom
      const { left, right, width } = text.getBoundingClientRect()
      // Pixels of the page for a hundredth of an em, whatever zooms the slide.
      const unit = width / letters.width
      const size = Number.parseFloat(fontSize)
      const number = word.querySelector('b')?.getBoundingClientRect()
      return { text: text.textContent, size, left, right: number?.right ?? right, top: baseline - letters.actualBoundingBoxAscent * unit, bottom: baseline + letters.actualBoundingBoxDescent * unit }
    })
    feet.forEach(foot => foot.remove())
    boxes.forEach((one, index) => {
      if (one.left < edge.left - 1 || one.right > edge.right + 1 || one.top < edge.top - 1 || one.bottom > edge.bottom + 1)
        faults.push(`"${one.text}" leaves the cloud`)
      for (const other of boxes.slice(index + 1)) {
        if (Math.max(other.left - one.right, one.left - other.right, other.top - one.bottom, one.top - other.bottom) < 1)
          faults.push(`"${one.text}" touches "${other.text}"`)
      }
    })
    return faults
  }))
}
