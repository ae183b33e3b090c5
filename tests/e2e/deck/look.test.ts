import { extractText } from 'unpdf'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStage } from '../../../tools/gallery/stage.ts'
import { openBrowser, PROJECTOR } from '../people.ts'

async function open() {
  const [browser, stage] = await Promise.all([openBrowser(), openStage()])
  onTestFinished(stage.close)
  return { browser, stage }
}

describe('a slide', { timeout: 120_000 }, () => {
  const poll = 'platform/bottlenecks'

  async function closedVote(reducedMotion: 'reduce' | 'no-preference') {
    const { browser, stage } = await open()
    const no = await stage.show('bottlenecks', 'platform')
    const page = await stage.open(await stage.visit(browser, { viewport: PROJECTOR, reducedMotion }), `/deck/${no}`)
    await stage.facilitate({ type: 'poll:open', poll })
    await stage.vote(poll, 20)
    await stage.facilitate({ type: 'poll:close', poll })
    const rows = page.locator('.poll-rows li').filter({ visible: true })
    await page.getByText('Voting closed').filter({ visible: true }).waitFor()
    await rows.evaluateAll(all => all.forEach((row, index) => row.setAttribute('data-was', String(index))))
    // Every movement leaves its mark, however short it is.
    await page.evaluate(() => {
      document.addEventListener('transitionrun', ({ target }) => (target as Element).tagName === 'LI' && document.body.setAttribute('data-moved', ''))
    })
    await stage.facilitate({ type: 'poll:reveal', poll })
    await page.locator('.row[data-front]').filter({ visible: true }).first().waitFor()
    const order = await rows.evaluateAll(all => all.map(row => row.getAttribute('data-was')))
    return { page, order }
  }

  it('turns cards into bars in place, and moves them to their ranks', async () => {
    const { page, order } = await closedVote('no-preference')
    expect([...order].sort()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7'])
    expect(order).not.toEqual([...order].sort())
    await page.locator('body[data-moved]').waitFor()
  })

  it('respects prefers-reduced-motion', async () => {
    const { page, order } = await closedVote('reduce')
    expect(order).not.toEqual([...order].sort())
    expect(await page.evaluate(() => document.getAnimations().filter(({ playState }) => playState === 'running').length)).toBe(0)
    expect(await page.locator('body[data-moved]').count()).toBe(0)
  })

  it('is a single sheet in the browser\'s own print, which says how to export', async () => {
    const { browser, stage } = await open()
    const no = await stage.show('practices', 'cicd')
    const screen = await stage.open(await stage.visit(browser, { viewport: { width: 1000, height: 900 } }), `/deck/${no}`)
    const visitor = await stage.visit(browser, { viewport: PROJECTOR })
    const presenter = await visitor.newPage()
    await stage.signIn(presenter)
    await presenter.waitForURL(/\/presenter\/\d+$/)
    await presenter.goto(`/facilitator/presenter/${no}`)
    for (const page of [screen, presenter]) {
      await page.getByText('Voting opens soon').filter({ visible: true }).first().waitFor()
      const { text, totalPages } = await extractText(new Uint8Array(await page.pdf({ preferCSSPageSize: true, printBackground: true })), { mergePages: true })
      expect(totalPages).toBe(1)
      expect(text).toMatch(/What good looks like\s+How true is this of us\?/)
      expect(text).toMatch(/history\s+included/)
      expect(text).toContain('Export PDF in the facilitator’s panel')
      expect(text).not.toContain('Ask who has scanned')
      await page.emulateMedia({ media: 'print' })
      const slide = await page.locator('#slide-content').boundingBox()
      expect(slide).toEqual({ x: 0, y: 0, width: expect.closeTo(960, 0), height: expect.closeTo(540, 0) })
    }
  })

  it('has a code that can be scanned, and an address that can be read, from the last row', async () => {
    const { browser, stage } = await open()
    const page = await stage.open(await stage.visit(browser, { viewport: PROJECTOR }), `/deck/${await stage.show('join')}`)
    const code = await page.locator('.join .qr').filter({ visible: true }).boundingBox()
    expect(code!.height).toBeGreaterThan(PROJECTOR.height / 3)
    const address = page.locator('.join .address').filter({ visible: true })
    expect(await address.evaluate(element => Number.parseFloat(getComputedStyle(element).fontSize))).toBeGreaterThan(100)
    expect(await address.evaluate(element => element.scrollWidth <= element.clientWidth)).toBe(true)
  })
})
