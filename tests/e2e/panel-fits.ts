import type { Scene } from '../../tools/gallery/stage.ts'
import process from 'node:process'
import { expect } from 'vitest'

/** Windows in which a presenter view may stand, down to a phone's and to half of a laptop's screen. */
const SMALL = [[1366, 600], [1280, 720], [1024, 768], [1024, 600], [683, 728], [390, 844], [360, 640]] as const

/** A laptop's screen at 200 %: the panel is below the slide, and all of it scrolls. */
const ZOOMED = [640, 360] as const

/** Nothing lies over an element, and all of it is in the window. */
function isInSight(element: Element): boolean {
  const { left, right, top, bottom } = element.getBoundingClientRect()
  const corners = [[left + 2, top + 2], [right - 2, top + 2], [left + 2, bottom - 2], [right - 2, bottom - 2]] as const
  return corners.every(([x, y]) => element.contains(document.elementFromPoint(x, y)))
}

/** Every scene in every window: SIZES=all npx vitest run tests/e2e/axe.test.ts */
const ALL = process.env.SIZES === 'all'

/** Looks at a scene of the panel after the other. The smaller windows are gone through by turns, four for each scene. */
export function fitsByTurns(): (scene: Scene) => Promise<void> {
  let turn = 0
  return (scene) => {
    turn++
    return expectToFit(scene, [...SMALL, ZOOMED].filter((_, index) => ALL || (index + turn) % 2 === 0))
  }
}

/** A scene of the panel at 1366 × 768 shows everything, and smaller windows the slide and the way back. */
async function expectToFit({ name, page }: Scene, windows: (readonly [width: number, height: number])[]): Promise<void> {
  const hidden = await page.locator('.panel').evaluate((panel) => {
    const buttons = [...panel.querySelectorAll<HTMLElement>('button, summary')].filter(button => button.checkVisibility())
    return {
      scrolls: panel.scrollHeight > panel.clientHeight,
      out: buttons.filter(button => button.getBoundingClientRect().bottom > innerHeight).map(button => button.textContent),
    }
  })
  expect(hidden, name).toEqual({ scrolls: false, out: [] })
  // A dialog lies over all else.
  if (await page.locator('dialog[open]').count() > 0)
    return
  for (const [width, height] of windows) {
    await page.setViewportSize({ width, height })
    expect((await page.locator('.presenter #slide-content').first().boundingBox())!.height, `${name}, ${width} × ${height}`).toBeGreaterThan(90)
    const undo = page.locator('.panel .undo').filter({ visible: true })
    if (await undo.count() === 0)
      continue
    if (width === ZOOMED[0])
      await undo.scrollIntoViewIfNeeded()
    await expect.poll(() => undo.evaluate(isInSight), { message: `${name}, ${width} × ${height}` }).toBe(true)
  }
  await page.setViewportSize({ width: 1366, height: 768 })
}
