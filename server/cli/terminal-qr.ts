import { encode } from 'uqr'

/** A square is half a character high: dark or light in the upper and the lower row. */
const HALVES = [[' ', '▄'], ['▀', '█']] as const

/** Black on bright white. Themes may change the first 16 of 256 colours, but not these two. */
const INK = { plain: ['', ''], sixteen: ['\x1B[30;107m', '\x1B[0m'], many: ['\x1B[38;5;16;48;5;231m', '\x1B[0m'] } as const

/**
 * A QR code for the terminal, dark on light in any theme: many cameras can't read the inverse.
 * @param text what it says
 * @param depth bits of colour that the terminal shows; 1: none, then light squares are drawn, as for a dark terminal
 * @returns its lines
 */
export function terminalQr(text: string, depth: number): string[] {
  const { data, size } = encode(text, { border: 2 })
  const [begin, end] = depth >= 8 ? INK.many : depth > 1 ? INK.sixteen : INK.plain
  const drawn = depth > 1
  const isInk = (x: number, y: number) => Number((data[y]?.[x] ?? false) === drawn)
  return Array.from({ length: Math.ceil(size / 2) }, (_, line) => {
    const squares = Array.from({ length: size }, (_, x) => HALVES[isInk(x, 2 * line)]![isInk(x, 2 * line + 1)])
    return `${begin}${squares.join('')}${end}`
  })
}
