import type { Judgement } from './kinds/schemas/fields.ts'

/** `waiting`: the facilitator has not looked at it. `shown`: it may come on a screen. */
export type Verdict = Judgement['verdict']

/** What the facilitator decided, and about which wordings: a verdict belongs to the words that were read. [M1] */
export interface Decision extends Judgement {
  letThrough: readonly string[]
}

/** What is counted for a word, by its key, or for a text or question, by its id. */
export interface PostTally {
  /** Ballots that name it: its author's, and those that want it too. */
  voters: number
  /** How it was written, and how often so. A text that its author took back has no wording left. */
  wordings: Map<string, number>
}

/** How a poll's posts are moderated. */
export interface Moderation {
  /** Nothing is shown before the facilitator lets it through. */
  moderated: boolean
  /** In another spelling it is the same: it stands in the one that was let through. */
  anySpelling: boolean
}

const WAITING: Decision = { verdict: 'waiting', letThrough: [], pinned: false, answered: false, parked: false, group: null }
const SHOWN: Decision = { ...WAITING, verdict: 'shown' }

/** How something stands that nobody judged yet: without moderation all is shown until the facilitator says otherwise. */
export function undecided({ moderated }: Moderation): Decision {
  return moderated ? WAITING : SHOWN
}

/** Where a word, a text or a question stands; null where its author took it back. [M1] [M3] */
export function verdictOn(how: Moderation, post: PostTally, decision: Decision | undefined): Verdict | null {
  if (post.wordings.size === 0)
    return null
  // Nearly all of what a crowd writes.
  if (!decision)
    return undecided(how).verdict
  if (shownWording(how, post, decision) !== null)
    return 'shown'
  return decision.verdict === 'removed' ? 'removed' : 'waiting'
}

/** What the facilitator let through, and without moderation did not stop. */
export function isLetThrough(how: Moderation, decision: Decision | undefined): boolean {
  return (decision ?? undecided(how)).verdict === 'shown'
}

/** In which words it is drawn: the most used that were let through, else the most used. */
export function labelOf(how: Moderation, post: PostTally, decision: Decision = undecided(how)): string {
  return shownWording(how, post, decision) ?? mostUsed(post.wordings, () => true) ?? ''
}

function shownWording({ moderated, anySpelling }: Moderation, { wordings }: PostTally, { verdict, letThrough }: Decision): string | null {
  const isFree = !moderated && verdict === 'shown'
  const spelling = anySpelling && verdict === 'shown' ? letThrough.at(-1) : undefined
  return mostUsed(wordings, wording => isFree || letThrough.includes(wording)) ?? spelling ?? null
}

/** What a view says of it. */
export function judgementOf(how: Moderation, decision: Decision | undefined, verdict: Verdict): Judgement {
  const { letThrough: _, ...judgement } = decision ?? undecided(how)
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
