import type { z } from 'zod'
import type { PollDef } from '../core/kinds/kinds.ts'
import type { PlanDef } from '../core/plan/schema.ts'
import type { Ahead } from './ahead.ts'
import type { Owners } from './deck/slide-polls.ts'
import type { Reading, Slides } from './deck/slides.ts'
import type { Problem } from './problem.ts'
import type { PlacedSlide } from './routes/placed-slides.ts'
import type { Discipline, PublicDiscipline, WorkshopCounts, WorkshopFile } from './schema.ts'
import type { AuthoredPoll } from './sense.ts'
import type { Source } from './yaml/parse.ts'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { sum } from '../core/kinds/shared/with-options.ts'
import { AGENDA_POLL } from '../core/plan/plan.ts'
import { PARTS, problemsAcross } from './across.ts'
import { aheadOf, aheadProblems } from './ahead.ts'
import { fileProblems, unreadable } from './deck/frontmatter.ts'
import { slidePolls } from './deck/slide-polls.ts'
import { readSlides } from './deck/slides.ts'
import { sourceProblems } from './option-sources.ts'
import { hasAgendaPoll, liveWhere, pollsOf } from './polls.ts'
import { ContentError, errorsAmong, fieldName } from './problem.ts'
import { placedSlides } from './routes/placed-slides.ts'
import { minutesProblems, routesOf } from './routes/routes.ts'
import { discipline, workshopFile } from './schema.ts'
import { senseless } from './sense.ts'
import { authoredPolls, headmatterSettings, titleOf } from './settings.ts'
import { relativeTo } from './slashed.ts'
import { parseYaml } from './yaml/parse.ts'

/** The content of a workshop, checked. */
export interface Content {
  file: WorkshopFile
  /** In the order of workshop.yaml. */
  disciplines: Discipline[]
  /** Every poll there is: those of workshop.yaml, of the disciplines, and of the slides. */
  polls: PollDef[]
  /** The polls that can be answered before the workshop; null: none. */
  ahead: Ahead | null
  /** How the deck may be run; absent where its content has no routes. */
  plan?: PlanDef
  /** All of the deck, in their order. */
  slides: PlacedSlide[]
  /** Problems that affect no poll. */
  warnings: readonly Problem[]
}

/** The default name of a deck's file. */
export const ENTRY = 'slides.md'
/** A deck whose author gave it no title. */
const UNTITLED = 'Workshop'

/**
 * Reads and checks `content/` and the polls of the slides. A deck needs no `content/`.
 * @param root the folder of the deck
 * @param entry the deck's file in it
 * @param reading how Slidev reads it; without its preparsers if not given
 * @throws ContentError that lists everything an author should fix
 */
export async function loadContent(root: string, entry: string = ENTRY, reading?: Reading): Promise<Content> {
  const slides = await readSlides(root, entry, reading)
  const unread = slides?.files.flatMap(file => fileProblems(root, file)) ?? []
  const faults = errorsAmong(unread)
  if (faults.length > 0) {
    // The reader reports an import that it can't read as "not found".
    const causes = errorsAmong(unreadable(root, join(root, entry)))
    throw new ContentError(causes.length > 0 ? causes : faults)
  }
  const { settings, disciplines, places, authored, at } = readContent(root, slides)
  const file = { ...settings, title: settings.title ?? (slides && titleOf(slides)) ?? UNTITLED }
  const polls = pollsOf(file, disciplines)
  const declared = slidePolls(root, slides?.slides ?? [], places, { dots: file.dots.each, perOption: file.dots.perOption })
  if (declared.problems.length > 0)
    throw new ContentError(declared.problems)
  const all = [...polls, ...liveWhere(file.results, declared.polls.map(({ def }) => def))]
  const placed = placedSlides(slides?.slides ?? [])
  const own = [...authored, ...declared.polls]
  const shown = placed.map(({ poll }) => poll)
  const problems = [...own.flatMap(senseless), ...sourceProblems(own, all, shown), ...aheadProblems(file, all, at, Date.now())]
  if (file.routes.length > 0 && slides)
    problems.push(...minutesProblems(root, slides.slides))
  const errors = errorsAmong(problems)
  if (errors.length > 0)
    throw new ContentError(errors)
  const { plan, problems: ofRoutes } = routesOf({ routes: file.routes, disciplines, slides: placed, polls: all, at })
  if (ofRoutes.length > 0)
    throw new ContentError(ofRoutes)
  return { file, disciplines, polls: all, ahead: aheadOf(file, all, shown), ...plan && { plan }, slides: placed, warnings: [...unread, ...problems] }
}

