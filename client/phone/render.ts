import type { Component } from 'vue'
/** Renders the phone's page on the server, with the same components. Built for Node by Vite. */
import type { Answer, PollDef } from '../../core/kinds/kinds.ts'
import type { Refusal } from '../../core/protocol/refusal.ts'
import type { HomeState } from '../home/home-state.ts'
import type { PageState } from '../link/attendee.ts'
import type { Connection } from '../link/connection/connection.ts'
import type { SharedResults } from './results/shared-results.ts'
import { createSSRApp, effectScope, shallowRef } from 'vue'
import { renderToString } from 'vue/server-renderer'
import { pageTitle, stageOf } from '../form/stage.ts'
import CodePage from '../home/CodePage.vue'
import homeStyles from '../home/home.css?inline'
import HomePage from '../home/HomePage.vue'
import OncePage from '../home/OncePage.vue'
import { phoneKindOf } from '../kinds/phone.ts'
import { useAttendee } from '../link/attendee.ts'
import { withChosen } from '../link/chosen-poll.ts'
import { refusalWords as refusalWordsBy } from '../link/notices.ts'
import App from './App.vue'
import moreStyles from './more.css?inline'
import * as more from './more.ts'
import ResultsPage from './results/ResultsPage.vue'
import fonts from './styles/fonts.css?inline'
import { needsMore } from './use-more.ts'

export { commandFrom, isWhole } from './form.ts'

/** The properties of `OncePage.vue`. */
export type Once = InstanceType<typeof OncePage>['$props']

export interface DrawnPage {
  title: string
  /** The content of `#app`. */
  html: string
  /** Further styles that the page needs. */
  styles: string
}

/** A stub, because a page being rendered has no connection. */
const connection: Connection = {
  status: shallowRef('connecting'),
  refusal: shallowRef(null),
  on: () => {},
  onUp: () => {},
  send: () => Promise.reject(new Error('This page is being rendered.')),
  retryNow: () => {},
  close: () => {},
}

/** Why a form did not count, in words for the attendee. */
export function refusalWords(refusal: Refusal, answer: Answer, def: PollDef | undefined): string {
  return refusalWordsBy(phoneKindOf, refusal, answer, def)
}

export async function renderPhone(sent: PageState): Promise<DrawnPage> {
  const state = { ...sent, view: withChosen(sent.view, sent.poll ?? null) }
  const scope = effectScope(true)
  try {
    const attendee = scope.run(() => useAttendee({ connection, rulesOf: phoneKindOf, start: state }))!
    const html = await renderToString(createSSRApp(App, { attendee, more }))
    const { view, own } = state
    return { title: pageTitle(view, stageOf(view, own.role, own.seated)), html, styles: needsMore(state) ? moreStyles : '' }
  }
  finally {
    scope.stop()
  }
}

/** The home page of facilitators. */
export function renderHome(home: HomeState): Promise<DrawnPage> {
  return renderStill('Workshops', HomePage, { home }, homeStyles)
}

/** A page of facilitators that asks or tells something once. */
export function renderOnce(page: Once): Promise<DrawnPage> {
  return renderStill(page.title, OncePage, { ...page }, homeStyles)
}

/** The page that asks for the code of a workshop. @param wrong a code that none has */
export function renderCode(action: string, wrong: string): Promise<DrawnPage> {
  return renderStill('Which workshop?', CodePage, { action, wrong }, homeStyles)
}

/** The page of all results. */
export function renderResults(results: SharedResults): Promise<DrawnPage> {
  return renderStill(`Results: ${results.title}`, ResultsPage, { results })
}

/** A page that no script changes. */
async function renderStill(title: string, page: Component, properties: Record<string, unknown>, styles = ''): Promise<DrawnPage> {
  return { title, html: await renderToString(createSSRApp(page, properties)), styles: fonts + moreStyles + styles }
}
