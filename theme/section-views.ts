import type { ComputedRef } from 'vue'
import type { PublicDiscipline } from '../authoring/schema.ts'
import type { Section } from '../core/views/sections/sections.ts'
import { polls } from 'virtual:workshop'
import { computed } from 'vue'
import { deck } from '../client/link/deck.ts'
import { sectionsOf } from '../core/views/sections/sections.ts'
import { seenPoll } from '../core/views/seen.ts'
import { useSections } from './sections.ts'

/** A discipline with what the room has seen of its polls. */
export interface SectionView {
  discipline: PublicDiscipline
  section: Section
}

/** The sections of this run in its order, with the results that the room has seen. */
export function useSectionViews(): ComputedRef<SectionView[]> {
  const disciplines = useSections()
  return computed(() => {
    const seen = polls.map((def) => {
      const view = deck.polls[def.id]
      return view ? seenPoll(view, deck.status === 'frozen') : { def, result: undefined, byRole: undefined, state: 'unasked' as const }
    })
    const sections = new Map(sectionsOf(seen).map(section => [section.id, section]))
    return disciplines.value.flatMap((discipline) => {
      const section = sections.get(discipline.id)
      return section ? [{ discipline, section }] : []
    })
  })
}
