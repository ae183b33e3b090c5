import { defineRootSetup } from '@slidev/types'
import { useHead } from '@unhead/vue'
import { plan } from 'virtual:workshop'
import { navigateRun } from '../client/agenda/navigation.ts'
import { deck } from '../client/link/deck.ts'

/** Where the deck has routes, next and back follow the agenda; and tabs have the workshop's title, as several may run one deck. */
export default defineRootSetup(() => {
  if (plan && !window.__WORKSHOP_RECORD__)
    navigateRun()
  useHead(() => {
    const workshop = deck.status === 'frozen' ? undefined : deck.room?.workshop.title
    return { titleTemplate: (title?: string) => tabTitle(title ?? '', workshop) }
  })
})

/** Slidev names a tab after its page and the deck, as in `Presenter - The deck`; of many tabs, only the first words are seen. */
function tabTitle(title: string, workshop: string | undefined): string {
  const page = /^(?:Presenter|Overview|Notes)\b/.exec(title)?.[0]
  return workshop ? [workshop, ...page ? [page] : []].join(' - ') : title
}
