import { defineTransformersSetup } from '@slidev/types'
import { declaredOn, drawnParts, optionList, titleHeading } from '../workshop/slide-poll.ts'

/** What Slidev or Vue may take for more than words: formulas, tags, components, expressions, footnotes. */
const MORE_THAN_WORDS = /[{<$^]|:[a-z]/i

/**
 * Draws a slide's list of options as its poll: the layout does that, or a tag in the list's place. The heading shows the
 * words that phones show.
 */
export default defineTransformersSetup(() => ({
  pre: [({ s, slide }) => {
    const poll = declaredOn(slide.source.frontmatter)
    if (!poll)
      return
    const content = s.original
    const lines = content.split('\n')
    const replace = ({ from, to }: { from: number, to: number }, text: string) =>
      void s.update(lines.slice(0, from).join('\n').length, lines.slice(0, to).join('\n').length, `\n\n${text}\n`)
    const parts = drawnParts(content, slide.source.frontmatter)
    const heading = titleHeading(poll, parts)
    if (heading && MORE_THAN_WORDS.test(lines.slice(heading.from, heading.to).join('\n')))
      replace(heading, heading.html)
    const tag = slide.frontmatter.layout === 'poll' ? '' : `<Poll id="${slide.frontmatter.poll}" />`
    const list = optionList(poll, parts)
    if (list)
      replace(list, tag)
    else if (tag && !content.includes('<Poll'))
      s.append(`\n\n${tag}\n`)
  }],
}))
