import type { ComputedRef } from 'vue'
import type { PublicDiscipline } from '../authoring/schema.ts'
import { useSlideContext } from '@slidev/client'
import { disciplines } from 'virtual:workshop'
import { computed } from 'vue'

/**
 * The discipline of this slide, named by the frontmatter that its chapter inherits.
 * @throws Error where the frontmatter names none of the workshop
 */
export function useDiscipline(): ComputedRef<PublicDiscipline> {
  const { $frontmatter } = useSlideContext()
  return computed(() => {
    const found = disciplines.find(({ id }) => id === $frontmatter.discipline)
    if (!found)
      throw new Error(`No discipline is called "${$frontmatter.discipline}". This workshop has: ${disciplines.map(({ id }) => id).join(', ')}.`)
    return found
  })
}

/** `01`, as the number stands on slides. */
export function twoDigits(number: number): string {
  return String(number).padStart(2, '0')
}
