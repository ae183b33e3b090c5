import type { PollDef } from '../kinds/kinds.ts'
import { optionsOf } from '../kinds/shared/with-options.ts'

/** Who owns something, by the room's taps. */
export interface Ownership {
  /** `unclear`: no answer has more than half of the votes. `unknown`: nobody could say. */
  state: 'owned' | 'shared' | 'nobody' | 'unclear' | 'unknown'
  /** The leading answers, most votes first: the one with more than half, or the first two of those that have none. */
  leading: { id: string, count: number }[]
  /** Who answered, without those who can't say; all of these if `unknown`. */
  voters: number
}

/** Whether a poll asks who owns a section. */
export function isOwnerPoll({ id, kind }: { id: string, kind: string }): boolean {
  return kind === 'choice' && id.endsWith('/owner')
}

/** The options of an owner poll that are no role. */
export const SHARED = 'shared'
export const NOBODY = 'nobody'
export const UNSURE = 'unsure'

/**
 * What a poll "Who owns this here?" says. Who can't say is not counted; an owner needs more than half of the others. [S4]
 * @param rows of its result; each attendee gave one answer
 * @returns null without a vote
 */
export function ownershipIn(rows: readonly { id: string, count: number }[]): Ownership | null {
  const counted = rows.filter(({ id, count }) => id !== UNSURE && count > 0).map(({ id, count }) => ({ id, count })).toSorted((a, b) => b.count - a.count)
  const voters = counted.reduce((sum, { count }) => sum + count, 0)
  const [first] = counted
  if (!first) {
    const unsure = rows.find(({ id }) => id === UNSURE)?.count ?? 0
    return unsure > 0 ? { state: 'unknown', leading: [], voters: unsure } : null
  }
  if (first.count * 2 <= voters)
    return { state: 'unclear', leading: counted.slice(0, 2), voters }
  return { state: first.id === SHARED ? 'shared' : first.id === NOBODY ? 'nobody' : 'owned', leading: [first], voters }
}

/** What each state is called. */
export const OWNERSHIP_TITLES: Record<Ownership['state'], string> = {
  owned: 'One owner',
  shared: 'Shared',
  unclear: 'We disagree',
  nobody: 'Nobody',
  unknown: 'We don’t know',
}

/** The votes behind a state, such as `Development: 3 of 5`. */
export function ownershipVotes(def: PollDef, { state, leading, voters }: Ownership): string {
  if (state === 'unknown')
    return `none of ${voters} could say`
  if (state === 'unclear')
    return `${leading.map(({ id, count }) => `${ownerLabel(def, id)} ${count}`).join(', ')} of ${voters}`
  const [first] = leading
  return `${state === 'owned' ? `${ownerLabel(def, first!.id)}: ` : ''}${first!.count} of ${voters}`
}

/** What an owner is called. */
export function ownerLabel(def: PollDef, id: string): string {
  return optionsOf(def).find(option => option.id === id)?.label ?? id
}
