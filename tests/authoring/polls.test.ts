import { describe, expect, it } from 'vitest'
import { countsOf, loadContent, publicDisciplines } from '../../authoring/load.ts'
import { optionsOf } from '../../core/kinds/shared/with-options.ts'
import { smallContent, writeFiles } from '../support/content.ts'

/** The small workshop, with a line more in its workshop.yaml. */
function smallWorkshop(line = '') {
  const files = smallContent()
  files['content/workshop.yaml'] = line + files['content/workshop.yaml']
  return loadContent(writeFiles(files))
}

describe('the polls of a workshop', () => {
  it('are its own, then three for each discipline', async () => {
    expect((await smallWorkshop()).polls.map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'opening choice',
      'cicd/practices scale',
      'cicd/bottlenecks dots',
      'cicd/questions scale',
      'iac/practices scale',
      'iac/bottlenecks dots',
      'iac/questions scale',
    ])
  })

  it('take levels and dots from workshop.yaml, options from the discipline', async () => {
    const { polls } = await smallWorkshop()
    expect(polls[1]).toMatchObject({ topic: '01 cicd', levels: ['Never', 'Always'], options: expect.arrayContaining([{ id: 'item-2', label: 'Practice 2' }]) })
    expect(polls[2]).toMatchObject({ topic: '01 cicd', dots: 3, perOption: 2 })
    expect(polls[3]).toMatchObject({ topic: '01 cicd', levels: ['No', 'Yes'] })
  })

  it('[V3] keep first moves and what to listen for in notes', async () => {
    const { polls } = await smallWorkshop()
    expect(optionsOf(polls[2]!)[0]).toEqual({ id: 'item-1', label: 'Bottleneck 1', detail: 'It hurts', note: 'First move: Move on' })
    expect(optionsOf(polls[3]!)[0]).toEqual({ id: 'item-1', label: 'Question 1?', note: 'Listen for: Silence' })
  })

  it('are all live in a live workshop, otherwise only those that say so', async () => {
    expect((await smallWorkshop()).polls.filter(({ live }) => live)).toEqual([])
    expect((await smallWorkshop('results: live\n')).polls.every(({ live }) => live)).toBe(true)
    const files = smallContent()
    files['content/workshop.yaml'] = files['content/workshop.yaml']!.replace('kind: choice', 'kind: choice\n    live: true')
    expect((await loadContent(writeFiles(files))).polls.map(({ live }) => live)).toEqual([true, false, false, false, false, false, false])
  })
})

it('counts practices, tools and questions; a tool of two disciplines counts once', async () => {
  expect(countsOf(await smallWorkshop())).toEqual({ disciplines: 2, practices: 10, tools: 1, bottlenecks: 16, questions: 8 })
})

it('gives slides the questions, but not what to listen for', async () => {
  const [cicd] = publicDisciplines(await smallWorkshop())
  expect(cicd).toMatchObject({ id: 'cicd', number: 1 })
  expect(cicd!.questions[0]).toEqual({ id: 'item-1', text: 'Question 1?' })
})
