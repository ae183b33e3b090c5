import type { Page } from 'playwright-chromium'

/** Where a page of 320 px scrolls sideways, with text as it is and twice as large. */
export async function tooWide(page: Page, what: string): Promise<string[]> {
  const faults: string[] = []
  for (const size of ['100%', '200%']) {
    const width = await page.evaluate((size) => {
      document.documentElement.style.fontSize = size
      return document.documentElement.scrollWidth
    }, size)
    if (width > 320)
      faults.push(`${what} at ${size} is ${width} px wide`)
  }
  await page.evaluate(() => document.documentElement.style.fontSize = '')
  return faults
}

/** WCAG 2.5.5: a thumb needs 44 px. */
export async function tooSmall(page: Page): Promise<string[]> {
  return page.locator('main').locator('button:not(.unseen), label:not([for])').evaluateAll(list => list.flatMap((target) => {
    const { width, height } = target.getBoundingClientRect()
    return Math.min(width, height) < 44 ? `"${target.textContent}" is ${width} × ${height} px` : []
  }))
}
