import { defineRootSetup } from '@slidev/types'
import { plan } from 'virtual:workshop'
import { navigateRun } from '../client/agenda/navigation.ts'

/** Where the deck has routes, next and back follow the agenda. */
export default defineRootSetup(() => {
  if (plan && !window.__WORKSHOP_RECORD__)
    navigateRun()
})
