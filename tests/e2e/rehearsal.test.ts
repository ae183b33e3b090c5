import type { AttendeePoll, PlanView, PollView, RoomView } from '../../core/protocol/down.ts'
import type { WorkshopResults } from '../../server/report/results/results.schema.ts'
import type { Person } from './people.ts'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { extractText, getDocumentProxy } from 'unpdf'
import { expect, it, onTestFinished } from 'vitest'
import { loadContent } from '../../authoring/load.ts'
import { routeFacts } from '../../authoring/routes/route-facts.ts'
import { optionsOf } from '../../core/kinds/shared/with-options.ts'
import { runningOrder } from '../../core/plan/running-order.ts'
import { ENOUGH_ACTIONS } from '../../core/protocol/limits.ts'
import { paths } from '../../server/paths.ts'
import { startShipped } from '../support/processes/shipped.ts'
import { run } from '../support/processes/terminal.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { LAPTOP, openBrowser, person, PHONE, sees, tap } from './people.ts'

/*
 * Whole workshops, from the scan to the report, with twelve phones that answer everything; each once more three months later, compared
 * with the first. They take minutes: ROUTES=90,120,day npx vitest run tests/e2e/rehearsal.test.ts
 */

const ROUTES = process.env.ROUTES?.split(',')
const PHONES = 12
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** The latest message of a name that a page was sent. */
function latest<Payload>({ frames }: Person, ...names: string[]): Payload {
  const frame = frames.findLast(frame => names.some(name => frame.startsWith(`42["${name}"`)))!
  return (JSON.parse(frame.slice(2)) as [string, Payload])[1]
}

function roomOf(page: Person): RoomView {
  const message = latest<RoomView | { room: RoomView }>(page, 'welcome', 'room')
  return 'room' in message ? message.room : message
}

function pollOf(page: Person, id: string): PollView | undefined {
  return page.frames.filter(frame => frame.startsWith('42["poll"')).map(frame => (JSON.parse(frame.slice(2)) as [string, PollView])[1]).findLast(({ def }) => def.id === id)
}

/** Answers all of the poll on a phone, as its owner would, and resolves with the number of taps. */
async function answerAll(phone: Person, index: number): Promise<number> {
  const { poll } = latest<{ poll: AttendeePoll }>(phone, 'attendee')
  const { def } = poll
  const writes = def.kind === 'text' || def.kind === 'words' ? def.max : def.kind === 'board' ? 1 : 0
  for (let text = 0; text < writes; text++) {
    await phone.page.getByRole('textbox').fill(`Word ${String.fromCharCode(97 + index)}${text}`)
    await tap(phone, 'Send')
  }
  if (writes > 0)
    return writes
  await phone.page.locator('input[type=radio], input[type=checkbox], button[name=add], .map-cell').first().waitFor()
  return phone.page.evaluate(async ({ person, places }) => {
    let taps = 0
    const some = <Each>(list: Each[]) => list[(person * 7 + taps * 3) % list.length]!
    async function press(element: HTMLElement): Promise<void> {
      element.click()
      taps++
      await new Promise(requestAnimationFrame)
    }
    for (const group of document.querySelectorAll('fieldset[role=radiogroup]'))
      await press(some([...group.querySelectorAll('input')]))
    for (;;) {
      const free = [...document.querySelectorAll<HTMLElement>('button[name=add]')].filter(button => button.ariaDisabled !== 'true')
      if (free.length === 0)
        break
      await press(some(free))
    }
    for (let place = 0; place < places; place++)
      await press(some([...document.querySelectorAll<HTMLElement>('.map-cell')]))
    return taps
  }, { person: index, places: def.kind === 'matrix' ? optionsOf(def).length : 0 })
}

async function closeDialog({ page }: Person): Promise<void> {
  await page.keyboard.press('Escape')
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
}

/** What was given, and how long it took. */
interface Held { id: string, taps: number, visited: { no: number, part: string | undefined }[], plan: PlanView }

const content = await loadContent(paths.root)

