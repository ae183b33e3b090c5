import type { Poll, Workshop } from '../../../core/workshop.ts'
import type { WorkshopResults } from './results.schema.ts'
import { axisOf } from '../../../core/views/sections/axis.ts'
import { cellsOf } from '../../../core/views/sections/cells.ts'
import { disagreementsOf } from '../../../core/views/sections/disagreements.ts'
import { sectionsOf } from '../../../core/views/sections/sections.ts'
import { seenPoll } from '../../../core/views/seen.ts'
import { pollView } from '../../../core/views/views.ts'

/**
 * Radar, heat map and disagreements, in the numbers of the printed slides. [S6] to [S10]
 * @param polls in the order of the run
 * @param hidden with the results that the room was never shown
 */
export function sectionResults(workshop: Workshop, polls: readonly Poll[], hidden: boolean): Pick<WorkshopResults, 'sections' | 'disagreements'> {
  const sections = sectionsOf(polls.map(poll => seenPoll(pollView(poll, hidden ? 'everything' : 'record', workshop), true)))
  return {
    sections: sections.map((section) => {
      const { section: id, topic, ...axis } = axisOf(section)
      return { id, topic, axis, cells: cellsOf(section) }
    }),
    disagreements: disagreementsOf(sections),
  }
}
