import type { Page } from 'playwright-chromium'
import type { Scene, Stage } from '../../tools/gallery/stage.ts'
import process from 'node:process'
import axe from 'axe-core'
import { expect } from 'vitest'
import { settled } from '../../tools/gallery/stage.ts'

const PAPER = { light: '#f3f1eb', dark: '#131210' }

/** Every scene in both themes: THEMES=all npx vitest run tests/e2e/axe.test.ts */
const BOTH = process.env.THEMES === 'all'

/** Scenes that are looked at in one theme before the other one's turn. */
const A_FEW = 5

/**
 * Looks at a part of every scene, in the light and the dark theme by turns.
 * @param also called with each scene, afterwards
 * @returns the scenes' names, and what is wrong with those where something is
 */
export async function lookThrough({ slides }: Stage, scenes: AsyncGenerator<Scene>, part: string, also?: (scene: Scene) => Promise<void>): Promise<{ names: Set<string>, found: Record<string, string[]> }> {
  const names = new Set<string>()
  const found: Record<string, string[]> = {}
  let themes = ['dark', 'light'] as ('dark' | 'light')[]
  for await (const { name, page } of scenes) {
    names.add(name)
    // The page changes its clothes while it is shown, and nothing else: only colours are looked at twice. The next one begins as this ends.
    // A change costs as much as a look.
    if (BOTH || names.size % A_FEW === 1)
      themes = themes.toReversed()
    for (const [index, theme] of (BOTH ? themes : themes.slice(0, 1)).entries()) {
      await page.emulateMedia({ colorScheme: theme })
      await expect.poll(() => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--paper'))).toBe(PAPER[theme])
      await settled(page)
      // By the last slide every poll was played: what is in the page and does not show is looked at there, once.
      const faults = await violations(page, part, index === 0 ? 'all' : 'colours', index === 0 && name === 'thanks' ? 0 : slides.length)
      if (faults.length > 0)
        found[`${name}, ${theme}`] = faults
    }
    await also?.({ name, page })
  }
  return { names, found }
}

/**
 * What a part of a page does against WCAG 2.2 A and AA, one line for each element.
 * @param slides how many the deck has, so that those that do not show are left out; 0: nothing is left out
 */
async function violations(page: Page, part: string, rules: 'all' | 'colours', slides: number): Promise<string[]> {
  if (await page.evaluate(() => !('axe' in window)))
    await page.evaluate(axe.source)
  return page.evaluate(async ([part, rules, slides]) => {
    // Slidev's sheet to draw on is empty and lies over the slide: axe could tell no colour under it.
    document.querySelector('#slide-content > svg:empty')?.remove()
    // axe fails on what a dialog has scrolled away: for a moment, it is as long as what it says.
    const dialog = document.querySelector<HTMLElement>('dialog[open]')
    dialog?.style.setProperty('max-height', 'none')
    // Slides that do not show make axe ten times slower. They stand aside once all of them are there, when Slidev adds no more.
    const all = [...document.querySelectorAll('#slideshow > *')]
    const aside = all.length === slides ? all.filter(slide => !slide.checkVisibility()).map(slide => [slide, document.createComment('')] as const) : []
    aside.forEach(([slide, mark]) => slide.replaceWith(mark))
    try {
      const { violations, passes, incomplete } = await (window as unknown as { axe: typeof axe }).axe.run({ include: part.split(', ').filter(each => document.querySelector(each)).map(each => [each]), exclude: ['nav'] }, {
        // Of what passes, one element each: naming all of them takes longer than looking.
        resultTypes: ['violations', 'incomplete'],
        runOnly: rules === 'all' ? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] : ['color-contrast'],
      })
      const told = [...passes, ...violations].some(({ id }) => id === 'color-contrast')
      const untold = incomplete.find(({ id }) => id === 'color-contrast')?.nodes[0]
      return [
        ...violations.flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 120)} ${any[0]?.message ?? ''}`)),
        ...told || !untold ? [] : [`color-contrast of nothing could be told: ${untold.html.slice(0, 120)} ${untold.any[0]?.message ?? ''}`],
      ]
    }
    finally {
      aside.forEach(([slide, mark]) => mark.replaceWith(slide))
      dialog?.style.removeProperty('max-height')
    }
  }, [part, rules, slides] as const)
}
