import type { ScalePoll } from '../../../core/kinds/scale.ts'

/** Few levels are told apart as segments of one bar; more need a place on a line. */
export function fewLevels({ levels }: ScalePoll): boolean {
  return levels.length <= 3
}
