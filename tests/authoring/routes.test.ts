import type { Problem } from '../../authoring/problem.ts'
import { describe, expect, it } from 'vitest'
import { routeFacts } from '../../authoring/routes/route-facts.ts'
import { contentOf, problemsOf, smallContent } from '../support/content.ts'

const WORKSHOP = 'content/workshop.yaml'

const ROUTES = `routes:
  - id: short
    title: Short
    minutes: 20
    parts:
      - { part: welcome }
      - { sections: 1, without: [bottlenecks] }
      - { part: goodbye, minutes: 4 }
  - id: long
    title: Long
    minutes: 60
    parts:
      - { part: welcome, minutes: 5 }
      - { sections: 2, minutes: 20 }
`

/** The small workshop with two routes: each chapter has a slide of 2, one of 6 and one of 3 minutes. */
function routed(routes = ROUTES): Record<string, string> {
  const files = smallContent()
  const chapter = (id: string) => `---
layout: section
minutes: 2
---

---
layout: poll
poll: ${id}/practices
minutes: 6
---

---
layout: bottlenecks
poll: ${id}/bottlenecks
minutes: 3
---
`
  return {
    ...files,
    [WORKSHOP]: `${files[WORKSHOP]}${routes}`,
    'content/chapters/cicd.md': chapter('cicd'),
    'content/chapters/iac.md': chapter('iac'),
    'slides.md': `${files['slides.md']!.replace('title: A small workshop', 'title: A small workshop\npart: welcome\nminutes: 1').replace('poll: opening', 'poll: opening\nminutes: 2.5')}
---
part: goodbye
minutes: 2
---

# Goodbye
`,
  }
}

describe('routes', () => {
  it('give every part the minutes of its slides, or their own', async () => {
    const { plan } = await contentOf(routed())
    expect(plan).toEqual({
      sections: [{ id: 'cicd', title: 'cicd' }, { id: 'iac', title: 'iac' }],
      routes: [
        { id: 'short', title: 'Short', minutes: 20, slots: [
          { part: 'welcome', title: 'Welcome', minutes: 4, without: [] },
          { part: null, title: 'Section', minutes: 8, without: ['bottlenecks'] },
          { part: 'goodbye', title: 'Goodbye', minutes: 4, without: [] },
        ] },
        { id: 'long', title: 'Long', minutes: 60, slots: [
          { part: 'welcome', title: 'Welcome', minutes: 5, without: [] },
          { part: null, title: 'Section', minutes: 20, without: [] },
          { part: null, title: 'Section', minutes: 20, without: [] },
        ] },
      ],
    })
  })

  it('come with a poll about the agenda, whose options are the sections', async () => {
    const { polls } = await contentOf(routed())
    expect(polls.find(({ id }) => id === 'agenda')).toMatchObject({ kind: 'dots', options: [{ id: 'cicd' }, { id: 'iac' }] })
  })

  it('are not needed', async () => {
    const content = await contentOf(smallContent())
    expect(content).not.toHaveProperty('plan')
    expect(content.polls.map(({ id }) => id)).not.toContain('agenda')
  })
})

