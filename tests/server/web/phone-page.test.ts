import type { PollDef } from '../../../core/kinds/poll.ts'
import type { AttendeePoll, AttendeeView, OwnView } from '../../../core/protocol/down.ts'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { headingOf, pageTitle, stageOf } from '../../../client/form/words.ts'
import { renderPhonePage } from '../../../server/web/phone-page.ts'

const template = readFileSync(new URL('../../../client/phone/index.html', import.meta.url), 'utf8')
const options = [{ id: 'a', label: 'We ship too slowly' }, { id: 'b', label: 'We break too much', detail: 'And at night.' }]
const choice: PollDef = { id: 'opening', kind: 'choice', title: 'What brings you here?', topic: '01 CI/CD', live: false, max: 1, options }
const dots: PollDef = { id: 'cicd/bottlenecks', kind: 'dots', title: 'What slows us down?', live: false, dots: 3, perOption: 2, options }
const scale: PollDef = { id: 'cicd/practices', kind: 'scale', title: 'How true is it?', live: false, levels: ['Not us', 'Rarely', 'Sometimes', 'Always'], options }

function viewOf(poll: Partial<AttendeePoll> | null, workshop: Partial<AttendeeView['workshop']> = {}): AttendeeView {
  return {
    rev: 1,
    workshop: { id: 'w', title: 'The DevOps Breakdown', ended: false, roles: [], reactions: [], ...workshop },
    poll: poll && { def: choice, round: 'opening#1', no: 1, voting: 'open', results: 'hidden', ...poll },
  }
}

function render(view: AttendeeView, ballots: OwnView['ballots'] = {}): string {
  return renderPhonePage(template, view, { ballots, ...view.workshop.seats && { seated: false } })
}

function stateIn(page: string): unknown {
  return JSON.parse(/id="workshop-state">(.*?)<\/script>/.exec(page)![1]!)
}

describe('renderPhonePage', () => {
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

  it.each(stages)('says the same as the app will: %s', (_, view) => {
    const page = render(view)
    expect(page).toContain(`<title>${pageTitle(view, stageOf(view))}</title>`)
    expect(page).toContain(`<h1 class="head-title">${headingOf(view, stageOf(view))}</h1>`)
  })

  it('carries the state for the app', () => {
    const view = viewOf({})
    const ballots = { 'opening#1': ['a'] }
    expect(stateIn(render(view, ballots))).toEqual({ view, own: { ballots } })
  })

  it('shows every option as text, and its detail', () => {
    for (const def of [choice, dots, scale]) {
      const page = render(viewOf({ def }))
      for (const text of ['We ship too slowly', 'We break too much', 'And at night.'])
        expect(page.match(new RegExp(`>${text}<`, 'g'))).toHaveLength(1)
    }
  })

  it('marks the own ballot', () => {
    expect(render(viewOf({}), { 'opening#1': ['b'] }).match(/aria-checked="true"/g)).toHaveLength(1)
    expect(render(viewOf({ def: scale }), { 'opening#1': { a: 2, b: 4 } }).match(/aria-checked="true"/g)).toHaveLength(2)
    expect(render(viewOf({ def: dots }), { 'opening#1': { a: 2, b: 1 } }).match(/class="dot" data-on/g)).toHaveLength(3)
  })

  it('draws controls that nobody hears yet as switched off, and none into which a browser could put what it remembers', () => {
    for (const def of [choice, { ...choice, max: 2 }, dots, scale]) {
      const page = render(viewOf({ def }))
      const controls = page.match(/<button[^>]*>/g)!
      expect(controls.every(control => control.includes('disabled'))).toBe(true)
      expect(page).not.toMatch(/<(?:input|select|textarea)/)
    }
  })

  it('says which round it is from the second on', () => {
    expect(render(viewOf({}))).not.toContain('Round 1')
    expect(render(viewOf({ no: 2 }))).toContain('Round 2')
  })

  it('uses only classes that the app\'s styles know', () => {
    const styles = ['base', 'page', 'inputs', 'more'].map(name => readFileSync(new URL(`../../../client/phone/styles/${name}.css`, import.meta.url), 'utf8')).join('')
    const pages = [viewOf(null), ...[choice, dots, scale].map(def => viewOf({ def, no: 2 }))].map(view => render(view)).join('')
    const classes = new Set([...pages.matchAll(/class="([^"]+)"/g)].flatMap(([, names]) => names!.split(' ')))
    expect([...classes].filter(name => name !== 'rows' && !styles.includes(`.${name}`))).toEqual([])
  })

  const hostile = [
    '</script><img src=x onerror=alert(1)>',
    '<!-- <script>',
    '"><svg onload=alert(1)>',
    '\' onclick=\'alert(1)',
    '$& $` $\' $1 $<name>',
    '\u2028\u2029',
    '&lt;b&gt;',
  ]

  it.each(hostile)('keeps %j as text', (text) => {
    const def: PollDef = { ...scale, title: text, topic: text, levels: [text, text, text, text], options: [{ id: 'a', label: text, detail: text }] }
    const view = viewOf({ def }, { title: text })
    const page = render(view)
    expect(stateIn(page)).toEqual({ view, own: { ballots: {} } })
    const json = /id="workshop-state">(.*?)<\/script>/.exec(page)![1]!
    expect(json).not.toMatch(/[<\u2028\u2029]/)
    // Nothing but the text differs from a page with harmless text in it.
    const tags = (html: string) => html.replace(json, '').match(/<[^>]*>/g)
    const x = 'x'.repeat(text.length)
    const harmless = render(viewOf({ def: { ...def, title: x, topic: x, levels: [x, x, x, x], options: [{ id: 'a', label: x, detail: x }] } }, { title: x }))
    const harmlessJson = /id="workshop-state">(.*?)<\/script>/.exec(harmless)![1]!
    expect(tags(page)).toEqual(harmless.replace(harmlessJson, '').match(/<[^>]*>/g))
  })

  it('says which place a template lacks', () => {
    expect(() => renderPhonePage('<title></title>', viewOf(null), { ballots: {} })).toThrow('no place like')
  })
})
