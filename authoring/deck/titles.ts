/** Lists of slides draw titles as Markdown with Vue. An invisible joiner keeps text from being parsed. */
const SPECIAL = /(?<=\{)(?=\{)|(?<=<)(?=[a-z/!?])/gi
const JOINER = '\u2060'

/** A text that lists of slides draw as it is. */
export function asTitle(text: string): string {
  return text.replace(SPECIAL, JOINER).trim()
}

/** The parts of a slide that its title is made from. */
export interface Titled {
  title?: string | undefined
  /** What stands large on the slide. */
  heading?: string | undefined
  /** Of the heading that the title was taken from, or as its author says. */
  level?: number | undefined
}

/**
 * Titles that tell slides apart in a list. One that several slides have gets the name of its section in front, which is the
 * title of the last slide of level 1; those that are the same even then are numbered. A title that says something else than the
 * slide's heading gets that too, because people look for what they have seen.
 */
export function distinctTitles(slides: readonly Titled[]): (string | undefined)[] {
  const counts = new Map<string | undefined, number>()
  for (const { title } of slides)
    counts.set(title, (counts.get(title) ?? 0) + 1)
  let section: string | undefined
  const named = slides.map(({ title, level }) => {
    if (level === 1)
      section = title
    const isShared = title !== undefined && title !== '' && counts.get(title)! > 1
    return isShared && section !== undefined && section !== title ? `${section}: ${title}` : title
  })
  const seen = new Map<string, number>()
  return named.map((title, index) => withHeading(title, slides[index]!)).map((title) => {
    if (title === undefined || title === '')
      return title
    const count = (seen.get(title) ?? 0) + 1
    seen.set(title, count)
    return count === 1 ? title : `${title} (${count})`
  })
}

function withHeading(title: string | undefined, { heading }: Titled): string | undefined {
  if (!title || !heading)
    return title
  const [named, drawn] = [title, asTitle(heading)].map(text => text.replaceAll(JOINER, '').toLowerCase())
  return named!.includes(drawn!) ? title : `${title} · ${asTitle(heading)}`
}
