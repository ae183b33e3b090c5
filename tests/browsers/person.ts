import type { Place, Tab } from './tab.ts'
import { expect } from 'vitest'

/** Waits until a page shows a text; capitals are a matter of looks. */
export async function sees(tab: Tab, text: string): Promise<void> {
  // eslint-disable-next-line unicorn/prefer-dom-node-text-content -- what is not in sight does not count
  await expect.poll(() => tab.evaluate(() => document.body.innerText.replace(/\s+/g, ' ').toLowerCase())).toContain(text.toLowerCase())
}

/** Waits until a page is at an address that ends so. */
export async function isAt(tab: Tab, end: string): Promise<void> {
  await expect.poll(() => tab.evaluate(() => location.pathname)).toMatch(new RegExp(`${end}$`))
}

/** The middle of the first element in sight that fits, scrolled into the page; waits for it. */
export async function placeOf(tab: Tab, selector: string, name = ''): Promise<Place> {
  let place: Place | null = null
  await expect.poll(async () => place = await tab.evaluate((selector, name) => {
    const element = [...document.querySelectorAll<HTMLElement>(selector)]
      .find(each => each.offsetWidth > 0 && !each.matches(':disabled') && (each.ariaLabel ?? each.textContent!).trim().startsWith(name))
    if (!element)
      return null
    element.scrollIntoView({ block: 'center' })
    const { left, top, width, height } = element.getBoundingClientRect()
    return { x: left + width / 2, y: top + height / 2 }
  }, selector, name), { message: `${selector} "${name}"` }).not.toBeNull()
  return place!
}

/** With the mouse, on the first element in sight whose name begins so. */
export async function tap(tab: Tab, selector: string, name = ''): Promise<void> {
  await tab.click(await placeOf(tab, selector, name))
}

/** Sizes of the elements in sight, in the page's pixels. */
export function sizesOf(tab: Tab, selector: string): Promise<{ width: number, height: number }[]> {
  return tab.evaluate(selector => [...document.querySelectorAll(selector)]
    .map(each => each.getBoundingClientRect())
    .filter(({ width }) => width > 0)
    .map(({ width, height }) => ({ width: Math.round(width), height: Math.round(height) })), selector)
}
