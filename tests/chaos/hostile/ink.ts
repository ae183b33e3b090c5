import type { Page } from 'playwright-chromium'
import type { Place } from './look.ts'

/** Pixels around the texts that are looked at as well. */
const MARGIN = 40
/** How much a pixel differs, of 255, when nobody sees it. */
const UNSEEN = 24

/**
 * Finds what is painted beside its box, such as a letter under a tower of accents: every other text is made invisible, and what
 * changes in the picture lies where a visible one has no business.
 * @param loupe a blank page to compare pictures in
 * @param page what is looked at; all of it has to be in sight
 * @returns one line for each box that paints outside of it
 */
export async function inkOutside(loupe: Page, page: Page, { root, box }: Place): Promise<string[]> {
  const style = await page.addStyleTag({ content: '[data-blank], [data-blank] * { color: transparent !important; caret-color: transparent !important; }' })
  const { boxes, clip } = await page.evaluate(({ root, box, margin }) => {
    const seen = [...document.querySelectorAll(root)].filter(element => element.checkVisibility() && element.getClientRects().length > 0)
    const elements = seen.flatMap(root => [...root.querySelectorAll(box)])
    const rects = elements.map(element => element.getBoundingClientRect())
    const [x, y] = [Math.max(0, Math.min(...rects.map(({ left }) => left)) + scrollX - margin), Math.max(0, Math.min(...rects.map(({ top }) => top)) + scrollY - margin)].map(Math.floor) as [number, number]
    const [right, bottom] = [Math.max(...rects.map(({ right }) => right)) + scrollX + margin, Math.max(...rects.map(({ bottom }) => bottom)) + scrollY + margin]
    const { scrollWidth, scrollHeight } = document.documentElement
    return {
      clip: { x, y, width: Math.min(right, scrollWidth) - x, height: Math.min(bottom, Math.max(scrollHeight, innerHeight)) - y },
      boxes: elements.map((element, index) => {
        element.setAttribute('data-turn', String(index % 2))
        const { left, right, top, bottom } = rects[index]!
        return { left: left + scrollX - x, right: right + scrollX - x, top: top + scrollY - y, bottom: bottom + scrollY - y, text: element.textContent.trim().slice(0, 30) }
      }),
    }
  }, { root, box, margin: MARGIN })
  const picture = async (hidden: number[]) => {
    await page.evaluate(turns => document.querySelectorAll('[data-turn]').forEach(element => element.toggleAttribute('data-blank', turns.includes(Number(element.getAttribute('data-turn'))))), hidden)
    return (await page.screenshot({ fullPage: true, clip, animations: 'disabled', scale: 'css' })).toString('base64')
  }
  const [none, evens, odds] = [await picture([0, 1]), await picture([1]), await picture([0])]
  await page.evaluate(() => document.querySelectorAll('[data-turn]').forEach((element) => {
    element.removeAttribute('data-turn')
    element.removeAttribute('data-blank')
  }))
  await style.evaluate((element: Element) => element.remove())
  const spots = await loupe.evaluate(async ({ none, some, boxes, unseen }) => {
    const pixelsOf = async (base64: string) => {
      const image = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), character => character.charCodeAt(0))]))
      const context = new OffscreenCanvas(image.width, image.height).getContext('2d')!
      context.drawImage(image, 0, 0)
      return context.getImageData(0, 0, image.width, image.height)
    }
    const blank = await pixelsOf(none)
    const spots: [number, number][] = []
    for (const [turn, picture] of some.entries()) {
      const { data, width, height } = await pixelsOf(picture)
      const mine = new Uint8Array(width * height)
      boxes.forEach(({ left, right, top, bottom }, index) => {
        if (index % 2 !== turn)
          return
        for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, Math.ceil(bottom)); y++)
          mine.fill(1, y * width + Math.max(0, Math.floor(left)), y * width + Math.min(width, Math.ceil(right)))
      })
      for (let at = 0; at < mine.length; at++) {
        const differs = [0, 1, 2].some(channel => Math.abs(data[at * 4 + channel]! - blank.data[at * 4 + channel]!) > unseen)
        if (differs && !mine[at])
          spots.push([at % width, Math.floor(at / width)])
      }
    }
    return spots
  }, { none, some: [evens, odds], boxes, unseen: UNSEEN })
  const nearest = (x: number, y: number) => boxes.toSorted((a, b) => away(a, x, y) - away(b, x, y))[0]!
  const found = new Map<string, number>()
  for (const [x, y] of spots)
    found.set(nearest(x, y).text, (found.get(nearest(x, y).text) ?? 0) + 1)
  return [...found].map(([text, pixels]) => `${pixels} px near ${JSON.stringify(text)}`)
}

function away({ left, right, top, bottom }: { left: number, right: number, top: number, bottom: number }, x: number, y: number): number {
  return Math.max(left - x, x - right, top - y, y - bottom)
}
