import type { OptionPoll } from '../../core/kinds/shared/with-options.ts'
import { describe, expect, it } from 'vitest'
import { partsOf, placedPolls } from '../../authoring/deck/slide-markdown.ts'
import { pollIdOf, readSlidePoll } from '../../authoring/deck/slide-poll.ts'
import { kinds } from '../../core/kinds/kinds.ts'

const DAYS = '## Which day suits you?\n- Monday\n- Tuesday'

function pollOn(content: string, poll: Record<string, unknown> = { kind: 'choice' }, defaults = {}) {
  return readSlidePoll(poll, partsOf(content), defaults).parsed.data
}

function optionsOn(list: string) {
  return (pollOn(`# Pick\n\n${list}`) as OptionPoll | undefined)?.options
}

describe('the poll of a slide', () => {
  it('is made from its heading and its list', () => {
    expect(pollOn(DAYS)).toEqual({
      id: 'which-day-suits-you',
      kind: 'choice',
      title: 'Which day suits you?',
      live: false,
      max: 1,
      options: [{ id: 'monday', label: 'Monday' }, { id: 'tuesday', label: 'Tuesday' }],
    })
  })

  it('takes every field of its kind', () => {
    expect(pollOn(DAYS, { kind: 'dots', dots: 5, perOption: 2, topic: 'Team', live: true })).toMatchObject({ kind: 'dots', dots: 5, perOption: 2, topic: 'Team', live: true })
  })

  it('may have its own id, title and options instead of the slide\'s', () => {
    const poll = { kind: 'choice', id: 'day', title: 'Which?', options: ['Sunday', { label: 'Any day', detail: 'Really' }, { id: 'none', label: 'No day' }] }
    expect(pollOn(DAYS, poll)).toMatchObject({
      id: 'day',
      title: 'Which?',
      options: [{ id: 'sunday', label: 'Sunday' }, { id: 'any-day', label: 'Any day', detail: 'Really' }, { id: 'none', label: 'No day' }],
    })
  })

  it('takes its id from its title, if that is not the heading', () => {
    expect(pollOn(DAYS, { kind: 'choice', title: 'Which?' })?.id).toBe('which')
  })

  it('has default levels for a scale without levels', () => {
    expect(pollOn(DAYS, { kind: 'scale' })).toMatchObject({ ...kinds.scale.slideDefaults })
    expect(pollOn(DAYS, { kind: 'scale', levels: ['No', 'Yes'] })).toMatchObject({ levels: ['No', 'Yes'] })
  })

  it('takes the workshop\'s defaults, if its kind has such a field', () => {
    expect(pollOn(DAYS, { kind: 'dots' }, { dots: 7, perOption: 2 })).toMatchObject({ dots: 7, perOption: 2 })
    expect(pollOn(DAYS, { kind: 'dots', dots: 1 }, { dots: 7 })).toMatchObject({ dots: 1 })
    expect(pollOn(DAYS, { kind: 'choice' }, { dots: 7 })).not.toHaveProperty('dots')
  })

  it.each([
    ['stars', '* Monday\n* Tuesday'],
    ['numbers', '1. Monday\n2. Tuesday'],
    ['blank lines between', '- Monday\n\n- Tuesday'],
    ['marks', '- **Monday**\n- [Tuesday](https://example.org)'],
    ['a list that stands elsewhere', '> - No option\n\n- Monday\n- Tuesday'],
    ['a list in code', '```md\n- No option\n```\n\n- Monday\n- Tuesday'],
    ['a second list', '- Monday\n- Tuesday\n\nSome words.\n\n- No option'],
  ])('takes a list with %s', (_, list) => {
    expect(optionsOn(list)).toEqual([{ id: 'monday', label: 'Monday' }, { id: 'tuesday', label: 'Tuesday' }])
  })

  it('strips Markdown and keeps the words', () => {
    expect(optionsOn('- The `main` *branch*\n- 1 < 2 & 3')).toEqual([{ id: 'the-main-branch', label: 'The main branch' }, { id: '1-2-3', label: '1 < 2 & 3' }])
  })

  it.each([
    ['a line of its own', '- Monday\n  Too early\n- Tuesday'],
    ['a paragraph', '- Monday\n\n  Too early\n\n- Tuesday'],
    ['a nested list', '- Monday\n  - Too\n  - early\n- Tuesday'],
  ])('takes an option\'s detail from %s', (_, list) => {
    expect(optionsOn(list)).toEqual([{ id: 'monday', label: 'Monday', detail: expect.stringMatching(/^Too,? early$/) }, { id: 'tuesday', label: 'Tuesday' }])
  })

  it('takes a pinned option id, and does not show it', () => {
    expect(optionsOn('- Very long builds {#long-builds}\n  They hurt\n- Tests')).toEqual([{ id: 'long-builds', label: 'Very long builds', detail: 'They hurt' }, { id: 'tests', label: 'Tests' }])
  })

  it.each([
    ['no heading', '- Monday\n- Tuesday', { kind: 'choice' }],
    ['no list', '## Which day?', { kind: 'choice' }],
    ['one option', '## Which day?\n- Monday', { kind: 'choice' }],
    ['an option twice', '## Which day?\n- Monday\n- monday', { kind: 'choice' }],
    ['an id that is none', '## Which day?\n- Monday {#Mon day}\n- B {#B}', { kind: 'choice' }],
    ['no kind', DAYS, {}],
    ['no such kind', DAYS, { kind: 'lottery' }],
    ['no such field', DAYS, { kind: 'choice', dots: 3 }],
  ])('is not made from %s', (_, content, poll) => {
    expect(pollOn(content, poll)).toBeUndefined()
  })
})

describe('the poll that a slide puts on the phones', () => {
  it.each([
    ['the one it names', 'opening', '<Poll id="other" />', 'opening'],
    ['the one it declares', { kind: 'choice' }, DAYS, 'which-day-suits-you'],
    ['the one it declares, by its pinned id', { kind: 'choice', id: 'day' }, DAYS, 'day'],
    ['the first that it places', undefined, '<Poll id="one" />\n<Poll id="two" />', 'one'],
    ['none', undefined, DAYS, undefined],
    ['none where it says so', null, '<Poll id="one" />', undefined],
  ])('is %s', (_, poll, content, id) => {
    expect(pollIdOf(poll, partsOf(content))).toBe(id)
  })
})

it('finds the position of a list, so that it can be replaced', () => {
  const content = '# A\n\nBefore.\n\n- one\n- two\n  more\n\n\nAfter.'
  expect(partsOf(content).list).toMatchObject({ from: 4, to: 7 })
  expect(partsOf('- one\n  - nested\n\nAfter.').list).toMatchObject({ from: 0, to: 2 })
})

it('finds the polls of tags', () => {
  expect(placedPolls('<Poll class="wide" id="a" />\n```md\n<Poll id="example" />\n```\n<Poll\n  id="b"\n/>')).toEqual([
    { id: 'a', tag: '<Poll class="wide" id="a"' },
    { id: 'b', tag: '<Poll' },
  ])
})
