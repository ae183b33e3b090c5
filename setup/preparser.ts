import { definePreparserSetup } from '@slidev/types'
import { isDeclared, pollIdOf } from '../workshop/slide-poll.ts'

/**
 * Gives every slide the id of its poll as `poll`, whether it names, declares or places it, and a slide that is nothing but
 * its poll the layout for that. Only what the deck reads changes: Slidev saves a slide from its own words, notes included.
 */
export default definePreparserSetup(() => [{
  name: 'workshop:polls',
  async transformSlide(content: string, frontmatter: Record<string, unknown>) {
    // What an import says is said of all its slides.
    if (frontmatter.src !== undefined)
      return undefined
    if (isDeclared(frontmatter.poll))
      frontmatter.layout ??= 'poll'
    const id = pollIdOf(frontmatter.poll, content)
    if (id !== undefined)
      frontmatter.poll = id
    else if (isDeclared(frontmatter.poll))
      delete frontmatter.poll
    return undefined
  },
}])
