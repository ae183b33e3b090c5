import type { RouteRecordRaw } from 'vue-router'
import { defineRoutesSetup } from '@slidev/types'

/** Adds the facilitator's panel to Slidev's presenter, and a print page for the export. */
export default defineRoutesSetup(routes => [
  { name: 'print', path: '/print', component: () => import('@slidev/client/pages/print.vue') },
  { name: 'print-notes', path: '/presenter/print', component: () => import('../client/panel/tools/PrintWithNotes.vue') },
  ...routes.filter(({ path }) => path !== '/print' && path !== '/presenter/print').map(withPanel),
])

function withPanel(route: RouteRecordRaw): RouteRecordRaw {
  return route.name === 'presenter' ? { ...route, component: () => import('../client/panel/Presenter.vue') } as RouteRecordRaw : route
}
