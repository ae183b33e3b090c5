import type { PollKind } from '../../core/kinds/kinds.ts'
import type { Engine, Tab } from './tab.ts'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { paths } from '../../server/paths.ts'
import { startWorkshop } from '../support/processes/terminal.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { startCutProxy } from './cut-proxy.ts'
import { firefox } from './firefox.ts'
import { isAt, placeOf, sees, sizesOf, tap } from './person.ts'
import { webkit } from './webkit.ts'

/** A canvas of 980 pixels, a theme of somebody else's, and every kind of poll. */
const SAMPLE = join(paths.root, 'tests', 'sample-deck', 'slides.md')

interface Vote {
  no: number
  kind: PollKind
  title: string
  /** A first answer, then another one. */
  answers: [first: (phone: Tab) => Promise<unknown>, then: (phone: Tab) => Promise<unknown>]
  /** What the slide shows of the other one. */
  result: string
}

async function write(phone: Tab, text: string): Promise<void> {
  await tap(phone, '.write-field')
  await phone.type(text)
  await tap(phone, '.write-send')
}

const takeBack = (phone: Tab) => tap(phone, '.sent .key')

/** Ranks two, and drags the first one below the other. */
async function dragRank(phone: Tab): Promise<void> {
  await tap(phone, '.unplaced')
  const [from, to] = [await placeOf(phone, '[data-place="0"] .place-label'), await placeOf(phone, '[data-place="1"] .place-label')]
  await phone.drag(from, to)
  expect(await phone.evaluate(() => getSelection()!.toString())).toBe('')
}

const VOTES: Vote[] = [
  { no: 3, kind: 'choice', title: 'Which day suits you?', answers: [phone => tap(phone, '.pick', 'Monday'), phone => tap(phone, '.pick', 'Tuesday')], result: '1 tuesday 100%' },
  { no: 4, kind: 'dots', title: 'What delays us most?', answers: [phone => tap(phone, '.step', 'Add a dot: Long builds'), phone => tap(phone, '.step', 'Add a dot: Long builds')], result: 'long builds 2 dots' },
  { no: 5, kind: 'scale', title: 'How true is this of us?', answers: [phone => tap(phone, '.level', '2'), phone => tap(phone, '.level', '4')], result: '4.0' },
  { no: 6, kind: 'choice', title: 'How awake are you?', answers: [phone => tap(phone, '.pick', 'So-so'), phone => tap(phone, '.pick', 'Wide awake')], result: 'wide awake 100%' },
  { no: 7, kind: 'choice', title: 'In place of its list', answers: [phone => tap(phone, '.pick', 'Salad'), phone => tap(phone, '.pick', 'Soup')], result: 'soup 100%' },
  { no: 11, kind: 'rank', title: 'What should we mend first?', answers: [phone => tap(phone, '.unplaced'), dragRank], result: '1 the tests' },
  { no: 12, kind: 'points', title: 'Where should the next quarter go?', answers: [phone => tap(phone, '.step', 'Add 10 points: New'), phone => tap(phone, '.step', 'Add 10 points: New')], result: '20 points' },
  { no: 13, kind: 'matrix', title: 'What is worth it?', answers: [phone => tap(phone, '.map-cell', 'Effort 2 of 5, Impact 5 of 5'), phone => tap(phone, '.map-cell', 'Effort 1 of 5, Impact 4 of 5')], result: 'a second review' },
  { no: 15, kind: 'text', title: 'What would you change tomorrow?', answers: [phone => write(phone, 'Nothing'), phone => takeBack(phone).then(() => write(phone, 'Fewer tools'))], result: 'Fewer tools' },
  { no: 16, kind: 'words', title: 'One word for this week', answers: [phone => write(phone, 'Tired'), phone => takeBack(phone).then(() => write(phone, 'Relief'))], result: 'relief' },
  { no: 17, kind: 'estimate', title: 'How many minutes from merge to production?', answers: [phone => write(phone, '5'), phone => write(phone, '0')], result: 'is the middle answer' },
  { no: 18, kind: 'board', title: 'What do you want to know?', answers: [phone => write(phone, 'Who?'), phone => takeBack(phone).then(() => write(phone, 'Who pays?'))], result: 'Who pays?' },
]

const counted = (phone: Tab) => expect.poll(() => phone.evaluate(() => document.querySelector('.stamp')?.textContent ?? '')).toMatch(/^(?:Counted|Sent)$/)

