import type { CommandOf } from '../../core/commands/commands.ts'
import type { Offers } from '../../core/protocol/down.ts'
import type { Room } from '../rooms/room.ts'

/** Names for one action: as many as a facilitator can ask. */
const MOST_NAMES = 20
/** Offers of this time are sent together. */
const GATHER_MS = 100

export interface OffersTaken {
  /** Takes an offer that the core has not refused, or takes it back. */
  take: (voter: string, offer: CommandOf<'action:offer'>) => void
  /** Drops the offers for actions that somebody has, or that are gone. */
  tidy: () => void
  current: () => Offers
}

/**
 * Who would take which action. They are kept in memory alone: a name in the log would stand beside the ballots of whoever gave it.
 * @param send sends to the facilitator
 */
export function createOffers(room: Pick<Room, 'workshop'>, send: (offers: Offers) => void): OffersTaken {
  /** The name of each voter, by action. */
  const names = new Map<string, Map<string, string>>()
  let timer: NodeJS.Timeout | undefined

  function current(): Offers {
    return Object.fromEntries([...names].map(([action, voters]) => [action, [...voters.values()].slice(0, MOST_NAMES)]))
  }

  function changed(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      send(current())
    }, GATHER_MS).unref()
  }

  return {
    current,
    take(voter, { action, name }) {
      const voters = names.get(action) ?? new Map<string, string>()
      if (name === null)
        voters.delete(voter)
      else
        voters.set(voter, name)
      if (voters.size > 0)
        names.set(action, voters)
      else
        names.delete(action)
      changed()
    },
    tidy() {
      const free = new Set(room.workshop.actions.list.filter(({ owner }) => owner === null).map(({ id }) => id))
      const gone = [...names.keys()].filter(id => !free.has(id))
      gone.forEach(id => names.delete(id))
      if (gone.length > 0)
        changed()
    },
  }
}
