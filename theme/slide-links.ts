import { useSlideContext } from '@slidev/client'

/** Where links to a discipline lead. */
export function useSlideLinks(): { slideOf: (discipline: string, poll?: string) => string } {
  const { $nav, $page } = useSlideContext()

  /**
   * The slide of a discipline with this poll, else the one that opens it, else the slide itself: a deck or a print may leave it out.
   * @returns what `Link` takes
   */
  function slideOf(discipline: string, poll?: string): string {
    const own = $nav.value.slides.filter(({ meta }) => meta.slide.frontmatter.discipline === discipline)
    const slide = own.find(({ meta }) => poll !== undefined && meta.slide.frontmatter.poll === poll) ?? own[0]
    return $nav.value.isPrintMode ? `page-${slide?.no ?? $page.value}` : String(slide?.meta.slide.frontmatter.routeAlias ?? slide?.no ?? $page.value)
  }
  return { slideOf }
}
