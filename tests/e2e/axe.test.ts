import type { Scene } from '../../tools/gallery/stage.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { homeScenes } from '../../tools/gallery/home.ts'
import { panelScenes } from '../../tools/gallery/panel.ts'
import { phoneScenes } from '../../tools/gallery/phone.ts'
import { seatScenes } from '../../tools/gallery/seats.ts'
import { slideScenes } from '../../tools/gallery/slides.ts'
import { openStage } from '../../tools/gallery/stage.ts'
import { lookThrough } from './accessibility.ts'
import { fitsByTurns } from './panel-fits.ts'
import { openBrowser } from './people.ts'

// The panel is looked at once, for what axe says and for what fits.
// Kinds that our own deck doesn't have are checked in `other-deck.test.ts`.
describe('axe finds no violations, in either theme by turns,', { timeout: 300_000 }, () => {
  it.each([
    // The one <nav> is Slidev's toolbar, whose buttons stand in one another.
    // The colours of every discipline are checked as they are declared (tests/theme/tokens.test.ts).
    ['slides', slideScenes, 'html', 45],
    ['phone', phoneScenes, 'html', 32],
    // Around it stands Slidev's own presenter.
    ['panel', panelScenes, '.panel', 10, fitsByTurns()],
    ['seats', seatScenes, '.page, .panel, main', 5],
    ['home', homeScenes, 'html', 11],
  ] as [string, typeof slideScenes, string, number, ((scene: Scene) => Promise<void>)?][])('on the %s', async (_, scenes, part, least, also) => {
    const [browser, stage] = await Promise.all([openBrowser(), openStage()])
    onTestFinished(stage.close)
    const { names, found } = await lookThrough(stage, scenes(browser, stage, 'dark', {}, 2), part, also)
    expect(found).toEqual({})
    expect(names.size).toBeGreaterThanOrEqual(least)
  })
})
