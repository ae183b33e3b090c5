import type { Refusal } from './protocol/refusal.ts'
import type { CommandOf, PostCommand } from './protocol/up.ts'
import type { Poll, Workshop } from './workshop.ts'
import { verdictOn } from './posts.ts'
import { refuse } from './protocol/refusal.ts'
import { drawnRound } from './views.ts'

/** Why the screens cannot be turned to a page, or to a text alone; null when they can. [P1] */
export function decidePage(poll: Poll, { post }: CommandOf<'result:page'>): Refusal | null {
  if (post === null)
    return null
  if (poll.def.kind !== 'text' && poll.def.kind !== 'board')
    return refuse('wrong_state', 'This poll has no texts that could be shown alone.')
  const { results, tally, judgements } = drawnRound(poll)
  const said = tally.said.get(post)
  const isSeen = results === 'shown' && said !== undefined && verdictOn(poll.def, said, judgements.get(post)) === 'shown'
  return isSeen ? null : refuse('not_found', 'The room does not see this text. Show it first.')
}

/** [P1] */
export function turnPage(workshop: Workshop, { poll, page, post }: CommandOf<'result:page'>): void {
  workshop.slide = { ...workshop.slide, page: { poll, no: page, post } }
}

/** [P2] */
export function showFirstPage(workshop: Workshop, poll: string): void {
  const { page, ...slide } = workshop.slide
  if (page?.poll === poll)
    workshop.slide = slide
}

/** A text that is taken from the screen does not come back alone. [P2] */
export function takeAlone(workshop: Workshop, command: PostCommand): void {
  const { page } = workshop.slide
  if (command.type === 'post:judge' && command.verdict !== 'shown' && page?.poll === command.poll && page.post === command.post)
    workshop.slide = { ...workshop.slide, page: { ...page, post: null } }
}
