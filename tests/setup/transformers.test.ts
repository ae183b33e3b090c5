import type { MarkdownTransformer } from '@slidev/types'
import MagicString from 'magic-string'
import { describe, expect, it } from 'vitest'
import transformers from '../../setup/transformers.ts'

/** A slide's Markdown as Slidev gets it, with the poll of its frontmatter. */
async function drawn(content: string, kind = 'choice'): Promise<string> {
  const s = new MagicString(content)
  const frontmatter = { poll: { kind, id: 'day' }, layout: 'default' }
  const slide = { frontmatter: { poll: 'day', layout: 'default' }, source: { frontmatter } }
  const { pre } = await transformers()
  for (const transform of pre!)
    await (transform as MarkdownTransformer)({ s, slide } as never)
  return s.toString().replaceAll(/\n{2,}/g, '\n').trim()
}

describe('the list of a poll', () => {
  const list = '- Monday\n- Tuesday'

  it.each([
    ['<v-clicks>', '</v-clicks>'],
    ['<v-clicks depth="2" every="1">', '</v-clicks>'],
    ['<VClicks>', '</VClicks>'],
    ['<v-click>', '</v-click>'],
    ['<div v-click>', '</div>'],
    ['<div class="list" v-click="2">', '</div>'],
    ['<div v-click>\n\n<v-clicks>', '</v-clicks>\n\n</div>'],
  ])('is drawn at once in place of a list in %s', async (open, close) => {
    expect(await drawn(`## Which day?\n\n${open}\n\n${list}\n\n${close}\n\nAfter it.`)).toBe('## Which day?\n<WorkshopPoll id="day" />\nAfter it.')
  })

  it.each([
    ['<div class="wide">', '</div>'],
    ['<v-clicks>', 'Something else.\n\n</v-clicks>'],
  ])('leaves %s around it where that is more than its clicks', async (open, close) => {
    expect(await drawn(`## Which day?\n\n${open}\n\n${list}\n\n${close}`)).toBe(`## Which day?\n${open}\n<WorkshopPoll id="day" />\n${close.replace('\n\n', '\n')}`)
  })
})

describe('a poll without a list', () => {
  it.each([
    ['## Which day?\n\nSome words', '## Which day?\nSome words\n<WorkshopPoll id="day" />'],
    ['## Which day?\n\n::right::\n\nSome words', '## Which day?\n<WorkshopPoll id="day" />\n::right::\nSome words'],
    ['Words\n\n::right::\n\n## Which day?\n\n::bottom::\n\nMore', 'Words\n::right::\n## Which day?\n<WorkshopPoll id="day" />\n::bottom::\nMore'],
  ])('stands where its heading does: %j', async (content, slide) => {
    expect(await drawn(content, 'text')).toBe(slide)
  })
})
