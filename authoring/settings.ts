import type { z } from 'zod'
import type { Slides } from './deck/slides.ts'
import type { Problem } from './problem.ts'
import type { AuthoredPoll } from './sense.ts'
import { shortened } from '../core/words/shortened.ts'
import { placeInFrontmatter, placeOfText } from './deck/slides.ts'
import { fieldName, offsetOf, problemsOf } from './problem.ts'
import { workshopFile } from './schema.ts'
import { fieldsIn } from './sense.ts'
import { relativeTo } from './slashed.ts'

/** What the log takes. */
const LONGEST = 120

type Settings = z.infer<typeof workshopFile>

/**
 * The settings that a deck gives in its headmatter, under `workshop:`.
 * @param root the deck's folder
 * @returns null where it gives none
 */
export function headmatterSettings(root: string, { own: [first] }: Slides): { settings: Settings, polls: AuthoredPoll[], at: AuthoredPoll['at'] } | { problems: Problem[] } | null {
  const given: unknown = first?.frontmatter.workshop
  if (!first || given === undefined)
    return null
  const parsed = workshopFile.safeParse(given ?? {}, { reportInput: true })
  const lineOf = (path: readonly PropertyKey[]) => {
    const offset = first.frontmatterDoc && offsetOf(['workshop', ...path], first.frontmatterDoc)
    return (offset === undefined ? placeOfText(root, first, 'workshop:') : placeInFrontmatter(root, first, offset)).line
  }
  const file = relativeTo(root, first.filepath)
  if (parsed.success) {
    const at = (path: readonly PropertyKey[]) => ({ file, line: lineOf(path), field: `workshop.${fieldName(path)}` })
    return { settings: parsed.data, polls: authoredPolls(parsed.data, given, at), at }
  }
  return { problems: problemsOf(parsed.error, file, lineOf).map(problem => ({ ...problem, field: ['workshop', problem.field].filter(Boolean).join('.') })) }
}

/** The polls of the settings, with where they stand. */
export function authoredPolls({ polls }: Settings, raw: unknown, at: AuthoredPoll['at']): AuthoredPoll[] {
  const { polls: written = [] } = (raw ?? {}) as { polls?: object[] }
  return polls.map((def, index) => ({ def, written: fieldsIn(written[index] ?? {}), at: path => at(['polls', index, ...path]) }))
}

/** What a deck is called: its headmatter's title, else its first heading. As much of it as a title may have. */
export function titleOf({ headmatter, slides }: Slides): string | undefined {
  // YAML reads a year as a number.
  const title = [headmatter.title, ...slides.map(({ title }) => title)]
    .flatMap(title => typeof title === 'string' || typeof title === 'number' ? String(title).trim() : [])
    .find(title => title !== '')
  return title && shortened(title, LONGEST)
}
