declare module 'virtual:workshop' {
  // Import types, not import statements: in a module declaration those resolve no relative path and quietly give any.
  type PollDef = import('../core/kinds/kinds.ts').PollDef
  type PublicDiscipline = import('../authoring/schema.ts').PublicDiscipline
  type WorkshopCounts = import('../authoring/schema.ts').WorkshopCounts

  /** The content as attendees may read it, in the order of workshop.yaml. */
  export const disciplines: readonly PublicDiscipline[]
  export const title: string
  export const subtitle: string
  /** Every number that a slide shows. */
  export const counts: WorkshopCounts
  /** Every poll that content declares, without the facilitator's notes. */
  export const polls: readonly PollDef[]
  /** What each slide with a poll has for a heading, in their order. */
  export const headings: readonly (string | null)[]
  /** Pixels of a slide from left to right. */
  export const canvasWidth: number
  /** And from top to bottom. */
  export const canvasHeight: number
  /** A page of the PDF for each click, as the deck's `export` asks for. */
  export const printsClicks: boolean
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
