import type { PollKind } from '../../kinds/kinds.ts'
import type { SeenPoll } from '../seen.ts'
import type { VoteState } from '../vote-state.ts'

/** The polls of a section that are summed up, and their kinds: statements that the room rates, dots, ratings again, a choice. */
const PARTS = { practices: 'scale', bottlenecks: 'dots', questions: 'scale', owner: 'choice' } as const satisfies Record<string, PollKind>

export type SectionPart = keyof typeof PARTS

/** Polls that belong together, because their ids begin with the same word. */
export interface Section {
  id: string
  /** What its polls call it, such as `01 CI/CD`. */
  topic: string
  polls: Partial<Record<SectionPart, SeenPoll>>
}

/** Why a section has no figure. `unsure`: nobody who voted could say. `few`: too few voted to say so. */
export type Missing = VoteState | 'unsure' | 'few'

/** The sections of a workshop, in the order of their first polls: those of the ids `<section>/<part>`. [S6] */
export function sectionsOf(polls: Iterable<SeenPoll>): Section[] {
  const sections = new Map<string, Section>()
  for (const poll of polls) {
    const [id, part] = poll.def.id.split('/')
    if (!isPart(part) || PARTS[part] !== poll.def.kind)
      continue
    const section = sections.get(id!) ?? { id: id!, topic: poll.def.topic ?? id!, polls: {} }
    section.polls[part] = poll
    sections.set(id!, section)
  }
  return [...sections.values()]
}

function isPart(part: string | undefined): part is SectionPart {
  return part !== undefined && Object.hasOwn(PARTS, part)
}

/** Why a poll of a section shows nothing, though it may have a result; the first of these that is true. */
export function missingIn(poll: SeenPoll | undefined): Missing {
  if (!poll)
    return 'unasked'
  return poll.result && poll.result.voters > 0 ? 'unsure' : poll.state
}
