import type { Browser, Page } from 'playwright-chromium'
import type { Stage, Theme } from '../../gallery/stage.ts'
import { join } from 'node:path'
import axe from 'axe-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { kindScenes } from '../../gallery/kinds.ts'
import { panelScenes } from '../../gallery/panel.ts'
import { phoneScenes } from '../../gallery/phone.ts'
import { seatScenes } from '../../gallery/seats.ts'
import { slideScenes } from '../../gallery/slides.ts'
import { openStage, settled } from '../../gallery/stage.ts'
import { deckAt, ownDeck, paths } from '../../server/paths.ts'
import { openBrowser } from './people.ts'

const PAPER = { light: '#f3f1eb', dark: '#131210' }

/** What a part of a page does against WCAG 2.2 A and AA, one line for each element. */
async function violations(page: Page, part: string, rules: 'all' | 'colours'): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in window)))
    await page.evaluate(axe.source)
  const results = await page.evaluate(([part, rules]) => (window as unknown as { axe: typeof axe }).axe.run({ include: part.split(', ').filter(each => document.querySelector(each)).map(each => [each]), exclude: ['nav'] }, {
    runOnly: rules === 'all' ? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] : ['color-contrast'],
  }), [part, rules] as const)
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`))
}

describe('axe finds nothing in either theme', { timeout: 300_000 }, () => {
  it.each([
    // The one <nav> is Slidev's toolbar, whose buttons stand in one another.
    ['slides', slideScenes, 'html', 50],
    ['phone', phoneScenes, 'html', 28],
    // Around it stands Slidev's own presenter.
    ['panel', panelScenes, '.panel', 9],
    ['seats', seatScenes, '.page, .panel, main', 5],
    // Those that our own deck has none of, in a theme of somebody else's, which only the poll on it is not.
    ['kinds', (browser: Browser, stage: Stage, theme: Theme) => kindScenes(browser, stage, theme, {}, ['rank', 'points']), '.page, .stage', 8, deckAt(join(paths.root, 'tests', 'sample-deck'))],
  ] as const)('on the %s', async (_, scenes, part, least, deck = ownDeck) => {
    const [browser, stage] = await Promise.all([openBrowser(), openStage(() => {}, deck)])
    onTestFinished(stage.close)
    const names: string[] = []
    const found: Record<string, string[]> = {}
    for await (const { name, page } of scenes(browser, stage, 'dark')) {
      names.push(name)
      // The page changes its clothes while it is shown, and nothing else: only colours are looked at twice.
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme })
        await expect.poll(() => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--paper'))).toBe(PAPER[theme])
        await settled(page)
        const faults = await violations(page, part, theme === 'light' ? 'all' : 'colours')
        if (faults.length > 0)
          found[`${name}, ${theme}`] = faults
      }
    }
    expect(found).toEqual({})
    expect(new Set(names).size).toBeGreaterThanOrEqual(least)
  })
})
