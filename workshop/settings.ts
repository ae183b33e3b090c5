import type { z } from 'zod'
import type { Problem } from './problem.ts'
import type { Slides } from './slides.ts'
import { offsetOf, problemsOf } from './problem.ts'
import { workshopFile } from './schema.ts'
import { relativeTo } from './slashed.ts'
import { placeInFrontmatter, placeOfText } from './slides.ts'

/** What the log takes. */
const LONGEST = 120

type Settings = z.infer<typeof workshopFile>

/**
 * The settings that a deck gives in its headmatter, under `workshop:`.
 * @param root the deck's folder
 * @returns null where it gives none
 */
export function headmatterSettings(root: string, { own: [first] }: Slides): { settings: Settings } | { problems: Problem[] } | null {
  const given: unknown = first?.frontmatter.workshop
  if (!first || given === undefined)
    return null
  const parsed = workshopFile.safeParse(given ?? {}, { reportInput: true })
  if (parsed.success)
    return { settings: parsed.data }
  const lineOf = (path: readonly PropertyKey[]) => {
    const offset = first.frontmatterDoc && offsetOf(['workshop', ...path], first.frontmatterDoc)
    return (offset === undefined ? placeOfText(root, first, 'workshop:') : placeInFrontmatter(root, first, offset)).line
  }
  return { problems: problemsOf(parsed.error, relativeTo(root, first.filepath), lineOf).map(problem => ({ ...problem, field: ['workshop', problem.field].filter(Boolean).join('.') })) }
}

/** What a deck is called: its headmatter's title, else its first heading. As much of it as a title may have. */
export function titleOf({ headmatter, slides }: Slides): string | undefined {
  return [headmatter.title, ...slides.map(({ title }) => title)]
    .find((title): title is string => typeof title === 'string' && title.trim() !== '')
    ?.trim()
    .slice(0, LONGEST)
}
