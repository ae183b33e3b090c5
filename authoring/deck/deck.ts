import type { SlideInfo, SlidevMarkdown, SourceSlideInfo } from '@slidev/types'
import type { Content } from '../load.ts'
import type { Problem } from '../problem.ts'
import type { Place, Reading } from './slides.ts'
import { isPollKind, POLL_KINDS } from '../../core/kinds/kinds.ts'
import { AGENDA_POLL } from '../../core/plan/plan.ts'
import { ENTRY } from '../load.ts'
import { nearest, suggest } from '../nearest.ts'
import { ContentError } from '../problem.ts'
import { placedPolls } from './slide-markdown.ts'
import { declaredOn, drawnParts, isDeclared, pollIdOf } from './slide-poll.ts'
import { placeOfText, readSlides } from './slides.ts'

const LIST = 'content/workshop.yaml'

/**
 * Checks the slides against the content: that every poll they name is declared, and that the chapters are those of
 * workshop.yaml, in its order.
 * @param root the folder of the deck
 * @param entry the deck's file in it
 * @throws ContentError that lists everything an author should fix
 */
export async function checkDeck(root: string, content: Content, entry: string = ENTRY, reading?: Reading): Promise<void> {
  const deck = await readSlides(root, entry, reading)
  if (!deck)
    throw new ContentError([{ file: entry, message: 'is missing; it is the running order of the slides' }])
  const place: PlaceOf = (slide, text) => placeOfText(root, slide, text)
  throwAny([
    ...deck.own.flatMap(slide => importProblems(slide, place)),
    ...deck.slides.flatMap(slide => pollProblems(slide, content, hiddenPolls(deck.files, place), place)),
    ...content.disciplines.length > 0 ? chapterProblems(deck.own, content, entry, place) : [],
  ])
}

function throwAny(problems: Problem[]): void {
  if (problems.length > 0)
    throw new ContentError(problems)
}

type PlaceOf = (slide: SourceSlideInfo, text: string) => Place

/** A poll is made from the heading and the list of its slide: on an import it would be made from each imported slide. */
function importProblems(slide: SourceSlideInfo, place: PlaceOf): Problem[] {
  return slide.frontmatter.src !== undefined && declaredOn(slide.frontmatter)
    ? [{ ...place(slide, 'poll:'), field: 'poll', message: 'declares a poll where slides are imported; declare it on its own slide, in the imported file' }]
    : []
}

/** The places of polls on hidden slides, by their ids. */
function hiddenPolls(files: readonly SlidevMarkdown[], place: PlaceOf): Map<string, Place> {
  return new Map(files.flatMap(({ slides }) => slides).flatMap((slide) => {
    const { hide, disabled } = slide.frontmatter
    const declared = declaredOn(slide.frontmatter)
    const id = (hide || disabled) && declared && pollIdOf(declared, drawnParts(slide.content, slide.frontmatter))
    return id ? [[id, place(slide, 'poll:')]] : []
  }))
}

/** Polls of the content that its settings switch off. */
function whyNotMade(id: string, disciplines: Content['disciplines'], { roles }: Content['file']): string | undefined {
  if (roles.length === 0 && disciplines.some(discipline => id === `${discipline.id}/owner`))
    return `the poll "${id}" asks for one of the roles, and ${LIST} has none; add roles: there, or take poll: off this slide`
  return id === AGENDA_POLL ? `the poll "${id}" is made for routes and more than one discipline, and ${LIST} has no such; add routes: there, or take this slide out` : undefined
}

