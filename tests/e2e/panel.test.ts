import type { Person } from './people.ts'
import { readFileSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { extractText } from 'unpdf'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CONTENTS, reportFiles } from '../../server/report/files.ts'
import { picks, writes } from '../support/polls/answers.ts'
import { startWorkshop } from '../support/processes/terminal.ts'
import { connectMany, newId } from '../support/server/wire.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { goTo, LAPTOP, openBrowser, person, PHONE, PROJECTOR, sees, tap } from './people.ts'

/** The page of the opening choice in a print. */
const OPENING = 3

interface Room {
  facilitator: Person
  screen: Person
  ann: Person
  votersOnScreen: () => Promise<string | null>
  joinUrl: string
  another: () => Promise<Person>
}

/** A facilitator on the slide of the opening poll. */
async function openPanel() {
  const [browser, { signInUrl, deckUrl, joinUrl }] = await Promise.all([openBrowser(), startWorkshop(tempFolder())])
  const facilitator = await person(browser, signInUrl, LAPTOP)
  await facilitator.page.waitForURL(/\/presenter\/s1$/)
  await sees(facilitator, 'Connected')
  // The slide about last time is not on the run.
  for (const no of [2, 4]) {
    await facilitator.page.locator('body').press('ArrowRight')
    await facilitator.page.waitForURL(new RegExp(`/presenter/s?${no}$`))
  }
  return { browser, facilitator, deckUrl, joinUrl }
}

/** The same with a projector and Ann, who has voted. */
async function openRoom(): Promise<Room> {
  const { browser, facilitator, deckUrl, joinUrl } = await openPanel()
  const another = () => person(browser, deckUrl, PROJECTOR)
  const screen = await another()
  const ann = await person(browser, joinUrl, PHONE)
  await tap(ann, 'Skip')
  await sees(ann, 'What brings you here today?')
  await ann.page.getByRole('radio', { name: 'We break too much' }).check({ force: true })
  await sees(ann, 'Counted')
  const votersOnScreen = () => screen.page.locator('.meter .count strong').filter({ visible: true }).first().textContent()
  return { facilitator, screen, ann, votersOnScreen, another, joinUrl }
}

