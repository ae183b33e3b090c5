import { defineTransformersSetup } from '@slidev/types'
import { partsOf } from '../workshop/slide-markdown.ts'
import { isDeclared, optionList } from '../workshop/slide-poll.ts'
import { writtenField } from '../workshop/slides.ts'

/** Draws a slide's list of options as its poll: the layout does that, or a tag in the list's place. */
export default defineTransformersSetup(() => ({
  pre: [({ s, slide }) => {
    const poll = writtenField(slide.source, 'poll')
    if (!isDeclared(poll))
      return
    const content = s.original
    const tag = slide.frontmatter.layout === 'poll' ? '' : `<Poll id="${slide.frontmatter.poll}" />`
    const list = optionList(poll, partsOf(content))
    if (list) {
      const lines = content.split('\n')
      const start = lines.slice(0, list.from).join('\n').length
      s.update(start, lines.slice(0, list.to).join('\n').length, `\n\n${tag}\n`)
    }
    else if (tag && !content.includes('<Poll')) {
      s.append(`\n\n${tag}\n`)
    }
  }],
}))