function pollProblems(slide: SlideInfo, { polls, disciplines, file: settings }: Content, hidden: ReadonlyMap<string, Place>, place: PlaceOf): Problem[] {
  const known = polls.map(({ id }) => id)
  const problems: Problem[] = []
  const unknown = (id: unknown) => hiddenOne(hidden.get(String(id)), id) ?? whyNotMade(String(id), disciplines, settings) ?? `there is no poll "${String(id)}"; ${suggest(String(id), known, `declare it in ${LIST} or take it out`)}`

  const { discipline } = slide.frontmatter
  // A chapter that doesn't belong here is reported once.
  if (slide.importChain?.length && discipline !== undefined && !disciplines.some(({ id }) => id === discipline))
    return []
  // A field of an imported slide may stand with the import.
  const author = [...slide.importChain ?? [], slide.source].findLast(({ frontmatter }) => 'poll' in frontmatter) ?? slide.source
  const poll: unknown = declaredOn(author.frontmatter) ? undefined : slide.frontmatter.poll
  const mistaken = mistakenPoll(author.frontmatter)
  if (mistaken && !(typeof poll === 'string' && known.includes(poll))) {
    problems.push({ ...place(author, `${mistaken.key}:`), field: mistaken.key, message: mistaken.message })
  }
  else if (poll !== undefined && !(typeof poll === 'string' && known.includes(poll))) {
    problems.push({ ...place(author, 'poll:'), field: 'poll', message: unknown(poll) })
  }
  else if (typeof poll === 'string' && discipline !== undefined) {
    const [owner, part] = poll.split('/')
    if (owner !== discipline && disciplines.some(({ id }) => id === owner))
      problems.push({ ...place(author, 'poll:'), field: 'poll', message: `"${poll}" belongs to another chapter, this one is of ${discipline}; write ${discipline}/${part}` })
  }
  for (const { id, tag } of placedPolls(slide.content)) {
    if (!known.includes(id))
      problems.push({ ...place(slide.source, tag), field: 'id', message: unknown(id) })
  }
  return problems
}

/** A field that was probably meant to declare a poll; undefined if there is none. */
function mistakenPoll({ poll, ...others }: Record<string, unknown>): { key: string, message: string } | undefined {
  if (poll === null || typeof poll === 'boolean' || Array.isArray(poll) || isPollKind(poll)) {
    const [kind] = [poll].flat().map(one => isDeclared(one) ? one.kind : one)
    return { key: 'poll', message: `declares no poll like this; write poll: { kind: ${isPollKind(kind) ? kind : POLL_KINDS[0]} }` }
  }
  const key = Object.keys(others).find(key => nearest(key, ['poll']) && isDeclared(others[key]) && isPollKind(others[key].kind))
  return key === undefined || poll !== undefined ? undefined : { key, message: 'there is no such field; did you mean "poll"?' }
}

function hiddenOne(place: Place | undefined, id: unknown): string | undefined {
  return place && `the poll "${String(id)}" is declared on a slide that is hidden, in ${place.file}:${place.line}; show that slide, or take this out`
}

function chapterProblems(slides: SourceSlideInfo[], { file }: Content, entry: string, place: PlaceOf): Problem[] {
  const problems: Problem[] = []
  const order = file.disciplines
  const seen: string[] = []
  for (const slide of slides) {
    const { discipline: id, disabled, hide } = slide.frontmatter
    if (id === undefined || disabled || hide)
      continue
    const where = { ...place(slide, 'discipline:'), field: 'discipline' }
    const after = seen.find(other => order.indexOf(other) > order.indexOf(id))
    if (!order.includes(id))
      problems.push({ ...where, message: `${LIST} lists no "${id}"; ${suggest(id, order, 'add it there or take the chapter out')}` })
    else if (seen.includes(id))
      problems.push({ ...where, message: `the chapter "${id}" stands here a second time; take one of them out` })
    else if (after)
      problems.push({ ...where, message: `"${id}" stands after "${after}" here, but before it in ${LIST}; put both in the same order` })
    seen.push(id)
  }
  for (const id of order) {
    if (!seen.includes(id))
      problems.push({ file: entry, message: `has no chapter of "${id}"; add a slide with "src: ./content/chapters/${id}.md" and "discipline: ${id}", or take it out of ${LIST}` })
  }
  return problems
}
