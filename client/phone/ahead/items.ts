import type { Answer, PollDef } from '../../../core/kinds/kinds.ts'
import type { AttendeePoll } from '../../../core/protocol/down.ts'
import type { Attendee } from '../../link/attendee.ts'
import { phoneKindOf } from '../../kinds/phone.ts'

/** How far an attendee has got with a poll: `begun` if some of its lines have no answer yet. */
export type Progress = 'open' | 'begun' | 'answered'

/** A poll that can be answered beforehand. */
export interface AheadItem {
  def: PollDef
  progress: Progress
  /** The progress in words. */
  words: string
}

export function progressOf(def: PollDef, answer: Answer | null): Progress {
  const kind = phoneKindOf(def)
  if (!answer || kind.isEmpty(answer))
    return 'open'
  return kind.isPartial?.(def, answer) ? 'begun' : 'answered'
}

export function itemsOf({ view, answerTo }: Pick<Attendee, 'view' | 'answerTo'>): AheadItem[] {
  return (view.value?.ahead ?? []).map(poll => itemOf(poll, answerTo(poll)))
}

function itemOf({ def }: AttendeePoll, answer: Answer | null): AheadItem {
  const progress = progressOf(def, answer)
  const words = { open: 'Not answered', begun: answer ? phoneKindOf(def).progress(def, answer) : '', answered: 'Answered' }
  return { def, progress, words: words[progress] }
}

/** The next poll that is not answered, from the first one on after the last; null if there is none. */
export function nextOf(items: readonly AheadItem[], id: string): AheadItem | null {
  const here = items.findIndex(({ def }) => def.id === id)
  return [...items.slice(here + 1), ...items.slice(0, here)].find(({ progress }) => progress !== 'answered') ?? null
}

/** The address of a poll, which works without a script. */
export function addressOf(id: string): string {
  return `?poll=${encodeURIComponent(id)}`
}
