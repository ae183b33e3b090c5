import type { Page } from 'playwright-chromium'
import axe from 'axe-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { panelScenes } from '../../gallery/panel.ts'
import { phoneScenes } from '../../gallery/phone.ts'
import { slideScenes } from '../../gallery/slides.ts'
import { openStage, settled } from '../../gallery/stage.ts'
import { openBrowser } from './people.ts'

const PAPER = { light: '#f3f1eb', dark: '#131210' }

/** What a part of a page does against WCAG 2.2 A and AA, one line for each element. */
async function violations(page: Page, part: string): Promise<string[]> {
  await page.evaluate(axe.source)
  const results = await page.evaluate(part => (window as unknown as { axe: typeof axe }).axe.run({ include: [part], exclude: ['nav'] }, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  }), part)
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`))
}

describe('axe finds nothing in either theme', { timeout: 300_000 }, () => {
  it.each([
    // The one <nav> is Slidev's toolbar, whose buttons stand in one another.
    ['slides', slideScenes, 'html', 40],
    ['phone', phoneScenes, 'html', 15],
    // Around it stands Slidev's own presenter.
    ['panel', panelScenes, '.panel', 6],
  ] as const)('on the %s', async (_, scenes, part, least) => {
    const [browser, stage] = await Promise.all([openBrowser(), openStage()])
    onTestFinished(stage.close)
    const names: string[] = []
    const found: Record<string, string[]> = {}
    for await (const { name, page } of scenes(browser, stage, 'dark')) {
      names.push(name)
      // The page changes its clothes while it is shown.
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme })
        await expect.poll(() => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--paper'))).toBe(PAPER[theme])
        await settled(page)
        const faults = await violations(page, part)
        if (faults.length > 0)
          found[`${name}, ${theme}`] = faults
      }
    }
    expect(found).toEqual({})
    expect(new Set(names).size).toBeGreaterThanOrEqual(least)
  })
})
