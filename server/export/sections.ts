import type { Axis } from '../../core/views/sections/axis.ts'
import type { Cell } from '../../core/views/sections/cells.ts'
import type { Disagreements } from '../../core/views/sections/disagreements.ts'
import type { Poll, Workshop } from '../../core/workshop.ts'
import { axisOf } from '../../core/views/sections/axis.ts'
import { cellsOf } from '../../core/views/sections/cells.ts'
import { disagreementsOf } from '../../core/views/sections/disagreements.ts'
import { sectionsOf } from '../../core/views/sections/sections.ts'
import { seenPoll } from '../../core/views/seen.ts'
import { pollView } from '../../core/views/views.ts'

/** What sums up a section on the slides. */
export interface SectionResults {
  id: string
  topic: string
  /** Its place on the radar. */
  axis: Omit<Axis, 'section' | 'topic'>
  /** Its row of the heat map. */
  cells: Cell[]
}

export interface SectionsResults {
  sections: SectionResults[]
  disagreements: Disagreements
}

/**
 * Radar, heat map and disagreements, in the numbers of the printed slides. [S6] to [S10]
 * @param polls in the order of the run
 * @param hidden with the results that the room was never shown
 */
export function sectionResults(workshop: Workshop, polls: readonly Poll[], hidden: boolean): SectionsResults {
  const sections = sectionsOf(polls.map(poll => seenPoll(pollView(poll, hidden ? 'everything' : 'record', workshop), true)))
  return {
    sections: sections.map((section) => {
      const { section: id, topic, ...axis } = axisOf(section)
      return { id, topic, axis, cells: cellsOf(section) }
    }),
    disagreements: disagreementsOf(sections),
  }
}
