import type { InjectionKey } from 'vue'
import type { Nav } from './slidev-client.d.ts'

/** More than any slide has: Slidev then shows all of a slide's clicks. */
export const CLICKS_MAX: number
export const injectionSlidevContext: InjectionKey<{ nav: Nav }>
