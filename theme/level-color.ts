/**
 * The colour of a level, as a short scale has them: from the ink through the paper to the discipline's flare.
 * @param index from 0
 */
export function levelColor(index: number, levels: number): string {
  const place = 2 * index / (levels - 1) - 1
  return `color-mix(in srgb, var(${place < 0 ? '--ink' : '--flare'}) ${Math.round(Math.abs(place) * 100)}%, var(--paper))`
}
