import type { PageState } from '../link/attendee.ts'
import { createApp, createSSRApp } from 'vue'
import { TYPED_EARLY } from '../form/use-field.ts'
import { phoneKindOf } from '../kinds/phone.ts'
import { useAttendee } from '../link/attendee.ts'
import { withChosen } from '../link/chosen-poll.ts'
import { deferConnection } from '../link/connection/deferred-connection.ts'
import App from './App.vue'
import { earlyTap, typedEarly } from './early/adopt.ts'
import { loadMore, needsMore } from './use-more.ts'

const connection = deferConnection(() => import('./after-first-vote.ts').then(({ connectAndDress }) => connectAndDress()))

/** Hydrates the page that the server has rendered. */
async function start(sent: PageState | null): Promise<void> {
  const state = sent && { ...sent, view: withChosen(sent.view, sent.poll ?? null) }
  // Hydration needs all rendered components.
  const more = state && needsMore(state) ? await loadMore() : null
  const attendee = useAttendee({ connection, rulesOf: phoneKindOf, start: state })
  const tapped = state && earlyTap(state)
  // The development server renders nothing.
  const create = import.meta.env.DEV ? createApp : createSSRApp
  create(App, { attendee, more }).provide(TYPED_EARLY, { text: typedEarly() }).mount('#app')
  document.querySelectorAll('.late, #early').forEach(element => element.remove())
  attendee.begin(tapped)
  connection.open()
}

void start(JSON.parse(document.getElementById('workshop-state')!.textContent || 'null'))
