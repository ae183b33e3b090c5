import { title } from 'virtual:workshop'
import { computed } from 'vue'
import { placeOfPage, splitPlace } from '../link/connection/place.ts'
import { deck } from '../link/deck.ts'

const [, code] = splitPlace(placeOfPage())

/** The workshop's title and code where they tell more than the deck does: undefined on a server that has no other, if it is called as the deck. */
export const namedWorkshop = computed(() => {
  if (!deck.room || !code)
    return undefined
  const own = deck.room.workshop.title
  // What people type has the code where another workshop is open.
  const isAlone = !deck.room.address.endsWith(`/${code}`)
  return isAlone && own === title ? undefined : { title: own, code }
})
