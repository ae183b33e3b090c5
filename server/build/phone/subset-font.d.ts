/** The part of subset-font that is used; the package has no types of its own. */
declare module 'subset-font' {
  import type { Buffer } from 'node:buffer'

  /** A font with the glyphs of a text alone, and with axes pinned to a value or kept to a range. */
  export default function subsetFont(font: Buffer, text: string, options: {
    targetFormat: 'woff2'
    variationAxes?: Record<string, number | { min: number, max: number }>
  }): Promise<Buffer>
}
