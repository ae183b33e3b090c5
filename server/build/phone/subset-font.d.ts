/** Types for the part of subset-font that is used; the package has none. */
declare module 'subset-font' {
  import type { Buffer } from 'node:buffer'

  /** Reduces a font to the glyphs of a text, with axes pinned to a value or limited to a range. */
  export default function subsetFont(font: Buffer, text: string, options: {
    targetFormat: 'woff2'
    variationAxes?: Record<string, number | { min: number, max: number }>
  }): Promise<Buffer>
}
