import type { Judgement } from '../kinds/schemas/fields.ts'

/** `waiting`: not reviewed yet. `shown`: may appear on screens. */
export type Verdict = Judgement['verdict']

/** The facilitator's decision, and the wordings that it approves: only what was read is approved. [M1] */
export interface Decision extends Judgement {
  letThrough: readonly string[]
}

/** The tally of one word, text or question. */
export interface PostTally {
  /** Ballots that name it: its author's, and those that want it too. */
  voters: number
  /** The number of ballots for each wording. Empty once a text's author has withdrawn it. */
  wordings: Map<string, number>
}

/** How a poll's posts are moderated. */
export interface Moderation {
  /** Nothing is shown before the facilitator approves it. */
  moderated: boolean
  /** Different spellings are the same word, shown in an approved one. */
  anySpelling: boolean
}

const WAITING: Decision = { verdict: 'waiting', letThrough: [], pinned: false, answered: false, parked: false, group: null }
const SHOWN: Decision = { ...WAITING, verdict: 'shown' }

/** The decision before the facilitator makes one: without moderation everything is shown. */
export function undecided({ moderated }: Moderation): Decision {
  return moderated ? WAITING : SHOWN
}

/** The verdict on a word, text or question; null if its author has withdrawn it. [M1] [M3] */
export function verdictOn(how: Moderation, post: PostTally, decision: Decision | undefined): Verdict | null {
  if (post.wordings.size === 0)
    return null
  // A shortcut for most of what a crowd writes.
  if (!decision)
    return undecided(how).verdict
  if (shownWording(how, post, decision) !== null)
    return 'shown'
  return decision.verdict === 'removed' ? 'removed' : 'waiting'
}

/** Approved by the facilitator or, without moderation, not removed. */
export function isLetThrough(how: Moderation, decision: Decision | undefined): boolean {
  return (decision ?? undecided(how)).verdict === 'shown'
}

/** The wording that is displayed: the most used approved one, else the most used one. */
export function labelOf(how: Moderation, post: PostTally, decision: Decision = undecided(how)): string {
  return shownWording(how, post, decision) ?? mostUsed(post.wordings, () => true) ?? ''
}

function shownWording({ moderated, anySpelling }: Moderation, { wordings }: PostTally, { verdict, letThrough }: Decision): string | null {
  const isFree = !moderated && verdict === 'shown'
  const spelling = anySpelling && verdict === 'shown' ? letThrough.at(-1) : undefined
  return mostUsed(wordings, wording => isFree || letThrough.includes(wording)) ?? spelling ?? null
}

/** The decision as views contain it. */
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
