declare module 'virtual:workshop' {
  import type { PollDef } from '../core/poll.ts'
  import type { PublicDiscipline, WorkshopCounts } from '../workshop/schema.ts'

  /** The content as attendees may read it, in the order of workshop.yaml. */
  export const disciplines: readonly PublicDiscipline[]
  export const title: string
  export const subtitle: string
  /** Every number that a slide shows. */
  export const counts: WorkshopCounts
  /** Every poll that content declares, without the facilitator's notes. */
  export const polls: readonly PollDef[]
  /** A workshop server is expected behind this deck; false for `slidev` on its own. */
  export const expectServer: boolean
}

declare module '*.vue' {
  import type { DefineComponent } from 'vue'

  const component: DefineComponent<object, object, unknown>
  export default component
}

declare module '#slidev/slides' {
  import type { SlideRoute } from '@slidev/client'
  import type { Ref } from 'vue'

  export const slides: Ref<SlideRoute[]>
}
