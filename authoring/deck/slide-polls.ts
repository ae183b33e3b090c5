import type { SlideInfo, SourceSlideInfo } from '@slidev/types'
import type { z } from 'zod'
import type { Problem } from '../problem.ts'
import type { AuthoredPoll } from '../sense.ts'
import type { Declared, SlidePoll } from './slide-poll.ts'
import type { Place } from './slides.ts'
import { fieldName, fixFor, offsetOf, pathsOf } from '../problem.ts'
import { fieldsIn } from '../sense.ts'
import { declaredOn, drawnParts, readSlidePoll } from './slide-poll.ts'
import { placeInContent, placeInFrontmatter, placeOfText } from './slides.ts'

/** The places that declare poll ids, in words for a problem. */
export type Owners = ReadonlyMap<string, string>

/**
 * The polls that slides declare, in their order.
 * @param root the deck's folder
 * @param owners the ids that are taken
 * @param defaults for fields that an author left out
 */
export function slidePolls(root: string, slides: readonly SlideInfo[], owners: Owners, defaults: Declared): { polls: AuthoredPoll[], problems: Problem[] } {
  const polls: AuthoredPoll[] = []
  const problems: Problem[] = []
  const taken = new Map(owners)
  // A file that is imported twice shows one poll twice.
  for (const source of new Set(slides.map(({ source }) => source))) {
    const declared = declaredOn(source.frontmatter)
    if (!declared)
      continue
    const poll = readSlidePoll(declared, drawnParts(source.content, source.frontmatter), defaults)
    if (!poll.parsed.success) {
      problems.push(...poll.parsed.error.issues.flatMap(issue => problemsOf(root, source, poll, issue)))
      continue
    }
    const { data } = poll.parsed
    const place = placeOf(root, source, poll, ['id'])
    const other = taken.get(data.id)
    if (other)
      problems.push({ ...place, field: 'poll', message: `the poll id "${data.id}" is used twice, here and ${other}; give this one its own: poll: { id: another-id, … }` })
    taken.set(data.id, `in ${place.file}:${place.line}`)
    polls.push({
      def: data,
      written: fieldsIn(declared),
      at: path => ({ ...placeOf(root, source, poll, path), field: fieldName(['poll', ...path]) }),
    })
  }
  return { polls, problems }
}

function problemsOf(root: string, source: SourceSlideInfo, poll: SlidePoll, issue: z.core.$ZodIssue): Problem[] {
  return pathsOf(issue).map(path => ({ ...placeOf(root, source, poll, path), field: fieldName(['poll', ...path]), message: mendOnSlide(issue, path, poll) }))
}

/** Something that is missing from the slide, not from its frontmatter. */
function mendOnSlide(issue: z.core.$ZodIssue, path: readonly PropertyKey[], { originOf }: SlidePoll): string {
  const [field] = path
  const missing = issue.code === 'invalid_type' && issue.input === undefined && path.length === 1
  if (missing && (field === 'title' || field === 'id'))
    return 'is missing; give the slide a heading, such as "## Which day suits you?"'
  if (issue.code === 'custom' && field === 'options' && path.length === 1)
    return `${fixFor(issue)}; write each option on a line of the slide that begins with "- "`
  if (issue.code === 'custom' && field === 'options' && 'path' in originOf(path))
    return `${fixFor(issue)}; reword one, or give it another id: { id: another-id, label: … }`
  if (issue.code === 'custom' && field === 'options')
    return `${fixFor(issue)}; reword one, or pin another id where both wordings have to stay: "- The wording {#another-id}"`
  return fixFor(issue)
}

function placeOf(root: string, source: SourceSlideInfo, { originOf }: SlidePoll, path: readonly PropertyKey[]): Place {
  const origin = originOf(path)
  if ('line' in origin)
    return placeInContent(root, source, origin.line)
  const offset = source.frontmatterDoc && offsetOf(origin.path, source.frontmatterDoc)
  return offset === undefined ? placeOfText(root, source, 'poll:') : placeInFrontmatter(root, source, offset)
}
