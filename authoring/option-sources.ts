import type { PollDef } from '../core/kinds/kinds.ts'
import type { OptionPoll } from '../core/kinds/shared/with-options.ts'
import type { Problem } from './problem.ts'
import type { AuthoredPoll } from './sense.ts'
import { hasOptions } from '../core/kinds/shared/with-options.ts'
import { COUNTED, fits } from '../core/polls/options.ts'
import { suggest } from './nearest.ts'

/**
 * What keeps a poll from ever taking its options from the polls that it names.
 * @param polls all of the workshop
 * @param shown the poll that each slide puts on the phones, in the order of the slides
 */
export function sourceProblems(authored: readonly AuthoredPoll[], polls: readonly PollDef[], shown: readonly (string | null)[]): Problem[] {
  return authored.flatMap(({ def, written, at }) => {
    if (!hasOptions(def) || !def.from)
      return []
    const { from } = def
    const found = (from.polls ?? []).map((pattern, index) => ({ index, pattern, matching: polls.filter(({ id }) => fits(pattern, id)) }))
    const problems = found.flatMap(({ index, pattern, matching }) => {
      const message = whyNone(pattern, matching, def, polls, shown)
      return message === null ? [] : [{ ...at(['from', 'polls', index]), message }]
    })
    const there = found.flatMap(({ matching }) => matching).reduce((sum, source) => sum + countOf(source), 0)
    if (from.polls && problems.length === 0 && written.has('from.take') && from.take > there)
      problems.push({ ...at(['from', 'take']), message: `takes ${from.take} options, but the polls it names have ${there} in all; write ${there} or less` })
    return problems
  })
}

function whyNone(pattern: string, matching: readonly PollDef[], def: OptionPoll, polls: readonly PollDef[], shown: readonly (string | null)[]): string | null {
  const name = `"${pattern}"`
  const several = pattern.startsWith('*')
  if (matching.length === 0) {
    return several
      ? `no poll fits ${name}; write the id of a poll, or take it out`
      : `there is no poll ${name}; ${suggest(pattern, polls.map(({ id }) => id), 'write the id of another poll, or take it out')}`
  }
  if (!several && pattern === def.id)
    return 'is this poll itself; name another one'
  const counted = matching.filter(({ kind, id }) => COUNTED.includes(kind) && id !== def.id)
  if (counted.length === 0)
    return `${name} is of the kind ${matching[0]!.kind}, whose options cannot be counted together with others; name polls of the kinds ${COUNTED.join(', ')}`
  const own = shown.indexOf(def.id)
  const places = counted.map(({ id }) => shown.indexOf(id))
  if (own === -1 || places.some(place => place !== -1 && place < own))
    return null
  const later = Math.min(...places.filter(place => place !== -1))
  return Number.isFinite(later)
    ? `${name} comes later, on slide ${later + 1}, so it has no result when this one opens; put its slide before this one's`
    : `${name} is on no slide that is shown, so it never has a result; show it, or name another one`
}

/** Options that a poll may have in the end. */
function countOf(def: PollDef): number {
  if (!hasOptions(def) || !COUNTED.includes(def.kind))
    return 0
  return def.from?.take ?? def.options.length
}
