import type { Content } from '../../authoring/load.ts'
import { describe, expect, it } from 'vitest'
import { loadContent } from '../../authoring/load.ts'
import { problemsOf, smallContent, writeFiles } from '../support/content.ts'

/** The small workshop with these settings, from line 2 on. */
function filesWith(settings: string, more = ''): Record<string, string> {
  const files = smallContent()
  return { ...files, 'content/workshop.yaml': files['content/workshop.yaml']!.replace('title: A small workshop\n', `title: A small workshop\n${settings}\n`) + more }
}

function contentOf(files: Record<string, string>): Promise<Content> {
  return loadContent(writeFiles(files))
}

const FROM = '  - { id: first, kind: choice, title: First?, from: { polls: [opening], take: 2 } }\n'

describe('polls before the workshop', () => {
  it('are none unless the settings say so', async () => {
    expect((await contentOf(smallContent())).ahead).toBeNull()
  })

  it('are all whose options are their own, in the order of the slides', async () => {
    expect((await contentOf(filesWith('pace: self', FROM))).ahead).toEqual({
      polls: ['opening', 'cicd/practices', 'cicd/bottlenecks', 'iac/practices', 'iac/bottlenecks', 'cicd/questions', 'iac/questions'],
    })
  })

  it('are those that the settings name, until a date where the server is', async () => {
    const { ahead, warnings } = await contentOf(filesWith('ahead: { polls: [opening, "*/practices"], until: 2100-01-05T09:00 }'))
    expect(ahead).toEqual({ polls: ['opening', 'cicd/practices', 'iac/practices'], until: new Date(2100, 0, 5, 9).getTime() })
    expect(warnings).toEqual([])
  })

  it('can be named in a deck\'s headmatter', async () => {
    const deck = (workshop: string) => ({ 'slides.md': `---\ntitle: A deck\nworkshop:\n  pace: self\n  ahead:\n${workshop}\n---\n\n# Hi\n\n---\npoll: { kind: choice, id: day }\n---\n\n## Which?\n\n- A\n- B\n` })
    expect((await contentOf(deck('    until: 2100-01-05T09:00Z\n    polls: [day]'))).ahead).toEqual({ polls: ['day'], until: Date.UTC(2100, 0, 5, 9) })
    expect(await problemsOf(deck('    polls: [dya]'))).toEqual([{ file: 'slides.md', line: 6, field: 'workshop.ahead.polls[0]', message: 'there is no poll "dya"; did you mean "day"?' }])
  })

  it.each([
    ['an unknown poll', 'ahead: { polls: [opening, openning] }', 'ahead.polls[1]', 'there is no poll "openning"; did you mean "opening"?'],
    ['a pattern without a poll', 'ahead: { polls: ["*/nothing"] }', 'ahead.polls[0]', 'no poll fits "*/nothing"; write the id of a poll, or take it out'],
    ['a poll that takes its options from others', 'ahead: { polls: [first] }', 'ahead.polls[0]', '"first" takes its options from other polls, so nobody can answer it beforehand; take it out'],
    ['a date without a time', 'ahead: { until: 2026-11-23 }', 'ahead.until', 'should be a date with a time, such as 2026-11-23T09:00'],
    ['a date that is none', 'ahead: { until: 2026-02-30T09:00 }', 'ahead.until', 'should be a date with a time, such as 2026-11-23T09:00'],
    ['an unknown pace', 'pace: slow', 'pace', 'should be one of: room, self'],
  ])('refuse %s', async (_, settings, field, message) => {
    expect(await problemsOf(filesWith(settings, FROM))).toEqual([{ file: 'content/workshop.yaml', line: 2, field, message }])
  })

  it('need a poll', async () => {
    expect(await problemsOf({ 'slides.md': '---\ntitle: A deck\nworkshop: { pace: self }\n---\n\n# Hi\n' }))
      .toEqual([{ file: 'slides.md', line: 3, field: 'workshop.pace', message: 'is self, but there is no poll to answer beforehand; declare one, or write room' }])
  })

  it('warn of a date that has passed', async () => {
    const { warnings } = await contentOf(filesWith('pace: self\nahead: { until: 2001-01-05T09:00 }'))
    expect(warnings).toEqual([{ file: 'content/workshop.yaml', line: 3, field: 'ahead.until', message: '2001-01-05T09:00 has passed, so no poll opens by itself; write a later date, or take it out', isWarning: true }])
  })
})
