import { encode } from 'uqr'

/** A QR code as SVG. One path with a stroke for each run of dark squares: single squares would have hairlines between them in print. */
export function qrOf(text: string): string {
  const { data, size } = encode(text, { ecc: 'M', border: 2 })
  const runs = (row: boolean[]) => [...row.map(dark => dark ? '#' : ' ').join('').matchAll(/#+/g)]
  const path = data.flatMap((row, y) => runs(row).map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`)).join('')
  return `<svg viewBox="0 0 ${size} ${size}" aria-hidden="true" shape-rendering="crispEdges"><path d="${path}"/></svg>`
}
