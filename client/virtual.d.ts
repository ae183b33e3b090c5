declare module 'virtual:workshop' {
  // Import types, because import statements in a module declaration resolve no relative paths and silently give `any`.
  type PollDef = import('../core/kinds/kinds.ts').PollDef
  type PublicDiscipline = import('../authoring/schema.ts').PublicDiscipline
  type PlanDef = import('../core/plan/schema.ts').PlanDef
  type WorkshopCounts = import('../authoring/schema.ts').WorkshopCounts

  /** The content as attendees may read it, in the order of workshop.yaml. */
  export const disciplines: readonly PublicDiscipline[]
  export const title: string
  export const subtitle: string
  /** Every number that a slide shows. */
  export const counts: WorkshopCounts
  /** How the deck may be run; null where its content has no routes. */
  export const plan: PlanDef | null
  /** Every poll that content declares, without the facilitator's notes. */
  export const polls: readonly PollDef[]
  /** The heading of each slide, by index, if it has a poll. */
  export const headings: readonly (string | null)[]
  /** The width of a slide in pixels. */
  export const canvasWidth: number
  /** The height of a slide in pixels. */
  export const canvasHeight: number
  /** The PDF has a page for every click, as the deck's `export` option asks for. */
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
