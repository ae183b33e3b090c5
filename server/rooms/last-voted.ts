import type { Workshop } from '../../core/workshop.ts'
import type { Log } from '../log/log.ts'
import type { Store } from '../log/store.ts'
import { hasBallots } from '../../core/workshop.ts'
import { foldLog } from '../log/fold-log.ts'
import { UserError } from '../user-error.ts'

/** Somebody's vote is in it. */
export function isVotedIn({ polls }: Workshop): boolean {
  return [...polls.values()].some(hasBallots)
}

/**
 * The last workshop with a vote in it.
 * @param ids which to look at, the one that ran last at the end
 */
export async function lastVotedIn(log: Log, ids: readonly string[]): Promise<Workshop | null> {
  for (const id of ids.toReversed()) {
    const workshop = await foldLog(log, id)
    if (isVotedIn(workshop))
      return workshop
  }
  return null
}

/** Of a store that servers share, as a sentence ends: a start makes none. */
export const HOW_TO_START = 'Start one on the home page of a server, or with npm run workshops -- new'

/** @throws UserError that lists the workshops when there is none of that id */
export async function checkKnown({ isShared, log, name }: Pick<Store, 'isShared' | 'log' | 'name'>, id: string): Promise<void> {
  const known = await log.workshops()
  if (known.length === 0)
    throw new UserError(`There is no workshop in ${name} yet. ${isShared ? HOW_TO_START : 'Run one with npm start, or name its folder with --data'}.`)
  if (!known.some(workshop => workshop.id === id))
    throw new UserError(`There is no workshop "${id}" in ${name}. There are: ${known.map(workshop => workshop.id).join(', ')}`)
}
