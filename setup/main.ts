import type { Router } from 'vue-router'
import { defineAppSetup } from '@slidev/types'
import { canvasHeight, canvasWidth, expectServer, plan, printsClicks } from 'virtual:workshop'
import { addressOf, followAgenda } from '../client/agenda/run.ts'
import { freezeDeck, startDeck } from '../client/link/deck.ts'
import { keepDrawn } from './drawn.ts'
import { keepFaults } from './faults.ts'
import { findFilesBelow } from './files-below.ts'
import { offerFurtherPages } from './further-pages.ts'
import { syncSlides } from './slide-sync.ts'
import { allowWakeLockRefusal } from './wake-lock.ts'

/** The space for a slide on a sheet of A4 or Letter, in CSS pixels, without margins and a line below. */
const PAPER = { width: 960, height: 620 }

/** Connects the deck to its workshop, or shows the record that an export put into the page. */
export default defineAppSetup(({ app, router }) => {
  followAgenda()
  keepNumbers(router)
  document.documentElement.style.setProperty('--paper-scale', String(Math.min(PAPER.width / canvasWidth, PAPER.height / canvasHeight)))
  if (window.__WORKSHOP_RECORD__) {
    keepFaults(app)
    keepDrawn()
    offerFurtherPages()
    if (printsClicks)
      printClicks(router)
    return freezeDeck(window.__WORKSHOP_RECORD__)
  }
  allowWakeLockRefusal()
  if (!expectServer)
    return
  findFilesBelow()
  router.afterEach((to) => {
    if (to.query.print === undefined)
      startDeck(/^\/presenter(?:\/|$)/.test(to.path) ? 'facilitator' : 'screen')
  })
  syncSlides(router)
})

/** A number in an address is the slide's number in the built deck, wherever the agenda puts it. */
function keepNumbers(router: Router): void {
  if (!plan)
    return
  router.beforeEach((to) => {
    const { no } = to.params
    const address = typeof no === 'string' && /^\d+$/.test(no) ? addressOf(Number(no)) : no
    return address === no ? true : { ...to, params: { ...to.params, no: address! } }
  })
}

/** Slidev reads from the address whether to print a page per click: once, and before the first page. */
function printClicks(router: Router): void {
  history.replaceState(history.state, '', location.href.replace('print=true', 'print=clicks'))
  router.beforeEach(to => to.query.print === 'true' ? { ...to, query: { ...to.query, print: 'clicks' } } : true)
}
