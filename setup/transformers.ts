import { defineTransformersSetup } from '@slidev/types'
import { declaredOn, drawnParts, optionList, titleHeading } from '../authoring/deck/slide-poll.ts'

/** What Slidev or Vue may take for more than words: formulas, tags, components, expressions, footnotes. */
const MORE_THAN_WORDS = /[{<$^]|:[a-z]/i

/** A line that makes what follows come by a click, such as `<v-clicks>` or `<div v-click>`, with the name of its tag. */
const BY_CLICK = /^\s*<(v-?clicks?(?=[\s>])|[a-z][\w-]*(?=\s(?:[^>]*\s)?v-click))[^>]*>\s*$/i

/** A list without its clicks: like phones, the slide shows all entries at once. */
function withClicks(lines: readonly string[], { from, to }: { from: number, to: number }): { from: number, to: number } {
  const before = lines.findLastIndex((line, index) => index < from && line.trim() !== '')
  const after = lines.findIndex((line, index) => index >= to && line.trim() !== '')
  const tag = BY_CLICK.exec(lines[before] ?? '')?.[1]
  return tag && lines[after]?.trim() === `</${tag}>` ? withClicks(lines, { from: before, to: after + 1 }) : { from, to }
}

/** Starts another slot of the layout, such as `::right::`. */
const SLOT = /^::[\w.:-]+::$/

/** The end of the heading's part of a slide. */
function endOfHeadingsSlot(lines: readonly string[], heading: { to: number } | undefined): number {
  const next = heading ? lines.findIndex((line, index) => index >= heading.to && SLOT.test(line.trim())) : -1
  return lines.slice(0, next === -1 ? undefined : next).join('\n').length
}

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
    const tag = slide.frontmatter.layout === 'poll' ? '' : `<WorkshopPoll id="${slide.frontmatter.poll}" />`
    const list = optionList(poll, parts)
    if (list)
      replace(withClicks(lines, list), tag)
    else if (tag && !content.includes('<Poll'))
      s.appendLeft(endOfHeadingsSlot(lines, heading), `\n\n${tag}\n\n`)
  }],
}))
