import type { ScalePoll } from '../../../core/kinds/scale.ts'

/** Whether levels are few enough to be drawn as segments of one bar; more are drawn as columns. */
export function fewLevels({ levels }: ScalePoll): boolean {
  return levels.length <= 3
}