describe('the panel', { timeout: 120_000 }, () => {
  it('runs and undoes every step by button and key, and shows the changes of a second round', async () => {
    const { facilitator, screen, ann, votersOnScreen } = await openRoom()
    await expect.poll(votersOnScreen).toBe('1')
    await tap(facilitator, /^Reset/)
    await sees(facilitator, '1 ballot is set aside')
    await facilitator.page.getByRole('button', { name: /^Reset/ }).last().click()
    await sees(facilitator, 'not open yet')
    await sees(screen, 'Voting opens soon')
    await tap(facilitator, /^Undo: reset/)
    await expect.poll(votersOnScreen).toBe('1')
    await sees(ann, 'Counted')

    /** A key means what the panel knows: it waits for the button that says so. */
    const press = async (key: string, given: RegExp) => {
      await facilitator.page.getByRole('button', { name: given }).first().waitFor()
      await facilitator.page.locator('body').press(key)
    }
    await press('v', /^Undo: open/)
    await press('r', /^Undo: close/)
    await press('2', /^Undo: reveal/)
    await sees(ann, 'Round 2')
    await press('u', /^Undo: round 2/)
    await sees(screen, '100%')
    await sees(ann, 'The result is in')
    await press('u', /^Undo: reveal/)
    await press('u', /^Undo: close/)
    await sees(screen, 'Vote now')
    await sees(ann, 'Counted')
    await tap(facilitator, 'End workshop')
    await facilitator.page.getByRole('button', { name: 'End workshop' }).last().click()
    await sees(ann, 'Thank you.')
    await press('u', /^Undo end/)
    await sees(ann, 'Counted')
    await sees(screen, 'Vote now')

    await press('v', /^Close voting/)
    await sees(screen, 'Voting closed')
    await press('r', /^Reopen/)
    await sees(screen, '100%')
    await press('2', /^Hide/)
    await sees(ann, 'Round 2')
    await ann.page.getByRole('radio', { name: 'We ship too slowly' }).check({ force: true })
    await sees(ann, 'Counted')
    await press('v', /^Close voting/)
    await sees(screen, 'Voting closed')
    await press('r', /^Reopen/)
    await sees(screen, 'was 100%')
    await sees(screen, /round 2/)
    // A round that nobody votes in takes nothing away.
    await press('2', /^Hide/)
    await sees(screen, 'Vote now')
    await press('v', /^Close voting/)
    await sees(screen, /round 2/)
  })

  it('turns the pages of a long result on every screen, and shows a single text', async () => {
    const { facilitator, screen, another, joinUrl } = await openRoom()
    await goTo(facilitator, 'Wrap-up: promises')
    await sees(screen, 'What will you do by Friday?')
    const texts = Array.from({ length: 40 }, (_, no) => `Promise ${no + 1}: we look at the slowest part of the pipeline and take one thing out of it, whatever it is`)
    const wires = await connectMany(joinUrl, texts.length)
    onTestFinished(() => wires.forEach(wire => wire.terminate()))
    for (const [no, wire] of wires.entries()) {
      const { poll } = await wire.until('attendee', ({ poll }) => poll?.voting === 'open')
      await wire.send({ type: 'ballot:cast', id: newId(), poll: poll!.def.id, round: poll!.round, answer: writes({ id: `post-number-${no}`, text: texts[no]! }) })
    }
    await tap(facilitator, /^Show all 40/)
    await tap(facilitator, /^Close voting/)
    await tap(facilitator, /^Reveal/)
    const onScreen = async () => (await screen.page.locator('.wall li p').filter({ visible: true }).allTextContents()).map(text => text.trim())
    await sees(screen, /page 1 of \d/)
    await sees(facilitator, /Page 1 of \d/)
    const first = await onScreen()
    expect(first.length).toBeGreaterThan(5)
    await facilitator.page.locator('body').press('n')
    await sees(screen, /page 2 of \d/)
    await sees(facilitator, /Page 2 of \d/)
    expect((await onScreen()).filter(text => first.includes(text))).toEqual([])
    await sees(await another(), /page 2 of \d/)

    // A projector window that leads has the same keys.
    const projector = await facilitator.page.context().newPage()
    await projector.goto(new URL(new URL(screen.page.url()).pathname, facilitator.page.url()).href)
    await sees({ page: projector, frames: [] }, /page 2 of \d/)
    await projector.locator('body').press('p')
    await sees(screen, /page 1 of \d/)
    await projector.locator('body').press('n')
    await sees(screen, /page 2 of \d/)
    await sees(facilitator, /Page 2 of \d/)
    await projector.close()

    const [alone] = await onScreen()
    await tap(facilitator, `Spotlight: ${alone}`)
    await sees(screen, 'and 39 others')
    expect(await screen.page.locator('.alone blockquote').filter({ visible: true }).textContent()).toContain(alone)
    await facilitator.page.locator('body').press('p')
    await sees(screen, /page 2 of \d/)
    await facilitator.page.locator('body').press('p')
    await sees(screen, /page 1 of \d/)
    // What the poll does next begins with the first page.
    await facilitator.page.locator('body').press('n')
    await sees(screen, /page 2 of \d/)
    await facilitator.page.locator('body').press('r')
    await sees(screen, 'Voting closed')
    await facilitator.page.locator('body').press('r')
    await sees(screen, /page 1 of \d/)
  })

  it('downloads the report, with unrevealed results only on request', { timeout: 120_000 }, async () => {
    const { facilitator: { page }, joinUrl } = await openPanel()
    const [ann] = await connectMany(joinUrl, 1)
    onTestFinished(() => ann!.terminate())
    const { poll } = await ann!.until('attendee', ({ poll }) => poll?.voting === 'open')
    expect(await ann!.send({ type: 'ballot:cast', id: newId(), poll: poll!.def.id, round: poll!.round, answer: picks('break-less') })).toEqual({ ok: true })
    expect(await page.evaluate(async () => (await (await fetch('/facilitator/api/results.json')).json()).polls[0].rounds)).toEqual([])

    await page.getByRole('checkbox', { name: 'with results the room has not seen' }).click()
    const [file] = await Promise.all([page.waitForEvent('download', { timeout: 90_000 }), page.getByRole('button', { name: 'Report' }).click()])
    const name = file.suggestedFilename().replace(/\.zip$/, '')
    const files = unzipSync(readFileSync(await file.path()))
    expect(Object.keys(files)).toEqual([CONTENTS, ...reportFiles.map(({ path }) => path)].map(path => `${name}/${path}`))
    const { text } = await extractText(files[`${name}/slides.pdf`]!, { mergePages: false })
    expect(text[OPENING - 1]).toMatch(/1 We break too much\s+100%\s+1 vote/)
    expect(strFromU8(files[`${name}/results.csv`]!)).toMatch(/break-less,We break too much,1,1,1,1,1/)
  })

  it('moves the slides by keys, by a clicker, and from a projector window, unlike other pages', async () => {
    const { facilitator, screen, ann, another } = await openRoom()
    await screen.page.locator('body').press('ArrowRight')
    await screen.page.waitForURL(/\/deck\/s5$/)
    await expect(facilitator.page.url()).toMatch(/\/presenter\/s4$/)
    await sees(ann, 'What brings you here today?')
    await facilitator.page.locator('body').press('ArrowLeft')
    await screen.page.waitForURL(/\/deck\/s2$/)
    await sees(ann, 'Look at the screen')
    const late = await another()
    await late.page.waitForURL(/\/deck\/s2$/)
    await late.page.close()

    // A clicker leads, whatever has the focus; keys are for what was reached by Tab.
    const { page } = facilitator
    const at = async (no: number) => {
      await page.waitForURL(new RegExp(`/presenter/s?${no}$`))
      await screen.page.waitForURL(new RegExp(`/deck/s?${no}$`))
    }
    const keyboard = async (key: string, no: number) => {
      await page.keyboard.press(key)
      await at(no)
    }
    await keyboard('ArrowRight', 4)
    const reset = page.getByRole('button', { name: /^Reset/ })
    for (const [focused, forth, back] of [[reset, 'PageDown', 'PageUp'], [page.locator('details.tools summary'), 'ArrowRight', 'ArrowLeft'], [page.getByRole('button', { name: 'Report' }), 'ArrowDown', 'ArrowUp']] as const) {
      await focused.focus()
      await keyboard(forth, 5)
      await page.getByRole('button', { name: 'Export PDF' }).focus()
      await keyboard(back, 4)
    }

    // Space presses what has the focus, and moves nothing.
    await page.locator('details.tools summary').focus()
    await page.keyboard.press('Space')
    await page.locator('details.tools:not([open])').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('details.tools[open]').waitFor()
    await reset.focus()
    await page.keyboard.press('Space')
    await page.getByText('1 ballot is set aside').waitFor()
    // The question has the focus, and a clicker goes on.
    await keyboard('PageDown', 5)
    await keyboard('PageUp', 4)
    await page.getByText('1 ballot is set aside').waitFor({ state: 'detached' })

    // What clickers have for a black screen, to start and to end a show.
    for (const key of ['.', 'b', 'Escape', 'F5'])
      await page.keyboard.press(key)
    await at(4)
    await page.getByText('Connected').waitFor()
    await sees({ page, frames: [] }, 'Close voting')

    // In a dialog, keys are the dialog's; in a field, letters and arrows are text.
    await page.keyboard.press('?')
    await page.locator('dialog[open]').waitFor()
    await page.keyboard.press('PageDown')
    await page.keyboard.press('Escape')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    const field = page.locator('#slidev-goto-input')
    // The page hears of the dialog's end a moment after it is gone.
    await expect.poll(async () => {
      const isOpen = await field.evaluate(input => document.activeElement === input)
      if (!isOpen)
        await page.keyboard.press('g')
      return isOpen
    }).toBe(true)
    await page.keyboard.type('hurts')
    // The list tells slides apart that have the same heading.
    const found = page.locator('.autocomplete-list li')
    await expect.poll(() => found.count()).toBe(10)
    const titles = (await found.allTextContents()).map(text => text.replace(/^\d+/, '').trim())
    expect(titles).toContain('CI/CD: Where it hurts')
    expect(new Set(titles).size).toBe(10)
    await page.keyboard.type(' 2vr')
    await page.keyboard.press('ArrowLeft')
    expect(await field.inputValue()).toBe('hurts 2vr')
    await page.keyboard.press('Escape')
    await at(4)
    await sees({ page, frames: [] }, 'Close voting')

    const [projector] = await Promise.all([facilitator.page.waitForEvent('popup'), tap(facilitator, 'Open projector window')])
    await projector.waitForURL(/\/deck\/s4$/)
    await projector.getByText('Vote now').filter({ visible: true }).first().waitFor()
    await projector.locator('body').press('PageDown')
    await facilitator.page.waitForURL(/\/presenter\/s5$/)
    await screen.page.waitForURL(/\/deck\/s5$/)
    await sees(ann, 'One word: how does a release feel?')
  })
})
