import type { ComputedRef } from 'vue'
import type { PublicDiscipline } from '../authoring/schema.ts'
import { disciplines } from 'virtual:workshop'
import { computed } from 'vue'
import { parts, partsGiven } from '../client/agenda/run.ts'
import { deck } from '../client/link/deck.ts'

/** The disciplines of this run in its order, then others that were voted on all the same. Without routes, all of them. */
export function useSections(): ComputedRef<PublicDiscipline[]> {
  return computed(() => {
    if (parts.value.length === 0)
      return [...disciplines]
    const order = partsGiven.value.map(({ id }) => id)
    const isVotedIn = (id: string) => Object.values(deck.polls).some(({ def, voters }) => voters > 0 && def.id.startsWith(`${id}/`))
    return disciplines
      .filter(({ id }) => order.includes(id) || isVotedIn(id))
      .toSorted((a, b) => place(order, a.id) - place(order, b.id))
  })
}

function place(order: readonly string[], id: string): number {
  const index = order.indexOf(id)
  return index === -1 ? order.length : index
}
