import type { ResolvedSlidevOptions, SlideInfo } from '@slidev/types'
import type { Plugin } from 'vite'
import { distinctTitles } from '../authoring/deck/titles.ts'

declare module '@slidev/types' {
  interface SlideInfoBase {
    /** The author's title, if lists show another one. */
    ownTitle?: string
  }
}

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
    // Slidev finds what an edit changed by comparing titles.
    hotUpdate: {
      order: 'pre',
      handler: () => restore(data.slides),
    },
  }
}

function tellApart(slides: SlideInfo[]): void {
  restore(slides)
  distinctTitles(slides).forEach((title, index) => {
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
