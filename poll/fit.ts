/** Archivo's mean width of a character at the labels' weight and stretch, in em, with room for words that break early. */
const CHARACTER = 0.4
const LINE_HEIGHT = 1.08
/** Air above and below a label, in px of the canvas. */
const AIR = 10

export interface Room {
  /** Pixels for one label's lines. */
  width: number
  /** Pixels for all rows. */
  height: number
  /** Pixels of a row that other lines take. */
  taken?: number
  largest?: number
}

/**
 * The largest size at which every label keeps to its row in two lines at most.
 * Reckoned rather than measured: a print has no second frame to correct itself in.
 * @returns px, 24 at least
 */
export function fitLabels(labels: readonly string[], { width, height, taken = 0, largest = 56 }: Room): number {
  const row = height / labels.length - taken - AIR
  const longest = Math.max(...labels.map(({ length }) => length))
  for (let size = largest; size > 24; size--) {
    const lines = Math.ceil(longest * CHARACTER * size / width)
    if (lines <= 2 && lines * size * LINE_HEIGHT <= row)
      return size
  }
  return 24
}
