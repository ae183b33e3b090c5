import type { SlideInfo, SlidevMarkdown, SourceSlideInfo } from '@slidev/types'
import type { Workshop } from './load.ts'
import type { Problem } from './problem.ts'
import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import { load } from '@slidev/parser/fs'
import { nearest } from './nearest.ts'
import { ContentError } from './problem.ts'

const ENTRY = 'slides.md'
const LIST = join('content', 'workshop.yaml')

/** Where a slide says what: a place to name in a problem. */
interface Place { file: string, line: number }

/**
 * Checks the slides against the content: that every poll they name is declared, and that the chapters are those of
 * workshop.yaml, in its order.
 * @param root the folder that holds `slides.md`
 * @throws ContentError that lists everything an author should mend
 */
export async function checkDeck(root: string, workshop: Workshop): Promise<void> {
  const path = join(root, ENTRY)
  if (!existsSync(path))
    throw new ContentError([{ file: ENTRY, message: 'is missing; it is the running order of the slides' }])
  const { slides, entry, markdownFiles } = await load({ roots: [root], userRoot: root }, path)
  const place = (slide: SourceSlideInfo, text: string): Place => ({ file: relative(root, slide.filepath), line: lineOf(slide, text) })
  throwAny(Object.values(markdownFiles).flatMap(file => fileProblems(file, relative(root, file.filepath))))
  throwAny([
    ...slides.flatMap(slide => pollProblems(slide, workshop, place)),
    ...chapterProblems(entry.slides, workshop, place),
  ])
}

function throwAny(problems: Problem[]): void {
  if (problems.length > 0)
    throw new ContentError(problems)
}

/** What keeps a file from being read as it was meant; the reader of slides passes over it in silence. */
function fileProblems({ slides, errors = [] }: SlidevMarkdown, file: string): Problem[] {
  return [
    ...errors.map(({ row, message }) => ({ file, line: row + 1, message })),
    ...slides.flatMap(({ start, frontmatterDoc }) => (frontmatterDoc?.errors ?? []).map(({ linePos, message }) =>
      ({ file, line: start + 1 + (linePos?.[0].line ?? 0), message: `this is not valid YAML: ${message.replace(/ at line \d[\s\S]*/, '')}` }))),
  ]
}

/** The line of a slide that begins with some text; the slide's first line where none does. */
function lineOf({ raw, start }: SourceSlideInfo, text: string): number {
  return start + 1 + Math.max(0, raw.split('\n').findIndex(line => line.trimStart().startsWith(text)))
}

type PlaceOf = (slide: SourceSlideInfo, text: string) => Place

function pollProblems(slide: SlideInfo, { polls, disciplines }: Workshop, place: PlaceOf): Problem[] {
  const known = polls.map(({ id }) => id)
  const problems: Problem[] = []
  const unknown = (id: unknown) => `there is no poll "${String(id)}"; ${mend(String(id), known, `declare it in ${LIST} or take it out`)}`

  const { poll, discipline } = slide.frontmatter
  // A chapter that does not belong here is told as a whole.
  if (slide.importChain?.length && discipline !== undefined && !disciplines.some(({ id }) => id === discipline))
    return []
  // A field of an imported slide may stand with the import.
  const author = [...slide.importChain ?? [], slide.source].findLast(({ frontmatter }) => 'poll' in frontmatter) ?? slide.source
  if (poll !== undefined && !known.includes(poll)) {
    problems.push({ ...place(author, 'poll:'), field: 'poll', message: unknown(poll) })
  }
  else if (poll !== undefined && discipline !== undefined) {
    const [owner, part] = poll.split('/')
    if (owner !== discipline && disciplines.some(({ id }) => id === owner))
      problems.push({ ...place(author, 'poll:'), field: 'poll', message: `"${poll}" belongs to another chapter, this one is of ${discipline}; write ${discipline}/${part}` })
  }
  for (const [tag, id] of slide.content.replaceAll(/^```[\s\S]+?^```/gm, '').matchAll(/<Poll\s(?:[^>]*\s)?id="([^"]*)"/g)) {
    if (!known.includes(id!))
      problems.push({ ...place(slide.source, tag.split('\n')[0]!), field: 'id', message: unknown(id) })
  }
  return problems
}

function chapterProblems(slides: SourceSlideInfo[], { file }: Workshop, place: PlaceOf): Problem[] {
  const problems: Problem[] = []
  const order = file.disciplines.map(({ id }) => id)
  const seen: string[] = []
  for (const slide of slides) {
    const { discipline: id, disabled, hide } = slide.frontmatter
    if (id === undefined || disabled || hide)
      continue
    const where = { ...place(slide, 'discipline:'), field: 'discipline' }
    const after = seen.find(other => order.indexOf(other) > order.indexOf(id))
    if (!order.includes(id))
      problems.push({ ...where, message: `${LIST} lists no "${id}"; ${mend(id, order, 'add it there or take the chapter out')}` })
    else if (seen.includes(id))
      problems.push({ ...where, message: `the chapter "${id}" stands here a second time; take one of them out` })
    else if (after)
      problems.push({ ...where, message: `"${id}" stands after "${after}" here, but before it in ${LIST}; put both in the same order` })
    seen.push(id)
  }
  for (const id of order) {
    if (!seen.includes(id))
      problems.push({ file: ENTRY, message: `has no chapter of "${id}"; add a slide with "src: ./content/chapters/${id}.md" and "discipline: ${id}", or take it out of ${LIST}` })
  }
  return problems
}

function mend(id: string, known: string[], otherwise: string): string {
  const like = nearest(id, known)
  return like ? `did you mean "${like}"?` : otherwise
}