/** Holds a workshop from the scan to its end, on a server with that data and that clock. */
async function hold(route: string, data: string, clock: string, begun: number, args: string[] = []): Promise<Held> {
  const setClock = (passed: number) => writeFileSync(clock, String(begun + passed))
  setClock(0)
  const server = await startShipped({ data, args: ['--route', route, ...args], flags: ['--import', join(paths.root, 'tests/support/processes/moved-clock.ts')], env: { CLOCK_FILE: clock } })
  onTestFinished(() => server.signal('SIGKILL'))
  const browser = await openBrowser()
  const facilitator = await person(browser, server.signInUrl, LAPTOP)
  await sees(facilitator, 'Connected')
  const phones = await Promise.all(Array.from({ length: PHONES }, () => person(browser, server.joinUrl, PHONE)))
  const taps = phones.map(() => 1)
  for (const [index, phone] of phones.entries())
    await tap(phone, ['Development', 'Operations', 'Skip'][index % 3]!)
  const [first] = phones
  await tap(facilitator, 'Start the clock')
  await sees(facilitator, 'min left')

  let passed = 0
  const visited: { no: number, part: string | undefined }[] = []
  for (;;) {
    const { slide, plan } = roomOf(facilitator)
    const { part } = content.slides[slide.no - 1]!
    visited.push({ no: slide.no, part: part ?? undefined })
    if (slide.poll !== null) {
      await Promise.all(phones.map(({ page }) => page.waitForFunction(title => document.body.textContent.includes(title), pollOf(facilitator, slide.poll!)?.def.title ?? '')))
      const counts = await Promise.all(phones.map(answerAll))
      counts.forEach((count, index) => taps[index]! += count)
      await Promise.all(phones.map(phone => sees(phone, /Counted|Sent/)))
      await expect.poll(() => pollOf(facilitator, slide.poll!)?.voters).toBe(PHONES)
      await facilitator.page.keyboard.press('v')
      await expect.poll(() => pollOf(facilitator, slide.poll!)?.voting).toBe('closed')
      await facilitator.page.keyboard.press('r')
      await expect.poll(() => pollOf(facilitator, slide.poll!)?.results).toBe('shown')
    }
    if (slide.poll === 'agenda' && plan!.sections.length > plan!.parts.filter(({ isSection }) => isSection).length) {
      await facilitator.page.keyboard.press('t')
      await tap(facilitator, 'Take the vote’s order')
      await tap(facilitator, 'Put in force')
      await expect.poll(() => roomOf(facilitator).plan!.parts).not.toEqual(plan!.parts)
      await closeDialog(facilitator)
    }
    if (content.slides[slide.no - 1]!.layout === 'follow-up') {
      await facilitator.page.keyboard.press('a')
      const last = facilitator.page.getByRole('group').filter({ has: facilitator.page.getByRole('button', { name: 'Dropped' }) })
      for (const [no, became] of ['Done', 'Dropped', 'Still open'].entries())
        await last.nth(no).getByRole('button', { name: became }).click()
      await expect.poll(() => roomOf(facilitator).actions?.list.length).toBe(1)
      await closeDialog(facilitator)
    }
    if (content.slides[slide.no - 1]!.layout === 'actions') {
      await facilitator.page.keyboard.press('a')
      // Those of last time that are still open stand on it already.
      for (let no = (roomOf(facilitator).actions?.list.length ?? 0) + 1; no <= ENOUGH_ACTIONS; no++) {
        await tap(facilitator, /^Put on the plan: /)
        await facilitator.page.getByRole('textbox', { name: `Action ${no}` }).waitFor()
      }
      const due = new Date(begun + Date.now() + 14 * DAY).toISOString().slice(0, 10)
      await facilitator.page.locator('dialog[open]').getByLabel('Due', { exact: true }).first().fill(due)
      await facilitator.page.locator('dialog[open]').getByLabel('Due', { exact: true }).first().blur()
      await tap(first!, /^I’ll take it/)
      await first!.page.getByRole('textbox').fill('Jo')
      await tap(first!, /^I’ll take it$/)
      await tap(facilitator, /^Jo takes action/)
      await closeDialog(facilitator)
    }
    // Each slide takes its part of the minutes that its part has.
    const { parts } = roomOf(facilitator).plan!
    const planned = parts.find(({ id }) => id === part)!
    const slides = content.slides.filter(slide => slide.part === part && !planned.without.includes(slide.layout)).length
    setClock(passed += planned.minutes / slides * MINUTE)
    if (slide.no === runningOrder(content.slides, parts).at(-1)! + 1)
      break
    await facilitator.page.keyboard.press('ArrowRight')
    await expect.poll(() => roomOf(facilitator).slide.no).not.toBe(slide.no)
  }

  await tap(facilitator, 'End workshop')
  await facilitator.page.getByRole('button', { name: 'End workshop' }).last().click()
  await expect.poll(() => roomOf(facilitator).workshop.ended).toBe(true)
  await tap(facilitator, 'Share results')
  await first!.page.getByRole('link', { name: 'Read the results' }).click()
  await sees(first!, 'Who does what, by when')
  const { workshop, plan } = roomOf(facilitator)
  server.signal('SIGTERM')
  await server.ended
  await Promise.all([facilitator, ...phones].map(({ page }) => page.context().close()))
  return { id: workshop.id, taps: Math.max(...taps), visited, plan: plan! }
}

