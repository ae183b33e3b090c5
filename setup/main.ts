import { defineAppSetup } from '@slidev/types'
import { expectServer } from 'virtual:workshop'
import { freezeDeck, startDeck } from '../client/deck.ts'
import { keepDrawn } from './drawn.ts'
import { keepFaults } from './faults.ts'
import { offerFurtherPages } from './further-pages.ts'
import { syncSlides } from './slide-sync.ts'
import { allowWakeLockRefusal } from './wake-lock.ts'

/** Connects the deck to its workshop, or shows the record that an export put into the page. */
export default defineAppSetup(({ app, router }) => {
  if (window.__WORKSHOP_RECORD__) {
    keepFaults(app)
    keepDrawn()
    offerFurtherPages()
    return freezeDeck(window.__WORKSHOP_RECORD__)
  }
  allowWakeLockRefusal()
  if (!expectServer)
    return
  router.afterEach((to) => {
    if (to.query.print === undefined)
      startDeck(/^\/presenter(?:\/|$)/.test(to.path) ? 'facilitator' : 'screen')
  })
  syncSlides(router)
})
