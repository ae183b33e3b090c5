import type { PollDef } from './kinds/poll.ts'
import type { SaidTally } from './kinds/tally.ts'

/** `waiting`: the facilitator has not looked at it. `shown`: it may come on a screen. */
export type Verdict = 'waiting' | 'shown' | 'removed'

/** How a word, a text or a question stands. */
export interface Judgement {
  verdict: Verdict
  pinned: boolean
  answered: boolean
  parked: boolean
  /** The heading it stands under. */
  group: string | null
}

/** What the facilitator decided, and about which wordings: a verdict belongs to the words that were read. [M1] */
export interface Decision extends Judgement {
  letThrough: readonly string[]
}

/** How something stands that nobody judged yet: without moderation all is shown until the facilitator says otherwise. */
export function undecided(def: PollDef): Decision {
  return isModerated(def) ? WAITING : SHOWN
}

const WAITING: Decision = { verdict: 'waiting', letThrough: [], pinned: false, answered: false, parked: false, group: null }
const SHOWN: Decision = { ...WAITING, verdict: 'shown' }

function isModerated(def: PollDef): boolean {
  return 'moderated' in def && def.moderated
}

/** Where a word, a text or a question stands; null where its author took it back. [M1] [M3] */
export function verdictOn(def: PollDef, said: SaidTally, decision: Decision | undefined): Verdict | null {
  if (said.wordings.size === 0)
    return null
  // Nearly all of what a crowd writes.
  if (!decision)
    return undecided(def).verdict
  if (shownWording(def, said, decision) !== null)
    return 'shown'
  return decision.verdict === 'removed' ? 'removed' : 'waiting'
}

/** What the facilitator let through, and without moderation did not stop. */
export function isLetThrough(def: PollDef, decision: Decision | undefined): boolean {
  return (decision ?? undecided(def)).verdict === 'shown'
}

/** In which words it is drawn: the most used that were let through, else the most used. */
export function labelOf(def: PollDef, said: SaidTally, decision: Decision = undecided(def)): string {
  return shownWording(def, said, decision) ?? mostUsed(said.wordings, () => true) ?? ''
}

function shownWording(def: PollDef, { wordings }: SaidTally, { verdict, letThrough }: Decision): string | null {
  const isFree = !isModerated(def) && verdict === 'shown'
  // In another spelling a word is the same word: it stands in the one that was let through.
  const spelling = def.kind === 'words' && verdict === 'shown' ? letThrough.at(-1) : undefined
  return mostUsed(wordings, wording => isFree || letThrough.includes(wording)) ?? spelling ?? null
}

/** What a view says of it. */
export function judgementOf(def: PollDef, decision: Decision | undefined, verdict: Verdict): Judgement {
  const { letThrough: _, ...judgement } = decision ?? undecided(def)
  return { ...judgement, verdict }
}

/** Ties go to the first by code units, so that the order of arrival does not matter. */
function mostUsed(wordings: ReadonlyMap<string, number>, counts: (wording: string) => boolean): string | null {
  let first: string | null = null
  for (const [wording, times] of wordings) {
    const most = first === null ? 0 : wordings.get(first)!
    if (counts(wording) && (times > most || (times === most && wording < first!)))
      first = wording
  }
  return first
}