it.skipIf(!ROUTES).each(ROUTES ?? ['90'])('workshops of the route %s take their minutes and taps, and the second shows what became of the first', { timeout: 900_000 }, async (id) => {
  const data = tempFolder()
  const clock = join(data, 'clock')
  const route = content.plan!.routes.find(route => route.id === id)!
  const facts = routeFacts(content).find(route => route.id === id)!
  const first = await hold(id, data, clock, 0)
  // What was given is what was planned: each part once, in the order of the run.
  const { parts, clock: took } = first.plan
  expect([...new Set(first.visited.map(({ part }) => part))]).toEqual(parts.map(({ id }) => id))
  expect(parts.filter(({ isSection }) => isSection)).toHaveLength(facts.sections)
  const minutes = Math.round(took!.elapsed / MINUTE)
  console.log(`--route ${id}: ${minutes} of ${route.minutes} minutes, ${first.visited.length} slides, ${first.taps} taps on a phone.`)
  expect(Math.abs(minutes - facts.planned)).toBeLessThanOrEqual(1)
  expect(first.taps).toBeLessThanOrEqual(facts.taps)
  for (const { id, minutes } of parts)
    expect(Math.abs(took!.spent[id]! / MINUTE - minutes), id).toBeLessThan(1)

  const second = await hold(id, data, clock, 91 * DAY, ['--new', '--compare', first.id])
  console.log(`three months later: ${Math.round(second.plan.clock!.elapsed / MINUTE)} of ${route.minutes} minutes, ${second.visited.length} slides, ${second.taps} taps on a phone.`)
  const titles = second.visited.map(({ no }) => content.slides[no - 1]!.layout)
  expect(titles).toContain('follow-up')
  expect(titles).toContain('what-moved')

  for (const { id, visited, plan } of [first, second]) {
    const folder = join(process.env.REPORTS ?? data, id)
    expect(await run('server/cli/commands/report.ts', '--data', data, '--workshop', id, '--output', folder)).toMatchObject({ code: 0, err: '' })
    const pdf = await getDocumentProxy(new Uint8Array(readFileSync(join(folder, 'slides.pdf'))))
    // Every slide that was shown, and further pages of long results.
    const { text: pages } = await extractText(pdf, { mergePages: false })
    expect(pages.at(-1)).toMatch(new RegExp(` ${visited.length} / ${visited.length}\\s`))
    const json = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as WorkshopResults
    expect(json.comparison?.actions.map(({ became }) => became)).toEqual(id === first.id ? undefined : ['done', 'dropped', 'open', null, null])
    expect(json.actions).toHaveLength(ENOUGH_ACTIONS)
    const outline = (await pdf.getOutline()).map(({ title }) => title)
    const all = content.disciplines.map(({ title }) => title)
    const given = plan.parts.filter(({ isSection }) => isSection).map(({ id }) => content.disciplines.find(discipline => discipline.id === id)!.title)
    expect(outline.filter(title => all.includes(title))).toEqual(given)
  }
})
