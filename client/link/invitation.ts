import { computed } from 'vue'
import { deck } from './deck.ts'

/** The workshop is over: nobody can vote any more, as long as its end is not undone. A record shows what was, not what is. */
export const isOver = computed(() => deck.status !== 'frozen' && deck.room?.workshop.ended === true)

/** Phones show the results of the workshop, which has ended. */
export const isShared = computed(() => isOver.value && deck.room?.workshop.shared === true)

/** The workshop was deleted while this page showed it. */
export const isGone = computed(() => deck.refusal === 'no_workshop')

/** How phones come in, on every slide; undefined where nobody is to come: in a record, and after the end unless phones show the results. */
export const invitation = computed(() => {
  if (!deck.room || deck.status === 'frozen' || isGone.value || (isOver.value && !isShared.value))
    return undefined
  return { joinUrl: deck.room.joinUrl, address: deck.room.address }
})
