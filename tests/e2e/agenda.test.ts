import type { RoomView } from '../../core/protocol/down.ts'
import type { Person } from './people.ts'
import { describe, expect, it } from 'vitest'
import { startWorkshop } from '../support/processes/terminal.ts'
import { tempFolder } from '../support/temp-folder.ts'
import { goTo, LAPTOP, openBrowser, person, PROJECTOR, sees, tap } from './people.ts'

/** The parts of the run, as the server last told the page. */
function partsOf({ frames }: Person): string[] {
  const frame = frames.findLast(frame => /^42\["(?:room|welcome)"/.test(frame))!
  const [, message] = JSON.parse(frame.slice(2)) as [string, RoomView | { room: RoomView }]
  return ('room' in message ? message.room : message).plan!.parts.map(({ id }) => id)
}

const sections = (page: Person) => partsOf(page).filter(id => !['opening', 'agenda', 'results', 'owners', 'first-moves', 'plan', 'promises', 'feedback', 'thanks'].includes(id))

async function openRun() {
  const browser = await openBrowser()
  const { signInUrl, deckUrl } = await startWorkshop(tempFolder(), '--route', '90')
  const facilitator = await person(browser, signInUrl, LAPTOP)
  const screen = await person(browser, deckUrl, PROJECTOR)
  await sees(facilitator, 'Connected')
  const press = (key: string) => facilitator.page.keyboard.press(key)
  /** Both are on a slide of the built deck. */
  const at = async (home: number) => {
    await facilitator.page.waitForURL(new RegExp(`/presenter/s${home}$`))
    await screen.page.waitForURL(new RegExp(`/deck/s${home}$`))
  }
  return { facilitator, screen, press, at }
}

describe('an agenda', { timeout: 120_000 }, () => {
  it('is changed by dragging and by buttons, put in force, and undone', async () => {
    const { facilitator } = await openRun()
    await sees(facilitator, 'Connected')
    expect(sections(facilitator)).toEqual(['cicd', 'iac', 'config'])
    await facilitator.page.keyboard.press('t')
    // The route of the command line is the last change, and Enter undoes nothing.
    await sees(facilitator, 'Undo: route')
    await facilitator.page.keyboard.press('Enter')
    await tap(facilitator, 'SRE: put on the agenda')
    await tap(facilitator, 'IaC: take out')
    const row = (title: string) => facilitator.page.locator('.agenda ol li', { hasText: title })
    await row('SRE').dragTo(row('CI/CD'))
    await tap(facilitator, 'Config: earlier')
    // A draft changes nothing yet.
    expect(sections(facilitator)).toEqual(['cicd', 'iac', 'config'])
    await tap(facilitator, 'Put in force')
    await expect.poll(() => sections(facilitator)).toEqual(['sre', 'config', 'cicd'])
    await tap(facilitator, 'Undo: agenda')
    await expect.poll(() => sections(facilitator)).toEqual(['cicd', 'iac', 'config'])
    await facilitator.page.getByRole('button', { name: /^Two hours/ }).click()
    await expect.poll(() => sections(facilitator)).toEqual(['warm-up', 'cicd', 'iac', 'config', 'coffee', 'observability', 'platform'])
  })

  it('is followed by next and back on every screen; what is not on it can be reached, and left again', async () => {
    const { facilitator, screen, press, at } = await openRun()
    for (const home of [2, 6, 7, 8]) {
      await press('ArrowDown')
      await at(home)
    }
    // The position in the run, not in the deck.
    await sees(facilitator, /^\s*5\s*\/\s*27\s*$/)
    // While CI/CD is on screen, it is taken off the agenda: it stays, and next goes on to what follows.
    await facilitator.page.keyboard.press('t')
    await tap(facilitator, 'CI/CD: take out')
    await tap(facilitator, 'Culture: put on the agenda')
    await tap(facilitator, 'Put in force')
    await expect.poll(() => sections(facilitator)).toEqual(['iac', 'config', 'culture'])
    await press('Escape')
    await at(8)
    await sees(facilitator, 'Not on the agenda')
    await goTo(facilitator, 'The agenda')
    await at(7)
    await sees(screen, 'Another day')
    await press('ArrowDown')
    await at(14)
    await sees(screen, 'Infrastructure as Code')
    // Off the agenda: its part to the end, then back to where the run was left.
    await goTo(facilitator, 'SRE')
    await at(51)
    await press('ArrowUp')
    await at(14)
    await goTo(facilitator, 'SRE: takeaway')
    await at(56)
    await press('ArrowDown')
    await at(15)
    // The last slide is the end.
    await goTo(facilitator, 'Thanks')
    await at(84)
    await press('ArrowDown')
    await press('ArrowUp')
    await at(83)
    // A page that joins, or is loaded again, is where the room is.
    await screen.page.reload()
    await at(83)
  })
})
