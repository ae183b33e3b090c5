import type { PageState } from '../../../client/link/attendee.ts'
import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { AttendeePoll, AttendeeView, OwnView } from '../../../core/protocol/down.ts'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { headingOf, pageTitle, stageOf } from '../../../client/form/stage.ts'
import { pagesFolder } from '../../../server/build/build.ts'
import { paths } from '../../../server/paths.ts'
import { phoneOf } from '../../../server/web/phone/built.ts'
import { createPages } from '../../../server/web/phone/page.ts'
import { picks, rates, spends } from '../../support/polls/answers.ts'
import * as kinds from '../../support/polls/polls.ts'

const { choice, scale, dots } = kinds
const phone = await phoneOf(pagesFolder(paths.root), '/bcdfgh', () => {})()

function viewOf(poll: Partial<AttendeePoll> | null, workshop: Partial<AttendeeView['workshop']> = {}): AttendeeView {
  return {
    rev: 1,
    workshop: { id: 'w', title: 'The DevOps Breakdown', ended: false, roles: [], reactions: [], ...workshop },
    poll: poll && { def: choice, round: 'opening#1', no: 1, voting: 'open', results: 'hidden', ...poll },
  }
}

async function render(view: AttendeeView, ballots: OwnView['ballots'] = {}): Promise<string> {
  const state = { view, own: { ballots, ...view.workshop.seats && { seated: false } } }
  return (await createPages()(phone, state)).html
}

function stateIn(page: string): unknown {
  return JSON.parse(/id="workshop-state">(.*?)<\/script>/.exec(page)![1]!)
}

describe('the phone page as the server draws it', () => {
  const stages: [string, AttendeeView][] = [
    ['waiting', viewOf(null)],
    ['idle', viewOf({ voting: 'idle' })],
    ['open', viewOf({})],
    ['closed', viewOf({ voting: 'closed' })],
    ['result', viewOf({ voting: 'closed', results: 'shown', result: { kind: 'choice', voters: 0, rows: [] } })],
    ['open with results', viewOf({ results: 'shown', result: { kind: 'choice', voters: 0, rows: [] } })],
    ['ended', viewOf({}, { ended: true })],
    ['asked for a seat', viewOf({}, { seats: true, roles: [{ id: 'dev', label: 'Development' }] })],
    ['asked for a role', viewOf({}, { roles: [{ id: 'dev', label: 'Development' }] })],
  ]

  it.each(stages)('has its title and heading: %s', async (_, view) => {
    const page = await render(view)
    expect(page).toContain(`<title>${pageTitle(view, stageOf(view))}</title>`)
    expect(page).toContain(`tabindex="-1">${headingOf(view, stageOf(view))}</h1>`)
  })

  it('carries the state that its script takes over', async () => {
    const view = viewOf({})
    const ballots = { 'opening#1': picks('a') }
    expect(stateIn(await render(view, ballots))).toEqual({ view, own: { ballots } })
  })

  it.each<[PollDef, Answer, number]>([
    [choice, picks('b'), 1],
    [scale, rates({ a: 2, b: 3 }), 2],
    [dots, spends({ a: 2, b: 1 }), 3],
  ])('marks the own ballot: $kind', async (def, answer, marks) => {
    expect((await render(viewOf({ def }), { 'opening#1': answer })).match(/ checked[ >=]/g)).toHaveLength(marks)
    expect(await render(viewOf({ def }))).not.toMatch(/ checked[ >=]/)
  })

  it('uses the styles of what the first vote does not need only where it is drawn', async () => {
    expect(await render(viewOf({}))).not.toContain('.map-grid')
    expect(await render(viewOf({ def: kinds.matrix }))).toContain('.map-grid')
  })

  it('says which place a template lacks', async () => {
    await expect(createPages()({ ...phone, template: '<title></title>' }, { view: viewOf(null), own: { ballots: {} } })).rejects.toThrow('no place like')
  })

  const hostile = ['</script><img src=x onerror=alert(1)>', '<!-- <script>', '"><svg onload=alert(1)>', '\' onclick=\'alert(1)', '$& $` $\' $1 $<name>', '\u2028\u2029', '&lt;b&gt;']

  it.each(hostile)('keeps %j as text', async (text) => {
    const def: PollDef = { ...scale, title: text, topic: text, levels: [text, text, text, text], options: [{ id: 'a', label: text, detail: text }] }
    const pageWith = (text: string) => render(viewOf({ def: { ...def, title: text, topic: text, levels: [text, text, text, text], options: [{ id: 'a', label: text, detail: text }] } }, { title: text }))
    const page = await pageWith(text)
    expect(stateIn(page)).toMatchObject({ view: { poll: { def } } })
    const state = /id="workshop-state">(.*?)<\/script>/
    expect(state.exec(page)![1]).not.toMatch(/[<\u2028\u2029]/)
    // Nothing but the text differs from a page with harmless text in it.
    const tags = (html: string) => html.replace(state.exec(html)![1]!, '').match(/<[a-z!/][^\s>]*/gi)
    expect(tags(page)).toEqual(tags(await pageWith('x'.repeat(text.length))))
  })
})

describe('a page that many ask for', () => {
  function counting() {
    let drawn = 0
    const pageOf = createPages()
    const counted = { ...phone, renderPhone: (state: PageState) => {
      drawn++
      return phone.renderPhone(state)
    } }
    return { pageOf: (state: PageState) => pageOf(counted, state), drawn: () => drawn }
  }

  it('is drawn once for all who have not voted, and anew with another view', async () => {
    const { pageOf, drawn } = counting()
    const [view, next] = [viewOf({}), viewOf({ voting: 'closed' })]
    const pages = await Promise.all([1, 2, 3].map(() => pageOf({ view, own: { ballots: {} } })))
    expect(new Set(pages).size).toBe(1)
    expect(drawn()).toBe(1)
    await pageOf({ view: next, own: { ballots: {} } })
    await pageOf({ view: next, own: { ballots: {}, role: 'dev' } })
    expect(drawn()).toBe(3)
  })

  it('is drawn for one alone who has voted, or has sent a form', async () => {
    const { pageOf, drawn } = counting()
    const view = viewOf({})
    const own = { ballots: { 'opening#1': picks('a') } }
    expect((await pageOf({ view, own })).html).not.toBe((await pageOf({ view, own: { ballots: { 'opening#1': picks('b') } } })).html)
    await pageOf({ view, own })
    const noted = await pageOf({ view, own: { ballots: {} }, note: { text: 'Your vote is in.' } })
    expect(noted.html).toContain('Your vote is in.')
    expect((await pageOf({ view, own: { ballots: {} } })).html).not.toContain('Your vote is in.')
    expect(drawn()).toBe(5)
  })

  it('is compressed once', async () => {
    const { pageOf } = counting()
    const page = await pageOf({ view: viewOf({}), own: { ballots: {} } })
    expect(await page.compressed('br')).toBe(await page.compressed('br'))
    expect(brotliDecompressSync(await page.compressed('br')).toString()).toBe(page.html)
    expect(gunzipSync(await page.compressed('gzip')).toString()).toBe(page.html)
  })
})
