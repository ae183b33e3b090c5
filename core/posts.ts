import type { PollDef } from './poll.ts'
import type { PostCommand } from './protocol/up.ts'

/** `waiting`: the facilitator has not looked at it. `shown`: it may come on a screen. */
export type Verdict = 'waiting' | 'shown' | 'removed'

/** What the facilitator decided about a word, a text or a question. */
export interface Judgement {
  verdict: Verdict
  pinned: boolean
  answered: boolean
  parked: boolean
  /** The heading it stands under. */
  group: string | null
}

/** How something stands that nobody judged yet. [M1] */
export function unjudged(def: PollDef): Judgement {
  return { verdict: 'moderated' in def && def.moderated ? 'waiting' : 'shown', pinned: false, answered: false, parked: false, group: null }
}

/** The judgement after one more command. */
export function judge(before: Judgement, command: PostCommand): Judgement {
  switch (command.type) {
    case 'post:judge':
      return { ...before, verdict: command.verdict }
    case 'post:mark':
      return { ...before, [command.mark]: command.on }
    case 'post:group':
      return { ...before, group: command.group }
  }
}
