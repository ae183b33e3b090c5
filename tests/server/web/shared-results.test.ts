import { describe, expect, it } from 'vitest'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { picks, spends } from '../../support/polls/answers.ts'
import { choice, dots } from '../../support/polls/polls.ts'
import { startTestServer } from '../../support/server/test-server.ts'

describe('[V9] the results on phones', () => {
  async function openRoom() {
    const server = await startTestServer({ dist: pagesFolder(paths.root), start: { polls: [choice, dots] } })
    const [facilitator, ann] = [await server.facilitator(), await server.attendee('ann')]
    for (const [poll, answer] of [[choice.id, picks('a')], [dots.id, spends({ a: 1 })]] as const) {
      await facilitator.send({ type: 'poll:open', poll })
      await ann.send({ type: 'ballot:cast', poll, round: `${poll}#1`, answer })
      await facilitator.send({ type: 'poll:close', poll })
    }
    await facilitator.send({ type: 'poll:reveal', poll: choice.id })
    await facilitator.send({ type: 'action:add', text: 'Fix <the> tests', owner: 'Mina', due: '2026-12-18' })
    const read = async () => {
      const response = await fetch(`${server.place}/results`)
      return { status: response.status, page: await response.text() }
    }
    return { ...server, presenter: facilitator, ann, read }
  }

  it('can be read after the end if the facilitator shares them, and no longer when that is taken back', async () => {
    const { presenter, ann, read } = await openRoom()
    expect(await read()).toMatchObject({ status: 404, page: expect.stringContaining('has not shared its results') })
    await presenter.send({ type: 'workshop:share', on: true })
    expect((await read()).status).toBe(404)
    await presenter.send({ type: 'workshop:end' })
    expect((await ann.next('attendee', ({ workshop }) => workshop.shared === true)).workshop.ended).toBe(true)
    expect((await read()).status).toBe(200)
    // Votes may count again: nobody reads them while they do.
    await presenter.send({ type: 'workshop:reopen' })
    expect((await read()).status).toBe(404)
    await ann.next('attendee', ({ workshop }) => workshop.shared === undefined)
    await presenter.send({ type: 'workshop:end' })
    expect((await read()).status).toBe(200)
    await presenter.send({ type: 'workshop:share', on: false })
    await ann.next('attendee', ({ workshop }) => workshop.shared === undefined)
    expect((await read()).status).toBe(404)
  })

  it('are what the room was shown and the actions, without a script, in our font', async () => {
    const { url, presenter, read } = await openRoom()
    await presenter.send({ type: 'workshop:share', on: true })
    await presenter.send({ type: 'workshop:end' })
    const { page } = await read()
    expect(page).toContain('Fix &lt;the&gt; tests')
    expect(page).toContain('Mina, by 18 December')
    expect(page).toContain(choice.title)
    expect(page).toContain('1 person voted')
    expect(page).not.toContain(dots.title)
    expect(page).not.toContain('<script')
    const fonts = [...page.matchAll(/url\(["']?([^"')]*\/assets\/[^"')]+)/g)].map(([, path]) => path!)
    expect(fonts.length).toBe(3)
    for (const font of fonts)
      expect((await fetch(new URL(font, url))).status).toBe(200)
  })
})
