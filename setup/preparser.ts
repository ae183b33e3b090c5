import { definePreparserSetup } from '@slidev/types'
import { declaredOn, drawnParts, pollIdOf, replaceDeclaration, titleHeading, writtenText } from '../authoring/deck/slide-poll.ts'
import { asTitle } from '../authoring/deck/titles.ts'

/** Where Slidev finds a slide's title, in the Markdown without its code. */
const HEADING = /^#+ (.*)$/m
const CODE = /^```[\s\S]+?^```/gm

/**
 * Gives every slide the id of its poll as `poll`, whether it names, declares or places it, and a slide that is nothing but
 * its poll the layout for that. Only what the deck reads changes: Slidev saves a slide from its own words, notes included.
 */
export default definePreparserSetup(() => [{
  name: 'workshop:polls',
  async transformSlide(content: string, frontmatter: Record<string, unknown>) {
    // The frontmatter of an import applies to all of its slides.
    if (frontmatter.src !== undefined)
      return undefined
    const declared = declaredOn(frontmatter)
    const parts = drawnParts(content, frontmatter)
    const id = pollIdOf(frontmatter.poll, parts)
    if (declared) {
      frontmatter.layout ??= 'poll'
      const words = titleHeading(declared, parts)?.text ?? ''
      const [, title] = asTitle(words) === words.trim() ? [] : HEADING.exec(writtenText(content, frontmatter).replace(CODE, '')) ?? []
      if (title !== undefined)
        frontmatter.title ??= asTitle(title)
      replaceDeclaration(frontmatter, declared, id)
    }
    else if (id !== undefined) {
      frontmatter.poll = id
    }
    return undefined
  },
}])
