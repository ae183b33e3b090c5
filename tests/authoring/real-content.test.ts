import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { load } from '@slidev/parser/fs'
import { describe, expect, it } from 'vitest'
import { checkDeck } from '../../authoring/deck/deck.ts'
import { countsOf, loadContent, publicDisciplines } from '../../authoring/load.ts'
import { routeFacts } from '../../authoring/routes/route-facts.ts'
import { workshopStart } from '../../core/commands/workshop.ts'
import { problemWith } from '../../core/kinds/kinds.ts'
import { hasOptions } from '../../core/kinds/shared/with-options.ts'
import { paths } from '../../server/paths.ts'
import { answerNaming } from '../support/polls/ballots.ts'

const content = await loadContent(paths.root)
const { disciplines, polls } = content
const { slides } = await load({ roots: [paths.root], userRoot: paths.root }, join(paths.root, 'slides.md'))

describe('the workshop', () => {
  it('has ten disciplines, with enough in each for a room to talk about', () => {
    const counts = countsOf(content)
    expect(counts.disciplines).toBe(10)
    expect(counts.bottlenecks).toBeGreaterThanOrEqual(80)
    expect(counts.questions).toBeGreaterThanOrEqual(40)
    for (const { practices, bottlenecks, questions } of disciplines) {
      expect(practices.length).toBeGreaterThanOrEqual(5)
      expect(bottlenecks.length).toBeGreaterThanOrEqual(8)
      expect(questions.length).toBeGreaterThanOrEqual(4)
    }
  })

  it('repeats no text', () => {
    const texts = disciplines.flatMap(({ practices, bottlenecks, questions }) => [
      ...practices.map(({ text }) => text),
      ...bottlenecks.flatMap(({ title, hurts, move }) => [title, hurts, move]),
      ...questions.flatMap(({ text, listen }) => [text, listen]),
    ])
    expect(texts.filter((text, index) => texts.indexOf(text) !== index)).toEqual([])
  })

  it('declares polls that a workshop can start with', () => {
    const start = { type: 'workshop:start', id: 'start-0001', workshop: 'test', title: content.file.title, polls, opening: 'auto' }
    expect(workshopStart.payload.parse(start)).toEqual(start)
    // And the one about the agenda.
    expect(polls).toHaveLength(content.file.polls.length + 4 * disciplines.length + 1)
    expect(new Set(polls.map(({ id }) => id)).size).toBe(polls.length)
  })

  it('has routes that fit, for 90 minutes, two hours and a day, without too many taps', () => {
    const facts = new Map(routeFacts(content).map(route => [route.id, route]))
    expect([...facts.keys()]).toEqual(['all', '90', '120', 'day'])
    expect([...facts.values()].filter(({ withLastTime, minutes }) => !withLastTime || withLastTime.planned > minutes)).toEqual([])
    expect(facts.get('90')!.taps).toBeLessThanOrEqual(45)
    expect(facts.get('120')!.taps).toBeLessThanOrEqual(70)
  })

  it('declares polls that take an answer to every option', () => {
    for (const poll of polls.filter(hasOptions)) {
      for (const { id } of poll.options)
        expect(problemWith(poll, answerNaming(poll, id))).toBeNull()
    }
  })

  it('hides what to listen for from slides', () => {
    expect(JSON.stringify(publicDisciplines(content))).not.toContain('"listen"')
    for (const { questions } of disciplines) {
      for (const { listen } of questions)
        expect(JSON.stringify(publicDisciplines(content))).not.toContain(JSON.stringify(listen).slice(1, -1))
    }
  })
})

describe('the deck', () => {
  it('is sound', async () => {
    await expect(checkDeck(paths.root, content)).resolves.toBeUndefined()
  })

  it.each(disciplines.map(({ id }) => id))('has the six slides of %s, from its own chapter', (id) => {
    expect(existsSync(join(paths.root, 'content', 'chapters', `${id}.md`))).toBe(true)
    const chapter = slides.filter(({ frontmatter }) => frontmatter.discipline === id)
    expect(chapter.map(({ frontmatter }) => frontmatter.layout)).toEqual(['discipline', 'practices', 'tools', 'bottlenecks', 'questions', 'takeaway'])
    expect(new Set(chapter.map(({ source }) => source.filepath))).toEqual(new Set([join(paths.root, 'content', 'chapters', `${id}.md`)]))
    expect(chapter.flatMap(({ frontmatter }) => frontmatter.poll ?? [])).toEqual([`${id}/practices`, `${id}/bottlenecks`, `${id}/questions`, `${id}/owner`])
  })

  it('shows every poll once', () => {
    expect(slides.flatMap(({ frontmatter }) => frontmatter.poll ?? []).sort()).toEqual(polls.map(({ id }) => id).sort())
  })

  it('has speaker notes on every slide', () => {
    const poor = slides.filter(({ note }) => (note ?? '').split(/\s+/).length < 25)
    expect(poor.map(({ index, title }) => `${index + 1} ${title}`)).toEqual([])
  })

  it('has notes that hold in every agenda, and for polls that open by themselves', () => {
    const wrong = slides.flatMap(({ note = '' }) => /(?:next|previous|last|earlier) (?:topic|section|discipline)|open the vote/i.exec(note) ?? [])
    expect(wrong).toEqual([])
  })

  it('has no note on two slides', () => {
    const notes = slides.map(({ note }) => note)
    expect(new Set(notes).size).toBe(slides.length)
  })
})
