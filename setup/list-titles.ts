import type { ResolvedSlidevOptions, SlideInfo } from '@slidev/types'
import type { Plugin } from 'vite'
import { join } from 'node:path'
import { drawnParts } from '../authoring/deck/slide-poll.ts'
import { distinctTitles } from '../authoring/deck/titles.ts'
import { slashed } from '../authoring/slashed.ts'

declare module '@slidev/types' {
  interface SlideInfoBase {
    /** The author's title, if lists show another one. */
    ownTitle?: string
  }
}

/** Where it finds the slide's number, from the list's. */
const NUMBER = 'computed(() => +(props.no ?? $page.value))'
const RUN = JSON.stringify(slashed(join(import.meta.dirname, '..', 'client', 'agenda', 'run.ts')))
/** Slidev's modules that hold titles for the go-to list, the overview and tables of contents. */
const WITH_TITLES = /^\/@slidev\/title-renderer\.md$|__slidev_\d+\.frontmatter$/

/** Gives slides unique titles in lists. The slides themselves don't change. */
export function listTitles({ data }: Pick<ResolvedSlidevOptions, 'data'>): Plugin {
  return {
    name: 'workshop:titles',
    enforce: 'pre',
    load: {
      order: 'pre',
      handler(id) {
        if (WITH_TITLES.test(id))
          tellApart(data.slides)
      },
    },
    // The lists know slides by their positions, this module by their numbers in the built deck.
    transform: {
      order: 'pre',
      handler(code, id) {
        if (id !== '/@slidev/title-renderer.md')
          return undefined
        const byBuiltNumber = code.replace(NUMBER, 'computed(() => builtNumberOf(+(props.no ?? $page.value)))')
        if (byBuiltNumber === code)
          return void this.warn('Slidev renders titles in another way now: with an agenda in force, lists may name other slides.')
        return byBuiltNumber.replace('</script>', `import { builtNumberOf } from ${RUN}\n</script>`)
      },
    },
    // Slidev finds what an edit changed by comparing titles.
    hotUpdate: {
      order: 'pre',
      handler: () => restore(data.slides),
    },
  }
}

function tellApart(slides: SlideInfo[]): void {
  restore(slides)
  const titled = slides.map(({ title, level, content, source }) => ({ title, level, heading: drawnParts(content, source.frontmatter).heading?.text }))
  distinctTitles(titled).forEach((title, index) => {
    const slide = slides[index]!
    if (title === undefined || slide.title === undefined || title === slide.title)
      return
    slide.ownTitle = slide.title
    slide.title = title
  })
}

function restore(slides: SlideInfo[]): void {
  for (const slide of slides) {
    if (slide.ownTitle === undefined)
      continue
    slide.title = slide.ownTitle
    delete slide.ownTitle
  }
}