describe('a route that cannot be given is reported', () => {
  it.each<[what: string, text: string, by: string, where: Partial<Problem>, fix: string]>([
    ['too much for its minutes', 'minutes: 20\n', 'minutes: 15\n', { line: 21, field: 'routes[0].minutes' }, 'is less than its parts take, which is 16; write 16 or more, or shorten parts'],
    ['a part with fewer minutes than its slides', 'goodbye, minutes: 4', 'goodbye, minutes: 1', { line: 25, field: 'routes[0].parts[2].minutes' }, 'gives 1, but the slides need 2'],
    ['sections with fewer minutes than their slides', 'sections: 2, minutes: 20', 'sections: 2, minutes: 10', { line: 31, field: 'routes[1].parts[1].minutes' }, 'gives 10, but the slides need 11'],
    ['a part that the deck does not have', 'part: goodbye', 'part: godbye', { line: 25, field: 'routes[0].parts[2].part' }, 'did you mean "goodbye"?'],
    ['a part twice', 'part: goodbye', 'part: welcome', { line: 25, field: 'routes[0].parts[2].part' }, 'names "welcome" a second time'],
    ['more sections than there are', 'sections: 2', 'sections: 3', { line: 31, field: 'routes[1].parts[1].sections' }, 'has slides of 2 disciplines; write 2 or less'],
    ['more sections in all than there are', 'sections: 2, minutes: 20 }', 'sections: 1, minutes: 11 }\n      - { sections: 2, minutes: 11 }', { line: 32, field: 'routes[1].parts[2].sections' }, 'takes 2 after 1 others'],
    ['a section by name', 'part: goodbye, minutes: 4', 'part: cicd', { line: 25, field: 'routes[0].parts[2].part' }, 'names the section "cicd"'],
    ['a layout that no slide has', 'without: [bottlenecks]', 'without: [bottleneck]', { line: 24, field: 'routes[0].parts[1].without[0]' }, 'did you mean "bottlenecks"?'],
    ['neither a part nor sections', '{ part: goodbye, minutes: 4 }', '{ minutes: 4 }', { line: 25, field: 'routes[0].parts[2]' }, 'needs either part:'],
    ['a route twice', 'id: long', 'id: short', { line: 26, field: 'routes[1].id' }, 'the id "short" is used twice'],
  ])('%s', async (_, text, by, where, fix) => {
    const routes = ROUTES.replace(text, by)
    expect(routes).not.toBe(ROUTES)
    expect(await problemsOf(routed(routes))).toEqual([{ file: WORKSHOP, ...where, message: expect.stringContaining(fix) }])
  })

  it('a vote on the agenda that comes after sections', async () => {
    const files = routed()
    files['slides.md'] += '\n---\npoll: agenda\n---\n'
    expect(await problemsOf(files)).toEqual([{ file: WORKSHOP, line: 25, field: 'routes[0].parts[2].part', message: 'asks where the time should go, but a section is over by then; put it before the first sections:, or take it out' }])
  })

  it('minutes of a slide that are none', async () => {
    const files = routed()
    files['slides.md'] = files['slides.md']!.replace('minutes: 2.5', 'minutes: soon')
    expect(await problemsOf(files)).toEqual([{ file: 'slides.md', line: 12, field: 'minutes', message: expect.stringContaining('a number from 0 to 600') }])
  })

  it('a poll that takes its options from polls which the route leaves out', async () => {
    const files = routed()
    files[WORKSHOP] = files[WORKSHOP]!.replace('routes:', `  - id: first
    kind: dots
    title: Where do we start?
    dots: 3
    perOption: 2
    from: { polls: ['*/bottlenecks'] }
routes:`)
    files['slides.md'] += '\n---\npoll: first\n---\n'
    expect(await problemsOf(files)).toEqual([{ file: WORKSHOP, line: 28, field: 'routes[0].parts', message: expect.stringContaining('has the poll "first", but no poll that it takes its options from') }])
  })
})

it('count what a route takes, with the sections that ask for the most', async () => {
  const files = routed()
  // Two roles make one tap, the welcome 1; the practices of a section are 5, its bottlenecks 3 dots.
  files[WORKSHOP] = `${files[WORKSHOP]}roles:\n  - { id: dev, label: Development }\n  - { id: ops, label: Operations }\n`
  expect(routeFacts(await contentOf(files))).toEqual([
    { id: 'short', minutes: 20, sections: 1, planned: 16, taps: 1 + 1 + 5, withLastTime: null },
    { id: 'long', minutes: 60, sections: 2, planned: 45, taps: 1 + 1 + 2 * (5 + 3), withLastTime: null },
  ])
})

it('[L9] count a part about last time apart, by the layout of its slides', async () => {
  const files = routed(ROUTES.replace('      - { sections: 1, without', '      - { part: before }\n      - { sections: 1, without'))
  files[WORKSHOP] = files[WORKSHOP]!.replace('routes:', `  - id: follow-up
    kind: scale
    title: What became of it?
    levels: [Dropped, Open, Done]
    from: { actions: last, take: 4 }
routes:`)
  files['slides.md'] += '\n---\nlayout: follow-up\npoll: follow-up\npart: before\nminutes: 3\n---\n'
  const content = await contentOf(files)
  expect(content.plan!.routes[0]!.slots[1]).toEqual({ part: 'before', title: 'Before', minutes: 3, without: [], needs: 'actions' })
  expect(routeFacts(content)[0]).toMatchObject({ planned: 16, taps: 1 + 5, withLastTime: { planned: 19, taps: 1 + 5 + 4 } })
  // All of it has to fit.
  files[WORKSHOP] = files[WORKSHOP]!.replace('minutes: 20\n', 'minutes: 18\n')
  expect(await problemsOf(files)).toEqual([{ file: WORKSHOP, line: 26, field: 'routes[0].minutes', message: expect.stringContaining('is less than its parts take, which is 19') }])
})