describe.each([firefox, webkit])('in $name', { timeout: 240_000 }, (engine) => {
  afterAll(engine.close)

  it('a workshop runs from the first scan to the last result', async ({ skip }) => {
    const missing = engine.missing()
    skip(missing !== null, missing ?? '')
    const server = await startWorkshop(tempFolder(), SAMPLE)
    const network = await startCutProxy(server.port)
    onTestFinished(network.close)
    const [facilitator, screen, phone] = await Promise.all([
      open(engine, { width: 1440, height: 900 }, server.signInUrl),
      open(engine, { width: 1280, height: 720 }, `${server.url}/deck/`),
      open(engine, { width: 360, height: 740, dark: true }, network.url),
    ])
    await isAt(facilitator, '/facilitator/presenter/1')
    await sees(facilitator, 'Connected')
    await sees(screen, 'A talk with polls')
    await sees(phone, 'Look at the screen')

    // The phone is dark as its system is; the slides are light until somebody says otherwise.
    const ground = (tab: Tab) => tab.evaluate(() => getComputedStyle(document.documentElement).colorScheme)
    const paper = (tab: Tab) => tab.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    expect(await ground(screen)).not.toContain('dark')
    await screen.press('d')
    await expect.poll(() => screen.evaluate(() => document.documentElement.classList.contains('dark'))).toBe(true)
    await screen.press('d')

    // Not by arrows, which repeat while a busy machine keeps them down.
    const goTo = async (no: number) => {
      await facilitator.press('g')
      await expect.poll(() => facilitator.evaluate(() => document.activeElement?.id)).toBe('slidev-goto-input')
      await facilitator.type(String(no))
      await expect.poll(() => facilitator.evaluate(() => (document.activeElement as HTMLInputElement).value)).toBe(String(no))
      await facilitator.press('Enter')
      await isAt(facilitator, `/presenter/${no}`)
      await isAt(screen, `/deck/${no}`)
    }
    for (const [index, { no, kind, title, answers: [first, then], result }] of VOTES.entries()) {
      await goTo(no)
      await sees(phone, title)
      await sees(screen, 'Vote now')
      // Beside its options there is room for the code, in a part of a slide at least for the poll.
      const [frame] = await sizesOf(screen, '.poll-frame')
      const [code] = await sizesOf(screen, '.vote .qr')
      expect(frame?.height ?? code?.height).toBeGreaterThan(200)
      if (index === 0)
        expect(await paper(phone)).not.toBe('rgb(255, 255, 255)')
      await first(phone)
      await counted(phone)
      await then(phone)
      await counted(phone)
      await sees(screen, 'of 1 voted')
      if (kind === 'text' || kind === 'board') {
        await tap(facilitator, 'button', `Show: ${result}`)
        await placeOf(facilitator, 'button', `Hide: ${result}`)
      }
      if (index % 2 === 0) {
        await tap(facilitator, 'button', 'Close voting')
        // A board shows what it has from the start.
        if (kind !== 'board')
          await tap(facilitator, 'button', 'Reveal')
      }
      else {
        await facilitator.press('v')
        await sees(screen, 'Voting closed')
        await facilitator.press('r')
      }
      await sees(screen, result)
      await sees(phone, 'The result is in')
      expect(await screen.evaluate(() => [...document.querySelectorAll('.stage .row')].map(row => row.getBoundingClientRect()).filter(({ right, bottom }) => right > innerWidth + 1 || bottom > innerHeight + 1).length)).toBe(0)
    }

    // A further round, in which the network goes, and the browser's own button.
    await facilitator.press('2')
    await sees(phone, 'Round 2')
    network.cut()
    await write(phone, 'Is it kept?')
    await sees(phone, 'Connection lost')
    await sees(phone, 'Kept')
    network.restore()
    await counted(phone)
    await phone.goTo(`${network.url}/elsewhere`)
    await phone.back()
    await sees(phone, 'Is it kept?')
    await counted(phone)

    // The browser may keep the screen on, or not; the slides ask for it.
    expect(await screen.evaluate(() => navigator.wakeLock?.request('screen').then(() => 'answered'))).toBe('answered')
    for (const tab of [facilitator, screen, phone])
      expect(await tab.faults()).toEqual([])
  })
})

async function open(engine: Engine, size: { width: number, height: number, dark?: boolean }, url: string): Promise<Tab> {
  const tab = await engine.open(size)
  onTestFinished(tab.close)
  await tab.goTo(url)
  return tab
}
