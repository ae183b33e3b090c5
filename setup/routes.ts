import type { RouteRecordRaw } from 'vue-router'
import { defineRoutesSetup } from '@slidev/types'

/** Adds the facilitator's panel to Slidev's presenter, a print page for the export, and slides that follow the agenda. */
export default defineRoutesSetup(routes => [
  { name: 'print', path: '/print', component: () => import('@slidev/client/pages/print.vue') },
  { name: 'print-notes', path: '/presenter/print', component: () => import('../client/panel/tools/PrintWithNotes.vue') },
  ...routes.filter(({ path }) => path !== '/print' && path !== '/presenter/print').map(withOurs),
])

function withOurs(route: RouteRecordRaw): RouteRecordRaw {
  switch (route.name) {
    case 'presenter':
      return { ...route, component: () => import('../client/panel/Presenter.vue') } as RouteRecordRaw
    case 'play':
      return { ...route, component: () => import('../client/agenda/Play.vue') } as RouteRecordRaw
    default:
      return route
  }
}