interface ContentFiles {
  settings: z.infer<typeof workshopFile>
  disciplines: Discipline[]
  /** Where each poll of the content is declared, by its id. */
  places: Owners
  /** The polls of the settings. */
  authored: AuthoredPoll[]
  /** Where an author finds a field of the settings. */
  at: AuthoredPoll['at']
}

function readContent(root: string, slides: Slides | null): ContentFiles {
  const problems: Problem[] = []
  const read = <Schema extends z.ZodType>(schema: Schema, path: string): Source<z.output<Schema>> | null => {
    const parsed = parseYaml(schema, readFileSync(path, 'utf8'), relativeTo(root, path))
    if ('source' in parsed)
      return parsed.source
    problems.push(...parsed.problems)
    return null
  }

  const headmatter = slides && headmatterSettings(root, slides)
  if (headmatter && 'problems' in headmatter)
    problems.push(...headmatter.problems)
  const workshopPath = join(root, 'content', 'workshop.yaml')
  const file = relativeTo(root, workshopPath)
  const folder = join(root, 'content', 'disciplines')
  if (!existsSync(workshopPath)) {
    if (existsSync(folder))
      problems.push({ file, message: 'is missing; it names the workshop and its disciplines' })
    if (problems.length > 0)
      throw new ContentError(problems)
    const { settings, polls: authored, at } = headmatter && 'settings' in headmatter ? headmatter : { settings: workshopFile.parse({}), polls: [], at: () => ({ file }) }
    return { settings, authored, at, disciplines: [], places: new Map(settings.polls.map(({ id }) => [id, 'in the deck\'s headmatter'])) }
  }
  if (headmatter)
    problems.push({ file, message: `gives the settings, and so does "workshop:" in the deck's headmatter; keep one of the two` })
  const source = read(workshopFile, workshopPath)

  const found = new Map<string, Source<Discipline> | null>()
  for (const name of existsSync(folder) ? readdirSync(folder).filter(name => name.endsWith('.yaml')).sort() : []) {
    const id = basename(name, '.yaml')
    const one = read(discipline, join(folder, name))
    if (one && one.value.id !== id)
      problems.push({ file: one.file, line: one.line('id'), field: 'id', message: `is "${one.value.id}", but the file is ${name}; make them the same` })
    found.set(id, one)
  }
  if (source)
    problems.push(...problemsAcross(source, found))
  if (!source || problems.length > 0)
    throw new ContentError(problems)

  const settings = source.value
  const disciplines = settings.disciplines.map(id => found.get(id)!)
  const places = new Map([
    ...settings.polls.map(({ id }, index) => [id, `in ${file}:${source.line('polls', index, 'id')}`] as const),
    ...hasAgendaPoll(settings) ? [[AGENDA_POLL, `by the routes of ${file}`] as const] : [],
    ...disciplines.flatMap(({ file, value: { id } }) => PARTS.map(part => [`${id}/${part}`, `by the ${part} of ${file}`] as const)),
  ])
  const at = (path: readonly PropertyKey[]) => ({ file, line: source.line(...path as (string | number)[]), field: fieldName(path) })
  return { settings, authored: authoredPolls(settings, source.raw, at), at, disciplines: disciplines.map(({ value }) => value), places }
}

/** The content for slides: without the facilitator's answers. */
export function publicDisciplines({ disciplines }: Content): PublicDiscipline[] {
  return disciplines.map(discipline => ({
    ...discipline,
    questions: discipline.questions.map(({ listen: _, ...question }) => question),
  }))
}

export function countsOf({ disciplines }: Content): WorkshopCounts {
  return {
    disciplines: disciplines.length,
    practices: sum(disciplines.map(({ practices }) => practices.length)),
    tools: new Set(disciplines.flatMap(({ tools }) => tools.map(({ name }) => name))).size,
    bottlenecks: sum(disciplines.map(({ bottlenecks }) => bottlenecks.length)),
    questions: sum(disciplines.map(({ questions }) => questions.length)),
  }
}
