import { extractText } from 'unpdf'
import { describe, expect, it, onTestFinished } from 'vitest'
import { optionsOf } from '../../../core/kinds/shared/with-options.ts'
import { spoken } from '../../../core/words/address.ts'
import { openStage, settled } from '../../../tools/gallery/stage.ts'
import { findFaults } from '../../support/browser/slide-measure.ts'
import { rates } from '../../support/polls/answers.ts'
import { openBrowser, PHONE, PROJECTOR } from '../people.ts'

/** What a server may be called, and the least size of it on the slide that invites. */
const ADDRESSES: [address: string, least: number][] = [
  ['http://192.0.2.2:4101/qxmwsq', 110],
  ['https://vote.example.org:4443/votes/xxksgg', 80],
  ['https://workshop-of-the-platform-team.internal.example.org/wmwmwm', 50],
  ['http://10.0.0.7:80', 150],
  ['https://host/votes/xxksgg', 150],
  ['http://[2001:db8:85a3:8d3:1319:8a2e:370:7348]:4321/qxmwsq', 50],
]

/** Runs in the page: what of an address is beyond the slide, or broken where it must not be. */
function brokenOff(address: Element): string[] {
  const around = address.closest('.slidev-layout')!.getBoundingClientRect()
  return [...address.querySelectorAll('.part')].flatMap((part, index) => {
    const range = document.createRange()
    range.selectNodeContents(part)
    const boxes = [...range.getClientRects()].filter(({ width }) => width > 0)
    const lines = new Set(boxes.map(({ top }) => Math.round(top)))
    const isOut = boxes.some(({ left, right, top, bottom }) => left < around.left || right > around.right || top < around.top - 20 || bottom > around.bottom + 20)
    return [...isOut ? [`${part.textContent} is cut off`] : [], ...index > 0 && lines.size > 1 ? [`${part.textContent} is broken`] : []]
  })
}

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

  it('[R6] says how far the room agrees, as phones do, and which slide has nothing to say of a few people', async () => {
    const { browser, stage } = await open()
    const screen = await stage.open(await stage.visit(browser, { viewport: PROJECTOR }), `/deck/${await stage.show('disagreements')}`)
    await screen.getByText('stands here once ratings are revealed').filter({ visible: true }).waitFor()
    await stage.play('cicd/practices', 7)
    await screen.getByText('No statement was rated by 8 people or more').filter({ visible: true }).waitFor()

    await stage.play('cicd/practices', 12, (def, person) => rates(Object.fromEntries(optionsOf(def).map(({ id }, index) => [id, [3, 1 + person % 5, 1 + person % 2 * 4][index % 3]!]))))
    // In the order of the medians.
    const words = ['agree', 'two camps', 'agree', 'two camps', 'mixed', 'mixed']
    await stage.show('practices', 'cicd')
    const rows = screen.locator('.poll-rows .row').filter({ visible: true })
    await expect.poll(async () => (await rows.allTextContents()).map(text => /agree|mixed|two camps/.exec(text)?.[0])).toEqual(words)
    const phone = await stage.open(await stage.visit(browser, { viewport: PHONE }), '/')
    await phone.getByRole('button', { name: 'Skip' }).click()
    await phone.getByText('The result is in').filter({ visible: true }).first().waitFor()
    expect((await phone.locator('.result-scale .row-detail').allTextContents()).map(text => text.trim())).toEqual(words)
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

  it('shows all of an address, however long it is, and keeps its code whole', async () => {
    const { browser, stage } = await open()
    const faults: string[] = []
    for (const [viewport, addresses] of [[PROJECTOR, ADDRESSES.slice(0, 3)], [{ width: 1920, height: 1080 }, ADDRESSES.slice(3)]] as const) {
      const visitor = await stage.visit(browser, { viewport })
      // One page for all of them: it draws a new address as it would when the network has changed.
      const page = await stage.open(visitor, `/deck/${await stage.show('cover')}`)
      for (const [address, least] of addresses) {
        stage.serveAt(address)
        // Of that slide alone: the one before may still be leaving.
        const slides = [['join', undefined, '.slidev-layout.join .address'], ['bottlenecks', 'platform', '[data-poll="platform/bottlenecks"] .vote .address'], ['poll', 'opening', '[data-poll="opening"] .vote .address']] as const
        for (const [layout, which, place] of slides) {
          const no = await stage.show(layout, which)
          await page.waitForURL(`**/deck/${stage.address(no)}`)
          const drawn = page.locator(place).filter({ visible: true, hasText: spoken(address) })
          await drawn.waitFor()
          await settled(page)
          faults.push(...(await drawn.evaluate(brokenOff)).map(fault => `${address}, ${layout}: ${fault}`))
          if (layout === 'join' && await drawn.evaluate(element => Number.parseFloat(getComputedStyle(element).fontSize)) < least)
            faults.push(`${address}: small`)
        }
      }
    }
    expect(faults).toEqual([])
  })

  it('invites nobody to a workshop that has ended, unless phones have its results', async () => {
    const { browser, stage } = await open()
    const no = await stage.show('join')
    const page = await stage.open(await stage.visit(browser, { viewport: PROJECTOR }), `/deck/${no}`)
    const code = page.locator('.qr').filter({ visible: true })
    await code.waitFor()
    await stage.facilitate({ type: 'workshop:end' })
    await page.getByText('This workshop has ended').waitFor()
    expect(await code.count()).toBe(0)
    expect(await findFaults(page, { slides: '#slide-content' })).toEqual([])
    await stage.facilitate({ type: 'workshop:share', on: true })
    await page.getByText('The results are on your phone').waitFor()
    await code.waitFor()
    expect(await findFaults(page, { slides: '#slide-content' })).toEqual([])
    await stage.show('poll', 'opening')
    await page.getByText('This question was not put to the vote').filter({ visible: true }).waitFor()
    // The slide before, which has one, may still be leaving.
    await expect.poll(() => code.count()).toBe(0)
  })
})
